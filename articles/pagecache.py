"""What is kept of pages in a worker's memory, and when it is stale.

Everything that is kept is valid while the generation is the one that it was made under, and for
at most MAX_AGE. The generation is one row that every editorial change raises on commit, joined
with the latest scheduled moment that has passed.
"""

import threading
import time

from django.db import connection
from django.db.models import F
from django.utils import timezone

from .models import Generation

MAX_AGE = 60  # seconds that anything is kept without an editorial change
READ_EVERY = 1  # seconds between two reads of the generation by one worker

_lock = threading.RLock()
_kept = {}
_seen = (None, float("-inf"))


def renew():
    """Make everything that every worker keeps stale. Called on commit of an editorial change."""
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1):
        Generation.objects.get_or_create(pk=1)
    forget()


def forget():
    """Drop what this process keeps."""
    global _seen
    with _lock:
        _kept.clear()
        _seen = (None, float("-inf"))


def generation():
    """Return a value that changes with every editorial change and every scheduled moment.

    One query, at most once a second and worker.
    """
    global _seen
    value, read_at = _seen
    if time.monotonic() - read_at < READ_EVERY:
        return value
    now = timezone.now()
    value = _read(now)
    _seen = (value, time.monotonic())
    return value


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


def keep(name, make):
    """Return what `make()` returned under this generation; makes it again when that is stale.

    One thread makes it, the others of the worker wait for it.
    """
    # Read before making: a change in the meantime must not be kept as fresh.
    current = generation()
    with _lock:
        made_under, made_at, value = _kept.get(name, (None, 0, None))
        if made_under != current or time.monotonic() - made_at > MAX_AGE or name not in _kept:
            value = make()
            _kept[name] = (current, time.monotonic(), value)
        return value
