"""Counts what is noted: in one transaction, soon after, by a thread of the worker."""

import atexit
import logging
import secrets
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import chain
from operator import itemgetter

from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from ...models import Article, VisitorKey
from ...pure.days import day_of
from .noting import ADDRESS, put_back, take, take_dropped, waiting

logger = logging.getLogger(__name__)
APART = 30 * 60  # seconds after which the same visitor is counted again
WRITE_AFTER = 0.2  # seconds that a view waits; with its writing it is less than one
PEOPLE = 5  # visitors of an address that count for an article within that time
TIDY_EVERY = 60  # seconds
BATCH = 5000  # views that one transaction writes
SIZES = (500, 50, 5, 1)  # rows of one statement: a few, for drivers keep every text prepared
_writing = threading.Lock()
_starting = threading.Lock()
_due = threading.Event()
_writer = None  # the thread that writes
_key = (None, b"")  # of which day, and the key
# Whoever counts must see what all others counted. On SQLite only one transaction writes anyway.
TAKE_TURNS = {"postgresql": "SELECT pg_advisory_xact_lock(hashtext('articles_countedview'))"}
COUNTED = """
    WITH asked (first, last) AS (VALUES ROWS)
    SELECT visitor, counted_at FROM asked
    CROSS JOIN articles_countedview WHERE visitor >= first AND visitor <= last
"""
COUNT_VISITS = """
    INSERT INTO articles_countedview (visitor, article_id, counted_at) VALUES ROWS
    ON CONFLICT (visitor, article_id) DO UPDATE SET counted_at = excluded.counted_at
"""
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
        _take_turns()
        numbers = {number for _who, number in views}
        public = set(
            Article.objects.public(now)
            .order_by()
            .filter(pk__in=numbers)
            .values_list("pk", flat=True)
        )
        views = {view: at for view, at in views.items() if view[1] in public}
        visits = list(_visitors_of(views, key))
        with connection.cursor() as cursor:
            new = _new(visits, _counted(cursor, visits))
            if new:
                _run(cursor, COUNT_VISITS, new)
                _add(cursor, Counter((number, at // 3600) for _who, number, at in new))
    return len(new)


def _visitors_of(views, key):
    """Yield (visitor, number, when), visitors as hashes of today; those of one address begin alike."""
    place, browser = (blake2b(key=key, digest_size=size) for size in (ADDRESS, 16 - ADDRESS))
    for (who, number), at in views.items():
        article = number.to_bytes(8)
        of_place, of_browser = place.copy(), browser.copy()
        of_place.update(who[:ADDRESS] + article)
        of_browser.update(who + article)
        yield of_place.digest() + of_browser.digest(), number, at


def _counted(cursor, visits):
    """Return {address: {visitor: when}} of what is counted of the addresses of the visits."""
    counted = {who[:ADDRESS]: {} for who, _number, _at in visits}
    asked = [(place, place + b"\xff" * 8) for place in sorted(counted)]
    for who, at in _run(cursor, COUNTED, asked):
        counted[bytes(who[:ADDRESS])][bytes(who)] = at
    return counted


def _new(visits, counted):
    """Return those of the visits, in order, that count besides what is counted.

    An address that many share counts as a few people: who sends another browser's name each time
    is nobody else. The first ones count.
    """
    new = []
    for visit in sorted(visits, key=itemgetter(2)):
        who, _number, at = visit
        before = counted[who[:ADDRESS]]
        lately = before and [other for other, then in before.items() if at - then < APART]
        if who not in lately and len(lately) < PEOPLE:
            before[who] = at
            new.append(visit)
    return sorted(new)


def _add(cursor, new):
    """Add views by (number of the article, hour since 1970) to the hours and to their days."""
    hours = {hour: datetime.fromtimestamp(hour * 3600, UTC) for _number, hour in new}
    days = Counter()
    for (number, hour), count in new.items():
        days[number, day_of(hours[hour])] += count
    stored = {hour: connection.ops.adapt_datetimefield_value(at) for hour, at in hours.items()}
    _run(cursor, ADD_TO_HOURS, [(n, stored[hour], c) for (n, hour), c in sorted(new.items())])
    as_stored = connection.ops.adapt_datefield_value
    _run(cursor, ADD_TO_DAYS, [(n, as_stored(day), c) for (n, day), c in sorted(days.items())])


def _run(cursor, statement, rows):
    """Run a statement for all rows; they stand where it says ROWS. Returns what it returns."""
    if not rows:
        return []
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


def _take_turns():
    if statement := TAKE_TURNS.get(connection.vendor):
        with connection.cursor() as cursor:
            cursor.execute(statement)


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
