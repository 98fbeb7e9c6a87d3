"""The generation, which every editorial change raises, and the blocks that are kept under it."""

import threading
import time
from collections import OrderedDict
from contextlib import suppress
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from ...models import Generation, drop_interned
from ...models.prepared import moment_of

MAX_AGE = 60  # seconds that anything is kept without an editorial change
MAX_KEPT = 2000  # things that are kept, of about a kilobyte each
READ_EVERY = 1  # seconds between two reads of the generation by one worker


class Kept(NamedTuple):
    """A value, the generation that it was made under, and when, by the clock of the process."""

    value: object
    generation: tuple
    made_at: float


_kept = OrderedDict()  # key → Kept, asked for last at the end
_making = {}  # key → lock, held while its value is made
_last_read = (None, float("-inf"))  # generation, or the error of the last try; read at
_reading = threading.Lock()  # held by the one thread that reads the generation
_forgotten_count = 0  # how often the generation was forgotten


def renew():
    """Make everything that every worker keeps stale. Called on commit of an editorial change."""
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1):
        Generation.objects.get_or_create(pk=1, defaults={"number": 1})
    forget()


def forget():
    """Forget the generation: what is being read of it may be older than a change of our own."""
    global _last_read, _forgotten_count
    _forgotten_count += 1
    _last_read = (None, float("-inf"))


def drop():
    """Drop what this process keeps."""
    _kept.clear()
    drop_interned()
    forget()


def look_again():
    """Let the next look at the generation ask the database, as a second later."""
    global _last_read
    _last_read = (_last_read[0], float("-inf"))


def generation():
    """Return a value that changes with every editorial change and every scheduled moment.

    One query, at most once a second and worker. Raises DatabaseError, for a second without asking
    again. While one thread asks, the others get the last answer.
    """
    value, read_at = _last_read
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
    global _last_read
    before = _forgotten_count
    try:
        value = _query(timezone.now())
    except DatabaseError as error:
        value = error
    # A thread that answers from memory only never ends a request of Django's, which would do this.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    # What was read before a change of our own must not pass for what is now.
    if before == _forgotten_count:
        _last_read = (value, time.monotonic())
    return value


def last_approval():
    """Return when the newest public article was approved, None without one."""
    return moment_of(generation()[1])


def _query(now):
    """Return (number, last approval, last start and end of a pick, old forms) up to now."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT (SELECT number FROM articles_generation WHERE id = 1),
                   (SELECT MAX(published_at) FROM articles_article
                     WHERE status = 'approved' AND published_at <= %s),
                   (SELECT MAX(starts_at) FROM articles_pick WHERE starts_at <= %s),
                   (SELECT MAX(ends_at) FROM articles_pick WHERE ends_at <= %s),
                   (SELECT old_forms FROM articles_generation WHERE id = 1)
            """,
            [connection.ops.adapt_datetimefield_value(now)] * 3,
        )
        return cursor.fetchone()


def keep(key, make, seconds=MAX_AGE, by_age=False):
    """Return what `make()` returned under this generation; makes it again when that is stale.

    It is kept for so many seconds at most. With `by_age` a change does not make it stale, only its
    age does. One thread makes it, the
    others of the worker wait for it; nobody waits for what is fresh. Only MAX_KEPT things are kept;
    what was asked for the longest ago goes first.
    """
    kept = _kept.get(key)
    if not _is_fresh(kept, by_age, seconds):
        return _made(key, make, seconds, by_age)
    with suppress(KeyError):  # another thread has just let it go
        _kept.move_to_end(key)
    return kept.value


def _made(key, make, seconds, by_age):
    """Return what is kept under the key once it is fresh, made here or by the thread before."""
    lock = _making.setdefault(key, threading.RLock())
    try:
        with lock:
            kept = _kept.get(key)
            if not _is_fresh(kept, by_age, seconds):
                # Read before making: a change in the meantime must not be kept as fresh.
                current = generation()
                made_at = time.monotonic()
                kept = Kept(make(), current, made_at)
                _kept[key] = kept
                _kept.move_to_end(key)
    finally:
        _making.pop(key, None)
    while len(_kept) > MAX_KEPT:
        with suppress(KeyError):  # another thread is at it too
            _kept.popitem(last=False)
    return kept.value


def _is_fresh(kept, by_age, seconds):
    """Return whether what is kept may be shown."""
    if kept is None or time.monotonic() - kept.made_at > seconds:
        return False
    return by_age or kept.generation == generation()
