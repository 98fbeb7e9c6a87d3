"""Counts what is noted: in one transaction, soon after, by a thread of the worker."""

import atexit
import hashlib
import logging
import secrets
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from itertools import chain

from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from ...models import Article, VisitorKey
from ...pure.days import day_of
from .noting import put_back, take, take_dropped, waiting

logger = logging.getLogger(__name__)
APART = 30 * 60  # seconds after which the same visitor is counted again
WRITE_AFTER = 0.2  # seconds that a view waits; with its writing it is less than one
TIDY_EVERY = 60  # seconds
BATCH = 5000  # views that one transaction writes
SIZES = (500, 50, 5, 1)  # rows of one statement: a few, for drivers keep every text prepared
_writing = threading.Lock()
_starting = threading.Lock()
_due = threading.Event()
_writer = None  # the thread that writes
_key = (None, b"")  # of which day, and the key
# Every transaction takes its rows in the same order, so that no two wait for each other.
COUNT_VISITS = f"""
    INSERT INTO articles_countedview (visitor, article_id, counted_at) VALUES ROWS
    ON CONFLICT (visitor, article_id) DO UPDATE SET counted_at = excluded.counted_at
    WHERE articles_countedview.counted_at <= excluded.counted_at - {APART}
    RETURNING article_id, counted_at
"""  # noqa: S608  (a number of ours)
ADD_TO_HOURS = """
    INSERT INTO articles_hourlyviews (article_id, hour, count) VALUES ROWS
    ON CONFLICT (article_id, hour) DO UPDATE
    SET count = articles_hourlyviews.count + excluded.count
"""
ADD_TO_DAYS = """
    INSERT INTO articles_dailyviews (article_id, day, count) VALUES ROWS
    ON CONFLICT (article_id, day) DO UPDATE
    SET count = articles_dailyviews.count + excluded.count
"""
FORGET_VISITS = {
    "sqlite": "DELETE FROM articles_countedview WHERE counted_at <= %s",
    # What another worker is about to count again is left to it.
    "postgresql": """
        DELETE FROM articles_countedview WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM articles_countedview WHERE counted_at <= %s FOR UPDATE SKIP LOCKED
        ))
    """,
}


def flush(now=None):
    """Write what is noted; returns how many views counted.

    When the database refuses, its error is raised and all is kept that it did not take. Writing
    again what it took counts nothing twice.
    """
    counted = 0
    with _writing:
        left = waiting()
        while left > 0:
            views = take(BATCH)
            left -= BATCH
            try:
                counted += _count(views, now or timezone.now())
            except BaseException:
                put_back(views)
                raise
    return counted


def _count(views, now):
    """Count the views of public articles in one transaction; returns how many were new."""
    key = _key_of(day_of(now))
    with transaction.atomic():
        numbers = {number for _who, number in views}
        public = set(
            Article.objects.public(now)
            .order_by()
            .filter(pk__in=numbers)
            .values_list("pk", flat=True)
        )
        visits = sorted(
            (hashlib.blake2b(who, key=key, digest_size=16).digest(), number, at)
            for (who, number), at in views.items()
            if number in public
        )
        if not visits:
            return 0
        with connection.cursor() as cursor:
            counted = _insert(cursor, COUNT_VISITS, visits)
            new = Counter((number, at // 3600) for number, at in counted)
            _add(cursor, new)
    return new.total()


def _add(cursor, new):
    """Add views by (number of the article, hour since 1970) to the hours and to their days."""
    if not new:
        return
    hours = {hour: datetime.fromtimestamp(hour * 3600, UTC) for _number, hour in new}
    days = Counter()
    for (number, hour), count in new.items():
        days[number, day_of(hours[hour])] += count
    stored = {hour: connection.ops.adapt_datetimefield_value(at) for hour, at in hours.items()}
    _insert(cursor, ADD_TO_HOURS, [(n, stored[hour], c) for (n, hour), c in sorted(new.items())])
    as_stored = connection.ops.adapt_datefield_value
    _insert(cursor, ADD_TO_DAYS, [(n, as_stored(day), c) for (n, day), c in sorted(days.items())])


def _insert(cursor, statement, rows):
    """Run a statement for all rows; they stand where it says ROWS. Returns what it returns."""
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    returned = []
    start = 0
    for size in SIZES:
        text = statement.replace("ROWS", ", ".join([row] * size))
        while len(rows) - start >= size:
            cursor.execute(text, list(chain.from_iterable(rows[start : start + size])))
            returned += cursor.fetchall() if cursor.description else []
            start += size
    return returned


def _key_of(day):
    """Return the key of the day, which all workers share. The first of them makes it."""
    global _key
    if _key[0] != day:
        VisitorKey.objects.bulk_create(
            [VisitorKey(day=day, key=secrets.token_bytes(32))], ignore_conflicts=True
        )
        _key = (day, bytes(VisitorKey.objects.get(day=day).key))
    return _key[1]


def tidy(now=None):
    """Forget the visits that count no more, and the keys of the days before."""
    now = now or timezone.now()
    VisitorKey.objects.filter(day__lt=day_of(now)).delete()
    with connection.cursor() as cursor:
        cursor.execute(FORGET_VISITS[connection.vendor], [int(now.timestamp()) - APART])


def write_behind():
    """Have what is noted written soon by a thread of this process."""
    global _writer
    if not _due.is_set():
        _due.set()
    if _writer is None or not _writer.is_alive():  # in a forked process it is not
        with _starting:
            if _writer is None or not _writer.is_alive():
                atexit.register(finish)
                _writer = threading.Thread(target=_write_behind, name="views", daemon=True)
                _writer.start()


def finish():
    """Write what is noted before the process ends. What can't be written is told and lost."""
    try:
        flush()
    except Exception:
        logger.exception("%d views are lost", waiting())


def _write_behind():
    tidied = warned = float("-inf")
    while True:
        _due.wait(TIDY_EVERY)
        time.sleep(WRITE_AFTER)
        _due.clear()
        close_old_connections()
        try:
            flush()
            if time.monotonic() - tidied >= TIDY_EVERY:
                tidied = time.monotonic()
                tidy()
                _tell_dropped()
        except Exception as error:
            _due.set()
            if time.monotonic() - warned >= TIDY_EVERY:
                warned = time.monotonic()
                reason = " ".join(str(error).split())
                logger.warning("%d views wait for the database: %s", waiting(), reason)
                _tell_dropped()
        finally:
            close_old_connections()


def _tell_dropped():
    dropped = take_dropped()
    if dropped:
        logger.error("%d views were dropped; %d wait for the database", dropped, waiting())
