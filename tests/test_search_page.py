"""The search of readers: what it finds, how it is narrowed, and what it tells when it finds nothing."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles.models import Article, Publication
from articles.reading import pagecache

from .corpora import naughty_strings
from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
)

pytestmark = pytest.mark.django_db
MARK = re.compile("<mark>(.*?)</mark>")


@pytest.fixture
def ask(client):
    """Search with these parameters; returns the response, whose text has no blanks between tags."""

    def ask(words=None, **parameters):
        asked = {"q": words, **parameters} if words is not None else parameters
        response = client.get(f"/search/?{urlencode(asked)}")
        assert response.status_code == 200
        response.main = re.search("(?s)<main.*?<aside", response.text)[0]
        response.headlines = [
            re.sub("<[^>]*>", "", found) for found in re.findall("<h2.*?</h2>", response.main)
        ]
        return response

    return ask


def test_every_page_has_a_box_that_leads_to_the_search(client, section):
    article = make_public(headline="새 도서관", section=section)
    for path in ("/", article.get_absolute_url(), "/about/", "/nowhere/"):
        page = client.get(path).text
        assert page.count('action="/search/"') == 2
        assert 'href="/search/"' in page


def test_results_quote_the_words_that_were_searched_for(ask, section):
    make_public(
        headline="새도서관이 열렸다",
        body="<p>"
        + "군은 준비를 마쳤다. " * 30
        + "증평 도서관에 열람석 <b>200석</b>을 놓았다.</p>",
        section=section,
    )
    page = ask("도서관 200석 <<")
    assert MARK.findall(page.main) == ["도서관", "도서관", "200석"]
    assert page.headlines == ["새도서관이 열렸다"]
    assert re.search("…[가-힣. ]{1,20}증평 <mark>도서관</mark>에", page.main)
    assert 'value="도서관 200석 &lt;&lt;"' in page.main
    assert "검색: 도서관 200석" in page.text
    assert "noindex" in page.text
    assert "1건" in page.main


def test_a_word_that_stands_in_no_text_quotes_the_beginning(ask, section):
    make_public(
        headline="새 소식",
        body="<p>군은 새 건물을 열었다.</p>",
        section=section,
        reporters=[make_reporter("김하늘")],
    )
    assert "군은 새 건물을 열었다." in ask("김하늘").main
    assert MARK.findall(ask("ㅅㅅ").main) == ["소식"]


def test_results_are_narrowed_by_section_region_and_time(ask, section):
    sports, region = (
        make_section("스포츠", slug="sports"),
        make_region("증평군", parent=make_region("충북")),
    )
    now = timezone.now()
    make_public(headline="축제 하나", section=section, at=now - timedelta(hours=2))
    make_public(headline="축제 둘", section=sports, at=now - timedelta(days=5))
    make_public(headline="축제 셋", section=sports, region=region, at=now - timedelta(days=800))
    assert ask("축제").headlines == ["축제 하나", "축제 둘", "축제 셋"]
    assert ask("축제", section="sports").headlines == ["축제 둘", "축제 셋"]
    assert ask("축제", region=region.slug).headlines == ["축제 셋"]
    assert ask("축제", region=region.parent.slug, section="sports").headlines == ["축제 셋"]
    assert ask("축제", period="day").headlines == ["축제 하나"]
    assert ask("축제", period="week", section="").headlines == ["축제 하나", "축제 둘"]
    year = timezone.localtime(now - timedelta(days=800)).year
    assert ask("축제", period=str(year)).headlines == ["축제 셋"]
    page = ask("축제", section="society", region=region.slug)
    assert page.headlines == []
    assert '<option value="society" selected>' in page.main
    assert 'href="?q=%EC%B6%95%EC%A0%9C"' in page.main  # the way out of all filters


@pytest.mark.parametrize(
    "parameters",
    [
        "section=none",
        "region=none",
        "period=never",
        "period=0000",
        "period=2026-11",
        "order=x",
        "page=0",
        "page=2",
    ],
)
def test_what_there_is_not_is_not_found(client, section, parameters):
    make_public(headline="축제", section=section)
    assert client.get(f"/search/?q=축제&{parameters}").status_code == 404


def test_the_order_is_a_choice(ask, section):
    make_public(headline="도서관 예산", section=section)
    make_public(headline="다른 글", body="<p>도서관 예산</p>", section=section)
    assert ask("도서관").headlines == ["다른 글", "도서관 예산"]
    assert ask("도서관", order="best").headlines == ["도서관 예산", "다른 글"]


def test_many_results_stand_on_pages_that_keep_what_was_chosen(ask, client, section):
    for number in range(23):
        make_public(headline=f"축제 {number}", section=section)
    page = ask("축제", section="society")
    assert "23건" in page.main
    assert page.headlines == [f"축제 {number}" for number in range(22, 2, -1)]
    following = re.search('<a rel="next" href="([^"]*)"', page.main)[1].replace("&amp;", "&")
    second = client.get(f"/search/{following}").text
    assert re.findall("축제</mark> (\\d+)", second) == ["2", "1", "0"]
    assert "?q=%EC%B6%95%EC%A0%9C&amp;section=society" in second


def test_what_was_not_searched_for_is_told(ask, section):
    make_public(headline="축제 한마당", section=section)
    assert "검색어를 두 글자 이상" in ask("군").main
    assert "축제" in ask("축제 %").headlines[0]
    assert "뺀 말: %" in ask("축제 %").main
    page = ask("축젲")
    assert "‘축제’(으)로 찾았습니다" in page.main
    assert page.headlines == ["축제 한마당"]
    nothing = ask("없는낱말")
    assert "‘없는낱말’에 맞는 기사가 없습니다" in nothing.main
    assert "날짜별 기사" in nothing.main
    assert "두 글자 이상" in ask().main


def test_a_search_shows_and_counts_only_what_is_public(ask, section):
    make_article(headline="축제 초고", section=section)
    make_public(headline="축제 예고", section=section, at=timezone.now() + timedelta(hours=1))
    gone = make_public(headline="축제 취소", section=section)
    Article.objects.filter(pk=gone.pk).update(status=Article.Status.WITHDRAWN)
    shown, unknown = ask("축제"), ask("축구")
    assert shown.main.replace("축제", "축구").replace("%EC%A0%9C", "%EA%B5%AC") == unknown.main


def test_any_words_are_answered(client, section):
    make_public(headline="나라 살림", section=section)
    for words in ["\0", "%", '"', "NEAR(", "a" * 9000, " " * 9000, "🙂", *naughty_strings()[::9]]:
        response = client.get("/search/", {"q": words[:5000].encode("utf-8", "replace").decode()})
        assert response.status_code == 200


def test_a_search_asks_the_same_queries_for_many(client, section, django_assert_max_num_queries):
    # However slow the machine is, what is fresh stays so between two requests.
    counts = []
    for number in (3, 25):
        while Article.objects.count() < number:
            make_public(headline="새 도서관", section=section, photos=[make_photo()])
        pagecache.look_again()
        client.get("/search/?q=도서관")
        with django_assert_max_num_queries(12) as captured:
            client.get("/search/?q=도서관")
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1]


def test_a_search_is_no_page_that_is_kept_or_that_knows_the_reader(client, section):
    Publication(name="한빛지역신문").save()
    response = client.get("/search/?q=도서관")
    assert not response.cookies
    assert response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert response.headers["Cache-Control"].startswith("public")
