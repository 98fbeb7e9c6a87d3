"""Reads are counted once, exactly, by however many workers, and kept through failures."""

import logging
import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from articles.models import Article, CountedView, DailyViews, HourlyViews, VisitorKey
from articles.reading import readership
from articles.reading.readership import counting, noting

from .factories import make_article, make_public, make_section
from .test_beacon import CHROME

ROOT = Path(__file__).resolve().parent.parent
# Noon at the paper.
NOON = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def new_worker():
    """Begin as a worker that has noted nothing and knows no key, and leave nothing behind."""
    counting._key = (None, b"")
    noting._noted.clear()
    yield
    counting._key = (None, b"")
    noting._noted.clear()


@pytest.fixture
def story(article):
    return make_public(article, at=NOON - timedelta(days=60))


@pytest.fixture
def stories(section):
    """500 public articles."""
    articles = [
        Article(
            headline=f"기사 {number}",
            body="<p>글</p>",
            section=section,
            status="approved",
            published_at=NOON - timedelta(days=60),
        )
        for number in range(500)
    ]
    return Article.objects.bulk_create(articles)


def reader(number):
    return readership.visitor(f"203.0.113.{number}", CHROME)


def seconds(at):
    return int(at.timestamp())


def read(article, visitor=1, at=NOON):
    """Have the visitor read the article and write it; returns what was counted."""
    readership.note(reader(visitor), article.pk, seconds(at))
    return readership.flush(at)


def counts():
    """Return the reads of all visits, hours and days, which are the same number."""
    totals = {
        CountedView.objects.count(),
        sum(HourlyViews.objects.values_list("count", flat=True)),
        sum(DailyViews.objects.values_list("count", flat=True)),
    }
    assert len(totals) == 1
    return totals.pop()


class Failing:
    """Makes the database refuse the statements about a table."""

    def __init__(self, table, after=0):
        self.table, self.after = table, after

    def __call__(self, execute, sql, params, many, context):
        if f"INTO {self.table} " in sql.replace('"', ""):
            self.after -= 1
            if self.after < 0:
                raise OperationalError("database is locked")
        return execute(sql, params, many, context)


# Once


def test_ten_thousand_reloads_are_one_read(story):
    for number in range(10_000):
        readership.note(reader(1), story.pk, seconds(NOON) + number // 100)
        if number % 1000 == 0:
            readership.flush(NOON)
    readership.flush(NOON)
    assert counts() == 1


def test_fifty_thousand_beacons_are_counted_exactly(stories):
    chance = random.Random(7)
    expected = set()
    for number in range(50_000):
        key = (chance.randrange(200), chance.choice(stories).pk)
        expected.add(key)
        readership.note(reader(key[0]), key[1], seconds(NOON))
        if number % 7000 == 0:  # as another worker's turn
            readership.flush(NOON)
    readership.flush(NOON)
    assert counts() == len(expected)
    of_article = dict(HourlyViews.objects.values_list("article_id", "count"))
    assert of_article == Counter(number for _visitor, number in expected)


def test_half_an_hour_later_it_is_another_read(story):
    assert read(story) == 1
    assert read(story, at=NOON + timedelta(minutes=29, seconds=59)) == 0
    assert read(story, at=NOON + timedelta(minutes=30)) == 1
    assert read(story, at=NOON + timedelta(minutes=59)) == 0
    hour = HourlyViews.objects.get()
    assert (hour.hour, hour.count) == (NOON, 2)


def test_a_read_belongs_to_the_hour_and_the_day_of_the_paper_in_which_it_was_seen(story):
    midnight = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    for visitor, at in enumerate([midnight - timedelta(seconds=1), midnight]):
        readership.note(reader(visitor), story.pk, seconds(at))
    assert readership.flush(midnight) == 2
    assert {(d.day.isoformat(), d.count) for d in DailyViews.objects.all()} == {
        ("2026-03-02", 1),
        ("2026-03-03", 1),
    }


def test_what_is_not_public_is_not_counted_and_leaves_nothing(story):
    scheduled = make_public(at=NOON + timedelta(hours=1))
    draft = make_article()
    for article in (scheduled, draft):
        assert read(article) == 0
    readership.note(reader(1), 10**18 - 1, seconds(NOON))
    readership.flush(NOON)
    assert counts() == 0
    assert read(scheduled, at=NOON + timedelta(hours=1)) == 1


# Nobody can tell who


def test_a_visitor_is_a_hash_of_the_day(story):
    read(story)
    [first] = CountedView.objects.values_list("visitor", flat=True)
    assert len(bytes(first)) == 16
    assert bytes(first) != reader(1)
    key = VisitorKey.objects.get()
    assert len(bytes(key.key)) == 32
    tomorrow = NOON + timedelta(hours=12)
    read(story, at=tomorrow)
    readership.tidy(tomorrow)
    assert bytes(CountedView.objects.get().visitor) != bytes(first)
    assert [k.day.isoformat() for k in VisitorKey.objects.all()] == ["2026-03-03"]
    assert bytes(VisitorKey.objects.get().key) != bytes(key.key)


def test_all_workers_share_the_key_of_the_day(story):
    read(story)
    counting._key = (None, b"")  # as in another worker
    assert read(story) == 0
    assert VisitorKey.objects.count() == 1


def test_who_was_counted_is_forgotten_after_half_an_hour(story):
    read(story)
    read(story, visitor=2, at=NOON + timedelta(minutes=10))
    readership.tidy(NOON + timedelta(minutes=30))
    assert [v.counted_at for v in CountedView.objects.all()] == [seconds(NOON) + 600]
    assert set(connection.introspection.django_table_names()) >= {"articles_countedview"}
    columns = {field.column for field in CountedView._meta.concrete_fields}
    assert columns == {"visitor", "article_id", "counted_at"}


# Failures


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "table",
    ["articles_visitorkey", "articles_countedview", "articles_hourlyviews", "articles_dailyviews"],
)
def test_what_the_database_refuses_is_kept_and_counted_once_it_answers(story, table):
    for visitor in range(5):
        readership.note(reader(visitor), story.pk, seconds(NOON))
    for _ in range(3):
        with connection.execute_wrapper(Failing(table)), pytest.raises(OperationalError):
            readership.flush(NOON)
        assert counts() == 0
        assert readership.waiting() == 5
    readership.note(reader(4), story.pk, seconds(NOON) + 9)
    readership.note(reader(5), story.pk, seconds(NOON) + 9)
    assert readership.flush(NOON) == 6
    assert counts() == 6
    assert readership.waiting() == 0


def test_a_failure_in_the_middle_loses_and_doubles_nothing(story, monkeypatch):
    monkeypatch.setattr(counting, "BATCH", 10)
    for visitor in range(35):
        readership.note(reader(visitor), story.pk, seconds(NOON))
    failing = Failing("articles_dailyviews", after=2)
    with connection.execute_wrapper(failing), pytest.raises(OperationalError):
        readership.flush(NOON)
    assert counts() == 20
    assert readership.waiting() == 15
    readership.flush(NOON)
    assert counts() == 35


def test_a_commit_whose_answer_was_lost_counts_nothing_twice(story):
    assert read(story) == 1
    assert read(story) == 0
    assert counts() == 1


def test_what_waits_is_bounded_and_what_is_dropped_is_told(story, monkeypatch, caplog):
    monkeypatch.setattr(noting, "MOST", 3)
    for visitor in range(5):
        readership.note(reader(visitor), story.pk, seconds(NOON))
    readership.note(reader(0), story.pk, seconds(NOON))  # is among them
    assert readership.waiting() == 3
    with caplog.at_level(logging.ERROR):
        counting._tell_dropped()
        counting._tell_dropped()
    assert [record.getMessage() for record in caplog.records] == [
        "2 views were dropped; 3 wait for the database"
    ]


# In a process of its own: written behind, and when it ends

PROCESS = """
import io, os, sys, time
import django
django.setup()
from articles.reading.readership import beacon
answers = []
for visitor in range(200):
    body = sys.argv[1].encode()
    beacon.answer(
        {
            "REQUEST_METHOD": "POST",
            "SERVER_NAME": "127.0.0.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_X_FORWARDED_FOR": f"203.0.113.{visitor}",
            "HTTP_USER_AGENT": sys.argv[2],
            "HTTP_ORIGIN": os.environ["SITE_URL"],
            "HTTP_ACCEPT_LANGUAGE": "ko",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        },
        lambda status, headers: answers.append((status, tuple(headers))),
    )
print(set(answers))
if sys.argv[3] == "killed":
    from articles.models import HourlyViews
    deadline = time.monotonic() + 20
    while not HourlyViews.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    os._exit(9)
"""


def address_of_database():
    """Return the DATABASE_URL of the database of the tests, which has another name."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["killed", "over"])
def test_what_is_noted_is_written_by_itself_and_at_the_end(story, end, tmp_path):
    if connection.vendor == "sqlite":
        connection.close()
    done = subprocess.run(
        [sys.executable, "-c", PROCESS, str(story.pk), CHROME, end],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "newsstep.settings",
            "DATABASE_URL": address_of_database(),
            "VAR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.strip() == str(
        {
            (
                "204 No Content",
                (("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")),
            )
        }
    )
    assert counts() == 200  # how soon is measured by the benchmark


# The most read


def test_days_are_the_sums_of_their_hours_however_they_are_written(stories):
    chance = random.Random(3)
    keys = {
        (chance.choice(stories[:9]).pk, NOON + timedelta(hours=chance.randrange(90)))
        for _ in range(200)
    }
    HourlyViews.objects.bulk_create(
        HourlyViews(article_id=number, hour=hour, count=chance.randrange(1, 50))
        for number, hour in keys
    )
    HourlyViews.objects.create(article=stories[0], hour=NOON - timedelta(days=3), count=7)
    HourlyViews.objects.filter(article=stories[1]).update(count=2)
    stories[2].hourly_views.filter(hour__lt=NOON + timedelta(hours=40)).delete()
    row = HourlyViews.objects.filter(article=stories[3]).first()
    row.count = 900
    row.save()
    HourlyViews.objects.bulk_create(
        [HourlyViews(article=stories[4], hour=NOON, count=77)],
        update_conflicts=True,
        unique_fields=["article", "hour"],
        update_fields=["count"],
    )
    read(stories[5], at=NOON + timedelta(hours=2))
    expected = Counter()
    for row in HourlyViews.objects.all():
        expected[row.article_id, timezone.localtime(row.hour).date()] += row.count
    stored = {(row.article_id, row.day): row.count for row in DailyViews.objects.all()}
    assert {key: count for key, count in stored.items() if count} == dict(expected)


@pytest.mark.parametrize("window", readership.WINDOWS)
def test_the_most_read_of_a_window_are_so_to_the_hour(stories, window):
    chance = random.Random(5)
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    keys = {(int(chance.paretovariate(0.5)) % 60, chance.randrange(40 * 24)) for _ in range(4000)}
    HourlyViews.objects.bulk_create(
        HourlyViews(
            article=stories[number],
            hour=now - timedelta(hours=age),
            count=int(chance.paretovariate(1)) % 1000,
        )
        for number, age in keys
    )
    since = timezone.now() - readership.WINDOWS[window]
    reads = Counter()
    for row in HourlyViews.objects.filter(hour__gt=since, count__gt=0):
        reads[row.article_id] += row.count
    expected = sorted(reads, key=lambda number: (-reads[number], -number))
    assert readership.ranked(window, 20) == expected[:20]
    assert readership.ranked(window, 1000) == expected


def test_a_ranking_can_be_of_one_section(stories):
    sports = make_section("체육")
    game = make_public(section=sports)
    now = timezone.now()
    for count, article in enumerate((game, *stories[:3]), start=1):
        HourlyViews.objects.create(article=article, hour=now, count=count)
    assert readership.ranked("weekly", 10, sports) == [game.pk]
    assert readership.ranked("weekly", 10, stories[0].section) == [
        article.pk for article in reversed(stories[:3])
    ]


def test_figures_of_an_article(story):
    now = timezone.now()
    ages = {1: 10, 23: 5, 30: 3, 24 * 8: 2, 24 * 31: 1, 24 * 4000: 40}
    for age, count in ages.items():
        HourlyViews.objects.create(article=story, hour=now - timedelta(hours=age), count=count)
    assert readership.figures(story) == {"daily": 15, "weekly": 18, "monthly": 20, "total": 61}
    curve = readership.by_day(story)
    assert len(curve) == 30
    assert curve[-1][0] == timezone.localdate()
    assert sum(count for _day, count in curve) == 20


def test_a_beacon_costs_no_query(story, django_assert_num_queries):
    with django_assert_num_queries(0):
        readership.note(reader(1), story.pk)
    assert readership.flush() == 1
    assert abs(CountedView.objects.get().counted_at - time.time()) < 60
