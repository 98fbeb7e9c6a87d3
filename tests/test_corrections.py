"""바로잡습니다: under the article, on a page of their own, never changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import workflow
from articles.models import AppendOnly, Article, Correction, Decision
from articles.reading import pagecache

from .factories import make_article, make_public

pytestmark = pytest.mark.django_db


def screen(article):
    return f"/admin/articles/article/{article.pk}/corrections/"


def add(client, article, text="응답자의 비율은 68%가 아니라 69%입니다.", **fields):
    data = {"kind": "correction", "text": text, "supersedes": ""} | fields
    return client.post(screen(article), data, follow=True)


def box(client, article):
    html = client.get(article.get_absolute_url()).text
    if 'class="corrections"' not in html:
        return ""
    return html[html.index('class="corrections"') : html.index('class="source"')]


@pytest.fixture
def live(article):
    return make_public(article)


# The desk


def test_an_editor_puts_right_and_readers_see_it(
    client, bora, live, django_capture_on_commit_callbacks
):
    assert box(client, live) == ""
    client.force_login(bora)
    with django_capture_on_commit_callbacks(execute=True):
        response = add(client, live, "첫 문단.\r\n\r\n<b>둘째</b> 문단.", kind="reply")
    assert "바로잡습니다를 실었습니다" in response.text
    correction = Correction.objects.get()
    assert (correction.kind, correction.made_by) == ("reply", bora)
    assert correction.text == "첫 문단.\n\n<b>둘째</b> 문단."
    decision = Decision.objects.first()
    assert (decision.action, decision.actor, decision.article) == ("correct", bora, live)
    shown = box(client, live)
    for told in (
        f'id="correction-{correction.pk}"',
        "반론",
        f"{timezone.localtime(correction.made_at):%Y-%m-%d %H:%M}",
        "첫 문단.\n\n&lt;b&gt;둘째&lt;/b&gt; 문단.",
    ):
        assert told in shown
    assert Article.objects.get().revised_at is None


def test_a_reporter_may_not_even_with_a_crafted_request(client, nari, chan, live):
    client.force_login(nari)
    assert client.get(screen(live)).status_code == 403
    assert add(client, live).status_code == 403
    client.force_login(chan)
    assert add(client, live).status_code == 404
    client.logout()
    assert "/login/" in client.get(screen(live)).headers["Location"]
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "바로잡을 내용을 써 주십시오"),
        ({"text": " \u200b\n\u3164"}, "바로잡을 내용을 써 주십시오"),
        ({"text": "가" * 3001}, "3001자입니다"),
        ({"kind": "apology"}, "고를 수 있는 값이 아닙니다"),
        ({"kind": ""}, "종류를 골라 주십시오"),
        ({"supersedes": "999999"}, "이미 새것으로 바뀌었거나"),
        ({"supersedes": "abc"}, "이미 새것으로 바뀌었거나"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, bora, live, fields, told):
    client.force_login(bora)
    response = add(client, live, **{"text": "남아 있어야 할 글"} | fields)
    assert response.status_code == 200
    assert told in response.text
    assert fields.get("text", "남아 있어야 할 글").strip() in response.text
    assert not Correction.objects.exists()


def test_three_thousand_characters_fit_however_they_are_sent(client, bora, live):
    client.force_login(bora)
    lines = "\r\n".join(["가나다라마바사아자"] * 300)
    add(client, live, lines)
    assert len(Correction.objects.get().text) == 2999


def test_a_later_one_supersedes_an_older_one_for_readers_only(client, bora, live):
    client.force_login(bora)
    add(client, live, "옛 글")
    first = Correction.objects.get()
    html = add(client, live, "새 글", supersedes=first.pk).text
    assert Correction.objects.first().supersedes == first
    assert html.index('class="superseded"') < html.index("옛 글")
    shown = box(client, live)
    assert "새 글" in shown
    assert "옛 글" not in shown
    assert "옛 글" not in client.get("/corrections/").text
    again = add(client, live, "또 새 글", supersedes=first.pk)
    assert "이미 새것으로 바뀌었거나" in again.text
    assert Correction.objects.count() == 2


def test_one_of_another_article_is_not_superseded(client, bora, live):
    other = make_public()
    foreign = workflow.correct(other, bora, "correction", "남의 글")
    client.force_login(bora)
    assert "이 기사의 것이 아닙니다" in add(client, live, supersedes=foreign.pk).text
    assert Correction.objects.get() == foreign


def test_only_what_readers_see_is_put_right(client, bora, article):
    client.force_login(bora)
    assert "독자에게 보이는 기사에만" in client.get(screen(article)).text
    response = add(client, article, "쓰던 글")
    assert "쓰신 내용은 그대로 있습니다" in response.text
    assert "쓰던 글" in response.text
    assert not Correction.objects.exists()


def test_a_correction_is_never_changed_or_deleted(bora, live):
    correction = workflow.correct(live, bora, "correction", "글")
    for attempt in (correction.save, correction.delete, Correction.objects.all().delete):
        with pytest.raises(AppendOnly):
            attempt()


# Readers


def test_the_box_stands_between_the_text_and_the_copyright(client, bora, live):
    workflow.correct(live, bora, "correction", "바로잡는 글")
    html = client.get(live.get_absolute_url()).text.partition("<main")[2]
    places = [html.index(part) for part in ('class="prose"', "바로잡는 글", 'class="copyright"')]
    assert places == sorted(places)


def test_the_list_leads_to_each_article_newest_first(client, bora, live):
    other = make_public(headline="다른 <기사>")
    first = workflow.correct(live, bora, "correction", "먼저 쓴 글")
    second = workflow.correct(other, bora, "follow_up", "나중에 쓴 글")
    html = client.get("/corrections/").text
    html = html[html.index("<main") : html.index("<aside")]
    parts = (
        "추후보도",
        second.get_absolute_url(),
        "다른 &lt;기사&gt;",
        "나중에 쓴 글",
        "정정",
        first.get_absolute_url(),
        "새 도서관이 문을 열었다",
        "먼저 쓴 글",
    )
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_every_page_leads_to_the_list(client):
    assert '<a href="/corrections/">바로잡습니다</a>' in client.get("/").text
    assert "바로잡습니다가 없습니다" in client.get("/corrections/").text


def test_nothing_of_it_shows_while_its_article_does_not(client, bora, live):
    workflow.correct(live, bora, "correction", "숨을 글")
    assert "숨을 글" in client.get("/corrections/").text
    workflow.withdraw(live, bora, "사유")
    pagecache.drop()
    assert "숨을 글" not in client.get(live.get_absolute_url()).text
    html = client.get("/corrections/").text
    assert "숨을 글" not in html
    assert live.headline not in html
    workflow.restore(live, bora, "사유")
    pagecache.drop()
    assert "숨을 글" in client.get("/corrections/").text


def test_a_long_list_has_pages_and_an_end(client, bora, live, monkeypatch):
    monkeypatch.setattr("articles.views.lists.LAST_PAGE", 2)
    now = timezone.now()
    Correction.objects.bulk_create(
        Correction(
            article=live, kind="correction", text=f"글{n:02}", made_at=now - timedelta(minutes=n)
        )
        for n in range(45)
    )
    assert "글19" in client.get("/corrections/").text
    second = client.get("/corrections/", {"page": 2})
    assert "글20" in second.text
    assert second.status_code == 200
    for number in ("3", "0", "abc"):
        assert client.get("/corrections/", {"page": number}).status_code == 404


def test_a_working_copy_takes_no_correction(client, bora, live):
    copy = make_article(replaces=live, section=live.section, created_by=bora)
    client.force_login(bora)
    response = add(client, copy, "쓰던 글")
    assert "쓰신 내용은 그대로 있습니다" in response.text
    assert "쓰던 글" in response.text
    assert not Correction.objects.exists()
    add(client, live, "쓰던 글")
    assert Correction.objects.get().article == live


def test_a_second_click_adds_no_second_correction(article, bora):
    make_public(article)
    first = workflow.correct(article, bora, "correction", "바로잡습니다.")
    assert workflow.correct(article, bora, "correction", "바로잡습니다. ") == first
    assert Correction.objects.get() == first
    assert article.decisions.filter(action="correct").count() == 1
    assert workflow.correct(article, bora, "reply", "바로잡습니다.") != first
