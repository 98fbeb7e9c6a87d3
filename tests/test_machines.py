"""What the newsroom sees of what machines get of an article, and the key by which they know the paper."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import workflow
from articles.exchange import indexnow
from articles.models import Article, Ping, Publication

from .engine import engine
from .factories import make_public, make_section

pytestmark = pytest.mark.django_db
KEY = "Paper-0123"
PUBLICATION = "/admin/articles/publication/1/change/"


@pytest.fixture
def publication(db):
    row = Publication(name="한빛지역신문", indexnow_key=KEY)
    row.save()
    return row


def screen(client, article):
    """Return {what it is: what the screen says of it} of the article's screen, and its text."""
    page = client.get(f"/admin/articles/article/{article.pk}/machines/").text
    content = page.split('id="content"')[1].split("</main>")[0]
    rows = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", content, re.DOTALL)
    plain = [
        [re.sub(r"\s+", " ", re.sub("<[^>]+>", "", part)).strip() for part in row] for row in rows
    ]
    return dict(plain), content


# The screen of an article


def test_it_says_where_machines_find_an_article(client, nari, bora, article, settings, publication):
    client.force_login(nari)
    address = settings.SITE_URL + article.get_absolute_url()
    lists = {
        "전체 기사 피드 최신 30건": "없음",
        "섹션 피드 최신 30건": "없음",
        "뉴스 사이트맵 최근 48시간": "없음",
        "사이트맵 독자가 보는 기사 전부": "없음",
    }
    nowhere = lists | {
        "검색 결과": "나오지 않습니다. 독자가 볼 수 없는 기사이고, 로봇은 noindex 페이지를 받습니다.",
        "대표 주소(canonical)": address,
    }
    everywhere = nowhere | dict.fromkeys(lists, "있음")
    everywhere |= {"검색 결과": "나올 수 있습니다. noindex가 아닙니다."}
    for at, expected in (
        (timezone.now() + timedelta(hours=1), nowhere),
        (timezone.now() - timedelta(hours=47), everywhere),
        (
            timezone.now() - timedelta(hours=49),
            everywhere | {"뉴스 사이트맵 최근 48시간": "없음"},
        ),
    ):
        make_public(article, at=at)
        assert screen(client, article)[0] == expected
    other = make_section()
    for _ in range(30):
        make_public(section=other)
    said = screen(client, article)[0]
    assert said["전체 기사 피드 최신 30건"] == "없음"
    assert said["섹션 피드 최신 30건"] == "있음"
    workflow.withdraw(Article.objects.get(pk=article.pk), bora, "사실 확인 중")
    assert screen(client, article)[0] == nowhere


def test_what_somebody_else_published_first_is_left_to_them(client, bora, publication):
    original = "https://agency.example/1"
    told = make_public(origin="wire", original_url=original)
    own = make_public(origin="own", original_url=original)
    client.force_login(bora)
    said = screen(client, told)[0]
    assert said["대표 주소(canonical)"] == original
    assert said["검색 결과"] == "검색 로봇에 원문을 보여 주라고 알립니다."
    assert said["사이트맵 독자가 보는 기사 전부"] == "없음"
    assert original not in screen(client, own)[1]
    assert list(Article.objects.for_sitemap()) == list(Article.objects.for_news_sitemap()) == [own]


def test_it_says_what_search_engines_were_told(
    client, bora, article, settings, publication, time_machine
):
    client.force_login(bora)
    assert "서버 운영자가 이 기능을 껐습니다" in screen(client, article)[1]
    with engine() as server:
        settings.INDEXNOW_URLS = [server.address]
        Publication.objects.update(indexnow_key="")
        assert "발행정보에 키가 없어" in screen(client, article)[1]
        publication.save()
        assert screen(client, article)[0]["마지막으로 알림"] == "아직 없음"
        time_machine.move_to("2026-11-27T09:00:00+09:00", tick=False)
        workflow.approve(article, bora, at=timezone.now() + timedelta(hours=1))
        said = screen(client, article)[0]
        assert said["다음에 알림"] == "2026-11-27 10:00:00"
        time_machine.shift(timedelta(hours=1))
        server.answers = [(500, {})]
        indexnow.send_due()
        said = screen(client, article)[0]
        assert said["마지막으로 알림"] == "아직 없음"
        assert said["마지막 응답"] == "접수하지 않음, 다시 알림 (500) · 2026-11-27 10:00:00"
        assert said["다음에 알림"] == "2026-11-27 10:01:00 · 지금까지 1번 시도"
        time_machine.shift(timedelta(minutes=1))
        indexnow.send_due()
        said = screen(client, article)[0]
        assert said["마지막으로 알림"] == "2026-11-27 10:01:00"
        assert said["마지막 응답"] == "접수함 (200)"
        assert "다음에 알림" not in said
        copy = workflow.open_copy(article, bora)
        assert screen(client, copy)[0] == said
        Ping.objects.update(answer=0, due_at=None)
        assert "7일이 지나 더 알리지 않음" in screen(client, article)[1]


def test_the_screen_asks_as_much_whatever_there_is(
    client, bora, article, settings, publication, django_assert_max_num_queries
):
    settings.INDEXNOW_URLS = ["https://a.example/", "https://b.example/"]
    client.force_login(bora)
    screen(client, make_public(article))
    with django_assert_max_num_queries(30) as few:
        screen(client, article)
    for _ in range(30):
        make_public(section=article.section)
    with django_assert_max_num_queries(len(few.captured_queries)):
        screen(client, article)


def test_the_way_there_is_on_the_article_of_whoever_may_read_it(client, nari, chan, article):
    make_public(article)
    address = f"/admin/articles/article/{article.pk}/machines/"
    for user, is_shown in ((nari, True), (chan, False)):
        client.force_login(user)
        page = client.get(f"/admin/articles/article/{article.pk}/change/").text
        assert (address in page) == is_shown
    assert client.post(address).status_code in (404, 405)


# The key


def test_the_key_of_the_paper_is_a_file_and_no_other_is(client, asked, publication):
    answer = client.get(f"/{KEY}.txt")
    assert answer.content == KEY.encode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    missing = client.get("/nowhere/")
    for path in (f"/{KEY.lower()}.txt", "/Paper-0124.txt", f"/{KEY}", f"/x/{KEY}.txt", "/.txt"):
        other = client.get(path)
        assert (other.status_code, len(other.content)) == (404, len(missing.content)), path
    assert client.get("/robots.txt").text.startswith("User-agent")
    for _ in range(2):
        assert asked(f"/{KEY}.txt")["body"] == KEY.encode()
    assert len(asked.renders) == 1


@pytest.mark.django_db(transaction=True)
def test_the_file_of_an_old_key_is_gone_at_once(asked, publication):
    assert asked(f"/{KEY}.txt")["status"] == 200
    publication.indexnow_key = ""
    publication.save()
    assert asked(f"/{KEY}.txt")["status"] == 404


def test_a_wrong_key_is_told_and_kept_and_a_new_one_is_made(client, dami, publication):
    client.force_login(dami)
    form = client.get(PUBLICATION).context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if value not in (None, False)}
    for wrong in (
        "short",
        "with space",
        "열쇠열쇠열쇠열쇠",
        "under_score",
        "x" * 129,
        "../../secret",
    ):
        page = client.post(PUBLICATION, typed | {"indexnow_key": wrong}).text
        assert f'value="{wrong}"' in page
        assert ("8~128자입니다" in page) != (len(wrong) > 128), wrong
    assert Publication.current().indexnow_key == KEY
    made = typed | {"indexnow_key": "short", "make_indexnow_key": "on"}
    assert client.post(PUBLICATION, made).status_code == 302
    assert re.fullmatch("[0-9a-f]{32}", Publication.current().indexnow_key)
