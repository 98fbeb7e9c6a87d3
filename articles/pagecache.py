"""What is kept of pages in a worker's memory, and when it is stale.

Everything that is kept is valid while the generation is the one that it was made under, and for
at most MAX_AGE. The generation is one row that every editorial change raises on commit, joined
with the latest scheduled moment that has passed.
"""

import threading
import time
from datetime import UTC

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .models import Generation

MAX_AGE = 60  # seconds that anything is kept without an editorial change
READ_EVERY = 1  # seconds between two reads of the generation by one worker

_kept = {}  # name → (generation, made at, value)
_locks = {}  # name → lock, held while its value is made
_seen = (None, float("-inf"))  # generation, read at
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
    _seen = (None, float("-inf"))


def generation():
    """Return a value that changes with every editorial change and every scheduled moment.

    One query, at most once a second and worker.
    """
    global _seen
    value, read_at = _seen
    if time.monotonic() - read_at >= READ_EVERY:
        before = _forgotten
        value = _read(timezone.now())
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


def _is_fresh(kept, by_age):
    """Return whether what is kept may be shown."""
    if kept is None or time.monotonic() - kept[1] > MAX_AGE:
        return False
    return by_age or kept[0] == generation()
