"""The desk finds an article by its words, its reporter, its place and its month."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.admin import article_list, lists
from articles.desk import workflow
from articles.models import Article
from articles.reading import pagecache

from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-27T12:00:00+09:00")]

LIST = "/admin/articles/article/"


def on(year, month, day, hour=9):
    """Return a moment of the paper's clock."""
    return datetime(year, month, day, hour, tzinfo=ZoneInfo("Asia/Seoul"))


def look(client, **asked):
    """Return the list as it is shown."""
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return response


def shown(client, **asked):
    """Return the headlines of the list, in order."""
    return [row.headline for row in look(client, **asked).context["cl"].result_list]


def many(words, count, at, section):
    """Make public articles, one a minute."""
    Article.objects.bulk_create(
        Article(
            headline=f"{words} {number}",
            section=section,
            status="approved",
            published_at=at + timedelta(minutes=number),
        )
        for number in range(count)
    )


@pytest.fixture
def archive(section, nari, chan):
    """Articles of three months, two places and two reporters; one of them in the making."""
    province = make_region("충북")
    county = make_region("증평군", parent=province)
    culture = make_section("문화")
    make_public(headline="구월의 축제", at=on(2026, 9, 30, 23), section=culture, region=province)
    make_public(
        headline="시월의 축제",
        at=on(2026, 10, 1, 0),
        section=culture,
        region=county,
        reporters=[nari.reporter],
        body="<p>풍물패가 장터를 돌았다.</p>",
    )
    make_public(
        headline="시월의 회의", at=on(2026, 10, 31, 23), section=section, reporters=[chan.reporter]
    )
    make_article(headline="시월의 초안", created_at=on(2026, 10, 15), section=section)
    make_public(headline="십일월의 회의", at=on(2026, 11, 1, 0), section=section)
    return {"section": section, "culture": culture, "province": province, "county": county}


def test_an_editor_opens_last_months_article_in_two_steps_by_a_word_of_its_text(
    client, bora, archive
):
    many("오늘 기사", 60, on(2026, 11, 27), archive["section"])
    client.force_login(bora)
    first = client.get("/admin/").text
    assert f'action="{LIST}"' in first
    assert 'name="q"' in first
    found = look(client, q="풍물패", whose="all")  # the first step: a word, and Enter
    article = Article.objects.get(headline="시월의 축제")
    assert list(found.context["cl"].result_list) == [article]
    address = f"{LIST}{article.pk}/change/"
    assert f'href="{address}"' in found.text
    assert client.get(address).status_code == 200  # the second: its headline


def test_a_month_holds_what_was_public_in_it_or_typed_in_it_the_latest_first(client, bora, archive):
    client.force_login(bora)
    assert shown(client, month="2026-10") == ["시월의 회의", "시월의 초안", "시월의 축제"]
    assert shown(client, month="2026-10", state="approved") == ["시월의 회의", "시월의 축제"]
    assert shown(client, month="2026-10", state="draft") == ["시월의 초안"]
    assert shown(client, month="2026-10", q="축제") == ["시월의 축제"]
    assert shown(client, **{"from": "2026-09-30", "to": "2026-10-01"}) == [
        "시월의 축제",
        "구월의 축제",
    ]
    page = look(client, month="2026-10", to="2026.10.15")
    rows = page.context["cl"].result_list
    assert [row.headline for row in rows] == ["시월의 초안", "시월의 축제"]
    assert 'type="date" name="to" value="2026-10-15"' in page.text
    assert len(shown(client, month="2026-10-01")) == 3  # a day in it is the month


def test_last_month_is_one_link_away_and_leads_on_to_the_months_beside(client, bora, archive):
    client.force_login(bora)
    page = look(client, q="축제")
    steps = {words: address for words, address, _is_shown in page.context["cl"].steps}
    assert steps["지난달"] == "?month=2026-10&q=%EC%B6%95%EC%A0%9C"
    page = client.get(LIST + steps["지난달"])
    assert [row.headline for row in page.context["cl"].result_list] == ["시월의 축제"]
    assert [words for words, _address, _is_shown in page.context["cl"].steps] == [
        "2026년 9월",
        "2026년 10월",
        "2026년 11월",
    ]
    before = page.context["cl"].steps[0][1]
    assert "구월의 축제" in client.get(LIST + before).text


def test_filters_narrow_together_and_each_is_taken_away_by_its_own_link(
    client, bora, nari, archive
):
    client.force_login(bora)
    asked = {
        "section__id__exact": archive["culture"].pk,
        "region": archive["province"].pk,
        "reporter": nari.reporter.pk,
        "month": "2026-10",
        "origin__exact": "own",
    }
    page = look(client, **asked)
    assert [row.headline for row in page.context["cl"].result_list] == ["시월의 축제"]
    told = dict(page.context["cl"].narrowings)
    assert list(told) == [
        "2026년 10월",
        "섹션: 문화",
        "지역: 충북",
        "기자: 김나리 기자",
        "기사 출처 구분: 자체",
    ]
    assert "기자: 김나리 기자 <span" in page.text
    without = client.get(LIST + told["2026년 10월"])
    assert "month" not in without.wsgi_request.GET
    assert without.wsgi_request.GET["reporter"] == str(nari.reporter.pk)
    assert shown(client, region=archive["province"].pk) == ["시월의 축제", "구월의 축제"]
    assert shown(client, region=archive["county"].pk) == ["시월의 축제"]
    assert shown(client, reporter=nari.reporter.pk, section__id__exact=archive["section"].pk) == []


def test_reporters_see_that_only_their_own_are_shown_and_leave_it_by_one_link(
    client, nari, archive
):
    client.force_login(nari)
    page = look(client)
    assert [row.headline for row in page.context["cl"].result_list] == ["시월의 축제"]
    [(words, address)] = page.context["cl"].narrowings
    assert words == "내 기사"
    everything = client.get(LIST + address)
    assert len(everything.context["cl"].result_list) == 4  # the draft of others is not theirs
    assert "시월의 초안" not in everything.text
    assert shown(client, whose="all", month="2026-10") == ["시월의 회의", "시월의 축제"]


@pytest.mark.parametrize("typed", ["2026-13", "어제", "1e9", "<script>", "2026-02-30"])
def test_what_is_no_month_is_told_and_narrows_nothing(client, bora, archive, typed):
    client.force_login(bora)
    page = look(client, month=typed)
    assert len(page.context["cl"].result_list) == 5
    assert "날짜도 달도 아닙니다" in page.text
    assert "<script>”" not in page.text


@pytest.mark.parametrize("value", ["x", "99999999999999999999999", "-1", "%00"])
def test_a_crafted_filter_finds_nothing_and_breaks_nothing(client, bora, archive, value):
    client.force_login(bora)
    for name in ("region", "reporter", "section__id__exact", "origin__exact"):
        assert client.get(f"{LIST}?{name}={value}", follow=True).status_code == 200


def test_a_working_copy_stands_in_the_row_of_its_article(client, bora, nari, chan, archive):
    article = Article.objects.get(headline="시월의 축제")
    copy = workflow.open_copy(article, nari)
    copy.body = "<p>사물놀이패가 장터를 돌았다.</p>"
    copy.save()
    workflow.record_edit(copy, nari)
    client.force_login(bora)
    for asked in ({}, {"q": "시월의 축제"}, {"month": "2026-10"}):
        page = look(client, **asked)
        rows = page.context["cl"].result_list
        assert [row.pk for row in rows].count(article.pk) == 1
        assert copy not in rows
        line = page.text.split('class="article-copy">')[1].split("</p>")[0]
        assert f"{LIST}{copy.pk}/change/" in line
        assert "작성 중" in line
        assert "김나리" in line
    # Words that only the copy has find the copy itself, marked as one.
    assert list(look(client, q="사물놀이패").context["cl"].result_list) == [copy]
    assert list(look(client, state="copies").context["cl"].result_list) == [copy]
    client.force_login(chan)
    assert "article-copy" not in look(client, whose="all").text


def test_a_row_tells_the_reporter_the_photo_the_section_and_the_time(client, bora, nari, section):
    photo = make_photo()
    region = make_region("증평군", parent=make_region("충북"))
    make_public(
        headline="사진 있는 기사",
        at=on(2026, 11, 20, 14),
        photos=[photo],
        reporters=[nari.reporter, make_reporter("이바다")],
        section=section,
        region=region,
    )
    client.force_login(bora)
    page = look(client).text
    assert "모두 1개" in page
    assert re.search(r'href="/admin/articles/article/add/">\s*기사 쓰기', page)
    row = page.split('class="article-row"')[1].split("</li>")[0]
    for told in (photo.path.url(320), "김나리, 이바다", "사회 · 충북 증평군", "2026-11-20 14:00"):
        assert told in row


def test_where_the_list_ends_it_leads_to_the_months(client, bora, archive, monkeypatch):
    monkeypatch.setattr(lists, "MAX_COUNT", 3)
    client.force_login(bora)
    page = look(client)
    assert len(page.context["cl"].result_list) == 3
    assert "목록은 3건에서 끝납니다." in page.text
    first = page.context["cl"].months_on[0]
    assert first[0] in ("2026년 10월", "2026년 11월")
    reached = {
        headline
        for _words, address in look(client, state="approved").context["cl"].months_on
        for headline in [
            row.headline for row in client.get(LIST + address).context["cl"].result_list
        ]
    }
    assert {"시월의 회의", "시월의 축제", "구월의 축제"} <= reached
    page = look(client, month="2026-10")
    assert "날짜를 줄이거나" in page.text


def test_a_search_that_finds_too_much_says_so(client, bora, archive, monkeypatch):
    monkeypatch.setattr(article_list, "MAX_MATCHES", 2)
    client.force_login(bora)
    assert "목록은 2건에서 끝납니다." in look(client, q="회의").text


def test_pages_of_a_month_are_complete_and_bounded(client, bora, section):
    many("글", 120, on(2026, 10, 1), section)
    client.force_login(bora)
    pages = [headline for page in (1, 2, 3) for headline in shown(client, month="2026-10", p=page)]
    assert pages == [f"글 {number}" for number in range(119, -1, -1)]
    assert client.get(LIST, {"month": "2026-10", "p": 4}).status_code == 302


def test_the_list_asks_as_many_queries_for_three_as_for_three_hundred(
    client, bora, section, monkeypatch
):
    # However slow the machine is, what is fresh stays so between two requests.
    monkeypatch.setattr("articles.reading.pagecache.freshness.READ_EVERY", 60)
    client.force_login(bora)
    for count in (3, 300):
        many("글", count - Article.objects.count(), on(2026, 11, 2), section)
        make_public(photos=[make_photo()], reporters=[make_reporter()], section=section)
        for narrowed in ({}, {"month": "2026-11"}):
            pagecache.look_again()
            look(client, **narrowed)  # what one can choose is read once after a change
            with CaptureQueriesContext(connection) as captured:
                look(client, **narrowed)
            # Whether anything has changed is asked once a second, whatever is shown meanwhile.
            asked = [
                query["sql"] for query in captured if "articles_generation" not in query["sql"]
            ]
            # Two of them are of the notices in the head.
            assert len(asked) <= 12, asked


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it holds")
@pytest.mark.parametrize(
    "asked",
    [
        {"month": "2026-10"},
        {"month": "2026-10", "section__id__exact": "culture"},
        {"month": "2026-10", "state": "approved"},
        {"region": "province"},
        {"region": "county", "month": "2026-10"},
    ],
    ids=str,
)
def test_a_month_and_a_region_are_read_by_an_index(client, nari, bora, archive, asked):
    asked = {n: archive[v].pk if v in archive else v for n, v in asked.items()}
    for user in (bora, nari):
        client.force_login(user)
        with CaptureQueriesContext(connection) as captured:
            look(client, whose="all", **asked)
        [sql] = [q["sql"] for q in captured if "UNION ALL" in q["sql"] and "COUNT(" not in q["sql"]]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
        assert not [step for step in plan if step.startswith("SCAN")], plan
        # Only what was never public is sorted, which is little.
        assert len([step for step in plan if "TEMP B-TREE" in step]) <= 1, plan


def test_the_paginator_is_one_of_django_with_the_same_numbers(section):
    for number in range(7):
        make_public(headline=f"글 {number}", at=on(2026, 10, number + 1), section=section)
    paginator = lists.TimedPaginator(Article.objects.all(), 3)
    paginator.rows = Article.objects.all()
    usual = Paginator(Article.objects.newest(), 3)
    assert [list(page) for page in paginator] == [list(page) for page in usual]
