"""Lists of a section, a region, a tag and a reporter: their faces, and their articles day by day."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.reading import pagecache
from articles.views import lists

from .factories import make_article, make_photo, make_public, make_region, make_section

pytestmark = pytest.mark.django_db
AT = r'<time datetime="([^"]+)">([^<]+)</time>'


@pytest.fixture
def stories(nari, time_machine):
    """Thirty articles of one place, four hours apart, the newest first."""
    time_machine.move_to("2026-01-02T09:30:00+09:00", tick=False)
    section = make_section("사회", slug="society")
    region = make_region("증평군", parent=make_region("충북"))
    photo = make_photo()
    return [
        make_public(
            headline=f"{number}번 소식",
            section=section,
            region=region,
            reporters=[nari.reporter],
            tags=["도서관"],
            photos=[photo],
            at=timezone.now() - timedelta(hours=1 + number * 4),
        )
        for number in range(30)
    ]


def days(html):
    """Return {head of a day: its headlines}."""
    parts = re.findall(r'<section class="day".*?</section>', html, re.DOTALL)
    return {
        re.search(r"<h2[^>]*>([^<]+)", part)[1]: re.findall(r">(\d+번) 소식", part)
        for part in parts
    }


def kinds(story):
    [tag] = story.tags.all()
    rows = (story.section, story.region, tag, story.reporters.get())
    return [row.get_absolute_url() for row in rows]


def test_every_list_opens_with_five_and_goes_on_day_by_day(client, stories):
    for path in kinds(stories[0]):
        html = client.get(path).text
        assert html.count("card stack opening") == 1, path
        [four] = re.findall(r'<div class="four">(.*?)</div>\s*<section', html, re.DOTALL)
        assert four.count("<article") == 4
        assert days(html) == {
            "어제": ["5번", "6번", "7번", "8번"],
            "2025년 12월 31일 수요일": [f"{number}번" for number in range(9, 15)],
            "2025년 12월 30일 화요일": [f"{number}번" for number in range(15, 20)],
        }


def test_a_time_under_its_day_says_no_day(client, stories):
    html = client.get("/latest/").text
    assert list(days(html)) == [
        "오늘",
        "어제",
        "2025년 12월 31일 수요일",
        "2025년 12월 30일 화요일",
    ]
    today, yesterday, *_others = re.findall(r'<section class="day".*?</section>', html, re.DOTALL)
    assert [words for _at, words in re.findall(AT, today)] == ["1시간 전", "5시간 전", "9시간 전"]
    assert re.findall(AT, yesterday)[0] == ("2026-01-01T20:30:00+09:00", "20:30")


def test_later_pages_have_their_days_only_and_say_which_they_are(client, stories):
    html = client.get("/sections/society/?page=2").text
    assert "<title>사회 - 2쪽" in html
    assert "opening" not in html
    assert [number for day in days(html).values() for number in day] == [
        f"{number}번" for number in range(20, 30)
    ]


def test_lists_tell_how_much_there_is(client, stories, monkeypatch):
    _section, region, tag, reporter = kinds(stories[0])
    for path in (tag, reporter):
        assert "기사 30건" in client.get(path).text
    make_public(region=stories[0].region, at=timezone.now() - timedelta(days=31))
    make_article(region=stories[0].region)
    assert "최근 30일 기사 30건" in client.get(region).text
    monkeypatch.setattr(lists, "LAST_PAGE", 1)
    pagecache.drop()
    assert "기사 20건 이상" in client.get(tag).text


def test_regions_show_the_newest_of_each_town_however_old(client, stories):
    province = stories[0].region.parent
    for number in range(14):
        far = make_region(f"먼{number}군", parent=province)
        old = timezone.now() - timedelta(days=4000 + number)
        make_public(region=far, headline=f"먼 곳 {number}번 소식", at=old)
    silent = make_region("조용군", parent=province)
    make_article(region=silent)
    html = client.get("/regions/").text
    cards = re.findall(r'<article class="card town".*?</article>', html, re.DOTALL)
    assert len(cards) == 15
    for number in range(14):
        [card] = [card for card in cards if f"먼{number}군</a>" in card]
        assert f"먼 곳 {number}번 소식" in card
    [own] = [card for card in cards if "증평군" in card]
    assert "0번 소식" in own
    assert "1번 소식" not in own
    assert f'<li><a href="{silent.get_absolute_url()}">조용군</a></li>' in html
