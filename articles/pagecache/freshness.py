"""The generation, which every editorial change raises, and the blocks that are kept under it."""

import threading
import time
from contextlib import suppress
from datetime import UTC

from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ..models import Generation

MAX_AGE = 60  # seconds that anything is kept without an editorial change
MOST = 2000  # things kept by `keep_some`, of about a kilobyte each
READ_EVERY = 1  # seconds between two reads of the generation by one worker

_kept = {}  # name → (generation, made at, value)
_some = {}  # key → the same, of at most MOST
_locks = {}  # name → lock, held while its value is made
_seen = (None, float("-inf"))  # generation, or the error of the last try; read at
_reading = threading.Lock()  # held by the one thread that reads the generation
_forgotten = 0  # how often all was dropped


def renew():
    """Make everything that every worker keeps stale. Called on commit of an editorial change."""
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1):
        Generation.objects.get_or_create(pk=1, defaults={"number": 1})
    forget()


def forget():
    """Drop what this process keeps."""
    global _seen, _forgotten
    _forgotten += 1
    _kept.clear()
    _some.clear()
    _seen = (None, float("-inf"))


def look_again():
    """Let the next look at the generation ask the database, as a second later."""
    global _seen
    _seen = (_seen[0], float("-inf"))


def generation():
    """Return a value that changes with every editorial change and every scheduled moment.

    One query, at most once a second and worker. Raises DatabaseError, for a second without asking
    again. While one thread asks, the others get the last answer.
    """
    value, read_at = _seen
    is_old = time.monotonic() - read_at >= READ_EVERY
    if is_old and _reading.acquire(blocking=value is None):
        try:
            value = _ask()
        finally:
            _reading.release()
    if isinstance(value, DatabaseError):
        raise value
    return value


def _ask():
    """Return the generation, or the error instead, and remember it."""
    global _seen
    before = _forgotten
    try:
        value = _read(timezone.now())
    except DatabaseError as error:
        value = error
    # A thread that answers from memory only must hold no connection of a pool.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    # What was read before a change of our own must not pass for what is now.
    if before == _forgotten:
        _seen = (value, time.monotonic())
    return value


def last_approval():
    """Return when the newest public article was approved, None without one."""
    at = generation()[1]
    return parse_datetime(at).replace(tzinfo=UTC) if isinstance(at, str) else at


def _read(now):
    """Return (number, last approval, last start and end of a pick) up to now."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT (SELECT number FROM articles_generation WHERE id = 1),
                   (SELECT MAX(published_at) FROM articles_article
                     WHERE status = 'approved' AND published_at <= %s),
                   (SELECT MAX(starts_at) FROM articles_pick WHERE starts_at <= %s),
                   (SELECT MAX(ends_at) FROM articles_pick WHERE ends_at <= %s)
            """,
            [connection.ops.adapt_datetimefield_value(now)] * 3,
        )
        return cursor.fetchone()


def keep(name, make, by_age=False):
    """Return what `make()` returned under this generation; makes it again when that is stale.

    With `by_age` a change does not make it stale, only MAX_AGE does. One thread makes it, the
    others of the worker wait for it; nobody waits for what is fresh.
    """
    kept = _kept.get(name)
    if not _is_fresh(kept, by_age):
        with _locks.setdefault(name, threading.RLock()):
            kept = _kept.get(name)
            if not _is_fresh(kept, by_age):
                # Read before making: a change in the meantime must not be kept as fresh.
                current = generation()
                kept = (current, time.monotonic(), make())
                _kept[name] = kept
    return kept[2]


def keep_some(key, make, seconds=MAX_AGE):
    """Return what `make()` returned under this generation, like `keep`, of what there is much of.

    Kept for so many seconds at most, longer than MAX_AGE where time alone changes nothing.
    Only so many are kept; the first goes first. Two threads may make the same, for it is small.
    """
    kept = _some.get(key)
    if not _is_fresh(kept, by_age=False, seconds=seconds):
        current = generation()
        kept = (current, time.monotonic(), make())
        _some.pop(key, None)
        _some[key] = kept
        with suppress(StopIteration, RuntimeError):  # another thread is at it too
            while len(_some) > MOST:
                _some.pop(next(iter(_some)), None)
    return kept[2]


def _is_fresh(kept, by_age, seconds=MAX_AGE):
    """Return whether what is kept may be shown."""
    if kept is None or time.monotonic() - kept[1] > seconds:
        return False
    return by_age or kept[0] == generation()
