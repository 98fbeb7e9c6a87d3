"""How often articles are read, and which of them most.

A read is a visitor who saw an article, counted once in half an hour, whichever worker the visitor
comes to. Reads are noted in the memory of the worker and written together, soon after. All that is
kept of a visitor is a hash, for half an hour; its key is forgotten at midnight.
"""

import atexit
import hashlib
import logging
import secrets
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import chain, islice

from django.db import close_old_connections, connection, transaction
from django.db.models import Q, Sum
from django.utils import timezone

from .models import Article, VisitorKey
from .models.hourly_views import beginning_of, day_of

logger = logging.getLogger(__name__)

WINDOWS = {
    "daily": timedelta(hours=24),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
}
APART = 30 * 60  # seconds after which the same visitor is counted again
WRITE_AFTER = 0.2  # seconds that a read waits; with its writing it is less than one
TIDY_EVERY = 60  # seconds
MOST = 200_000  # reads that wait for the database, in some 50 MB
BATCH = 5000  # reads that one transaction writes
SIZES = (500, 50, 5, 1)  # rows of one statement: a few, for drivers keep every text prepared

_noted = {}  # (visitor, number of the article) → when, in seconds since 1970
_noting = threading.Lock()
_writing = threading.Lock()
_due = threading.Event()
_writer = None  # the thread that writes
_dropped = 0  # reads, since it was last told
_key = (None, b"")  # of which day, and the key

# Every transaction takes its rows in the same order, so that no two wait for each other.
COUNT_VISITS = f"""
    INSERT INTO articles_visit (visitor, article_id, counted_at) VALUES ROWS
    ON CONFLICT (visitor, article_id) DO UPDATE SET counted_at = excluded.counted_at
    WHERE articles_visit.counted_at <= excluded.counted_at - {APART}
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
    "sqlite": "DELETE FROM articles_visit WHERE counted_at <= %s",
    # What another worker is about to count again is left to it.
    "postgresql": """
        DELETE FROM articles_visit WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM articles_visit WHERE counted_at <= %s FOR UPDATE SKIP LOCKED
        ))
    """,
}
# The days that lie in the window as a whole, and the hours of the one before them.
RANK = """
    SELECT article_id, SUM(count) AS reads FROM (
        SELECT article_id, count FROM articles_dailyviews WHERE day >= %s
        UNION ALL
        SELECT article_id, count FROM articles_hourlyviews WHERE hour > %s AND hour < %s
    ) AS counted {of_section}
    GROUP BY article_id HAVING SUM(count) > 0 ORDER BY reads DESC, article_id DESC LIMIT %s
"""
OF_SECTION = "WHERE article_id IN (SELECT id FROM articles_article WHERE section_id = %s)"


# Noting what was read


def visitor(address, agent):
    """Return who reads, from the address and the user agent, as a hash that shows neither."""
    return hashlib.blake2b(f"{address}\n{agent}".encode(), digest_size=16).digest()


def note(who, number, at=None):
    """Note that a visitor read the article with the number. Asks the database nothing."""
    global _dropped
    key = (who, number)
    with _noting:
        if len(_noted) < MOST:
            _noted.setdefault(key, int(time.time() if at is None else at))
        elif key not in _noted:
            _dropped += 1


def waiting():
    """Return how many reads are noted and not yet written."""
    return len(_noted)


# Writing it


def flush(now=None):
    """Write what is noted; returns how many reads counted.

    When the database refuses, its error is raised and all is kept that it did not take. Writing
    again what it took counts nothing twice.
    """
    counted = 0
    with _writing:
        left = len(_noted)
        while left > 0:
            reads = _take()
            left -= BATCH
            try:
                counted += _write(reads, now or timezone.now())
            except BaseException:
                _keep(reads)
                raise
    return counted


def _take():
    with _noting:
        return {key: _noted.pop(key) for key in list(islice(_noted, BATCH))}


def _keep(reads):
    """Note again what could not be written. The first of a visitor's reads is the one that counts."""
    with _noting:
        _noted.update(reads)


def _write(reads, now):
    """Count the reads of public articles in one transaction; returns how many were new."""
    key = _key_of(day_of(now))
    with transaction.atomic():
        numbers = {number for _who, number in reads}
        public = set(
            Article.objects.public(now)
            .order_by()
            .filter(pk__in=numbers)
            .values_list("pk", flat=True)
        )
        visits = sorted(
            (hashlib.blake2b(who, key=key, digest_size=16).digest(), number, at)
            for (who, number), at in reads.items()
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
    """Add reads by (number of the article, hour since 1970) to the hours and to their days."""
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


# Writing it behind


def write_behind():
    """Have what is noted written soon by a thread of this process."""
    global _writer
    if not _due.is_set():
        _due.set()
    if _writer is None or not _writer.is_alive():  # in a forked process it is not
        with _noting:
            if _writer is None or not _writer.is_alive():
                atexit.register(finish)
                _writer = threading.Thread(target=_write_behind, name="reads", daemon=True)
                _writer.start()


def finish():
    """Write what is noted before the process ends. What can't be written is told and lost."""
    try:
        flush()
    except Exception:
        logger.exception("%d reads are lost", waiting())


def _write_behind():
    tidied = told = float("-inf")
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
            if time.monotonic() - told >= TIDY_EVERY:
                told = time.monotonic()
                reason = " ".join(str(error).split())
                logger.warning("%d reads wait for the database: %s", waiting(), reason)
                _tell_dropped()
        finally:
            close_old_connections()


def _tell_dropped():
    global _dropped
    with _noting:
        dropped, _dropped = _dropped, 0
    if dropped:
        logger.error("%d reads were dropped; %d wait for the database", dropped, waiting())


# What was read


def ranked(window, limit, section=None):
    """Return the ids of the `limit` most read articles of a window, the most read first.

    `window` is a key of WINDOWS, to the hour; `section` narrows to one. Reads alone decide: which
    of them a reader may see now, `most_viewed` asks.
    """
    since = timezone.now() - WINDOWS[window]
    first = day_of(since) + timedelta(days=1)
    asked = [
        connection.ops.adapt_datefield_value(first),
        connection.ops.adapt_datetimefield_value(since),
        connection.ops.adapt_datetimefield_value(beginning_of(first)),
        *([section.pk] if section else []),
        limit,
    ]
    with connection.cursor() as cursor:
        cursor.execute(RANK.format(of_section=OF_SECTION if section else ""), asked)
        return [number for number, _reads in cursor.fetchall()]


def most_viewed(ids, limit):
    """Return the first `limit` public articles of ranked ids, in their order.

    One query, unless more than some of the first are not public. Few readers make a short list: it
    holds what was read, and nothing else.
    """
    shown, size = [], limit + limit // 5
    for start in range(0, len(ids), size):
        some = ids[start : start + size]
        public = Article.objects.public().filter(in_most_viewed=True)
        found = {article.pk: article for article in public.cards_of(some)}
        shown += [found[pk] for pk in some if pk in found]
        if len(shown) >= limit:
            break
    return shown[:limit]


def figures(article):
    """Return how often the article was read in each of WINDOWS, and in "total". Two queries."""
    now = timezone.now()
    windows = {
        name: Sum("count", filter=Q(hour__gt=now - length), default=0)
        for name, length in WINDOWS.items()
    }
    lately = article.hourly_views.filter(hour__gt=now - max(WINDOWS.values()))
    total = article.daily_views.aggregate(total=Sum("count", default=0))
    return lately.aggregate(**windows) | total


def by_day(article, days=30):
    """Return (day, reads) of the last days, the oldest first and today last. One query."""
    today = timezone.localdate()
    shown = [today - timedelta(days=age) for age in reversed(range(days))]
    counts = dict(article.daily_views.filter(day__gte=shown[0]).values_list("day", "count"))
    return [(day, counts.get(day, 0)) for day in shown]
