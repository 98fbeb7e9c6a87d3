"""A day of the paper begins at midnight in Korea, nine hours before that of the database."""

import re
from datetime import date, datetime

import pytest

from articles.desk import workflow
from articles.models import DailyViews, HourlyViews
from articles.reading import pagecache

from .factories import make_public

pytestmark = pytest.mark.django_db


def korean(moment):
    """Return the moment with that day and clock in Korea, such as `2026-03-02 23:59:59`."""
    return datetime.fromisoformat(f"{moment}+09:00")


LAST_SECOND = korean("2026-03-02 23:59:59")
MIDNIGHT = korean("2026-03-03 00:00:00")
# In UTC this is another day than in Korea, then for the first second the same one.
HOURS_OF_A_DAY = [MIDNIGHT, korean("2026-03-03 08:59:59"), korean("2026-03-03 09:00:00")]


@pytest.fixture
def eve(section):
    return make_public(headline="자정 전 기사", section=section, at=LAST_SECOND)


@pytest.fixture
def morning(section):
    return make_public(headline="자정 뒤 기사", section=section, at=MIDNIGHT)


def headlines(html):
    """Return the headlines of the list of a page, without what stands beside it."""
    listed = html.partition('class="list"')[2].partition("<aside")[0]
    return re.findall(r'class="card-headline"><a [^>]+>([^<]+)</a>', listed)


def steps(html):
    """Return {"prev" or "next": path} of the links from a day to the days around it."""
    days = html.partition('<nav class="days"')[2].partition("</nav>")[0]
    return dict(re.findall(r'<a rel="(\w+)" href="([^"]+)"', days))


def calendar(html):
    """Return the calendar of a page of a day."""
    return html.partition('<nav class="month"')[2].partition("</nav>")[0]


def marked_day(html):
    """Return the path that the calendar marks as that of the page."""
    return re.findall(r'href="([^"]+)" aria-current="page"', calendar(html))


# Which day


@pytest.mark.time_machine(korean("2026-03-05 12:00:00"), tick=False)
def test_the_archive_parts_two_articles_at_midnight(client, eve, morning):
    before = client.get("/archive/2026/03/02/").text
    after = client.get("/archive/2026/03/03/").text
    assert (headlines(before), headlines(after)) == ([eve.headline], [morning.headline])
    assert steps(before) == {"next": "/archive/2026/03/03/"}
    assert steps(after) == {"prev": "/archive/2026/03/02/"}
    assert steps(client.get("/archive/2026/03/01/").text) == {"next": "/archive/2026/03/02/"}
    assert steps(client.get("/archive/2026/03/04/").text) == {"prev": "/archive/2026/03/03/"}


def test_the_archive_of_today_turns_at_midnight(client, time_machine, eve, morning):
    time_machine.move_to(LAST_SECOND, tick=False)
    html = client.get("/archive/").text
    assert (headlines(html), steps(html)) == ([eve.headline], {})
    assert marked_day(html) == ["/archive/2026/03/02/"]
    for now in HOURS_OF_A_DAY:
        time_machine.move_to(now, tick=False)
        pagecache.drop()
        html = client.get("/archive/").text
        assert (headlines(html), steps(html)) == (
            [morning.headline],
            {"prev": "/archive/2026/03/02/"},
        )
        assert marked_day(html) == ["/archive/2026/03/03/"]
        assert '<time datetime="2026-03-03">2026년 3월 3일 화요일</time>' in html
        masthead = html.partition('class="masthead-date"')[2].partition("</p>")[0]
        assert "<span>2026년 3월 3일 화요일</span>" in masthead
        assert '<time datetime="2026-03-03T00:00:00+09:00">00:00</time>' in masthead


def test_the_first_screen_of_an_editor_shows_what_appeared_since_midnight(
    client, time_machine, bora, eve, morning
):
    shown = {}
    for now in (LAST_SECOND, *HOURS_OF_A_DAY, korean("2026-03-03 23:59:59")):
        time_machine.move_to(now, tick=False)
        client.force_login(bora)
        shown[now] = client.get("/admin/").context["today"]
    assert shown.pop(LAST_SECOND) == [eve]
    assert list(shown.values()) == [[morning]] * 4
    time_machine.move_to(korean("2026-03-04 00:00:00"), tick=False)
    client.force_login(bora)
    assert client.get("/admin/").context["today"] == []


@pytest.mark.time_machine(korean("2026-03-03 08:30:00"), tick=False)
def test_reads_before_and_after_midnight_belong_to_two_days(client, bora, eve):
    for hour, count in (("02 22", 2), ("02 23", 3), ("03 00", 5), ("03 08", 7)):
        HourlyViews.objects.create(article=eve, hour=korean(f"2026-03-{hour}:00:00"), count=count)
    assert dict(DailyViews.objects.values_list("day", "count")) == {
        date(2026, 3, 2): 5,
        date(2026, 3, 3): 12,
    }
    client.force_login(bora)
    html = client.get(f"/admin/articles/article/{eve.pk}/views/").text
    rows = re.findall(r'<time datetime="([\d-]+)">.*?(\d+)</td>', html, re.S)
    assert [row for row in rows if row[1] != "0"] == [("2026-03-03", "12"), ("2026-03-02", "5")]


def test_corrections_carry_the_day_and_the_hour_in_korea(client, time_machine, bora, eve):
    for at, text in ((LAST_SECOND, "자정 전"), (MIDNIGHT, "자정 뒤")):
        time_machine.move_to(at, tick=False)
        workflow.correct(eve, bora, "correction", text)
    html = client.get("/corrections/").text
    told = re.findall(r'<time datetime="([^"]+)">([^<]+)</time></p>.*?-text">([^<]+)', html, re.S)
    assert told == [
        ("2026-03-03T00:00:00+09:00", "2026-03-03 00:00", "자정 뒤"),
        ("2026-03-02T23:59:59+09:00", "2026-03-02 23:59", "자정 전"),
    ]


# The calendar


@pytest.mark.time_machine(korean("2026-03-03 00:30:00"), tick=False)
def test_the_calendar_leads_to_no_day_and_no_month_to_come(client):
    make_public(at=korean("2025-12-31 12:00:00"))
    html = calendar(client.get("/archive/").text)
    days = [f"/archive/2026/03/{day:02}/" for day in (1, 2, 3)]
    assert re.findall('href="([^"]+)"', html.partition('class="calendar-years"')[0]) == [
        *days,
        "/archive/2026/02/01/",
    ]
    assert re.findall(r"<span>(\d+)</span>", html) == [str(day) for day in range(4, 32)]
    # From a day of the past there is a way to the month of today, and from that none further.
    html = calendar(client.get("/archive/2026/02/15/").text)
    steps = html.partition('class="calendar-steps"')[2].partition("</ul>")[0]
    assert re.findall('href="([^"]+)"', steps) == ["/archive/2026/01/01/", "/archive/2026/03/01/"]
    assert html.count("/archive/2026/02/") == 28 + 1


@pytest.mark.time_machine(korean("2026-03-03 00:30:00"), tick=False)
def test_the_calendar_reaches_back_to_the_first_article_and_no_further(client):
    make_public(at=korean("2024-05-01 00:00:00"))
    html = calendar(client.get("/archive/2024/05/15/").text)
    steps = html.partition('class="calendar-steps"')[2].partition("</ul>")[0]
    assert re.findall('href="([^"]+)"', steps) == ["/archive/2024/06/01/"]


@pytest.mark.time_machine(korean("2026-03-03 00:30:00"), tick=False)
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # The same month of each year, or the one nearest to it in which there may be articles.
        ("2025/07/15", ["2026/03/01", "2025/07/01", "2024/07/01"]),
        ("2025/02/15", ["2026/02/01", "2025/02/01", "2024/05/01"]),
        ("2024/12/31", ["2026/03/01", "2025/12/01", "2024/12/01"]),
    ],
)
def test_a_year_of_the_calendar_leads_to_no_month_without_articles(client, day, expected):
    make_public(at=korean("2024-05-20 00:00:00"))
    years = calendar(client.get(f"/archive/{day}/").text).partition("calendar-years")[2]
    assert re.findall('href="/archive/([^"]+)/"', years) == expected
    assert re.findall('aria-current="true">([^<]+)', years) == [day[:4]]
