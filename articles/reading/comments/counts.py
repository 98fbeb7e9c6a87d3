"""How many comments each article has, in the memory of the worker and at most a second old.

Pages are kept longer. What has changed lately is therefore told apart from them, so that no comment
makes a page stale.
"""

import threading
import time
from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from ...models import CommentCount

READ_EVERY = 1  # seconds between two looks of one worker
# A transaction may write a moment that is before the last look, and end after it.
OVERLAP = timedelta(seconds=15)
# So long a page with an old number may live: a minute here, two in caches, and some more.
LATELY = timedelta(minutes=15)
_counts = {}  # number of the article → how many comments; of those that have any
_changed = {}  # number of the article → when its comments changed last
_read = (None, float("-inf"))  # up to which moment, and when, by the clock of the process
_reading = threading.Lock()


def count_of(number):
    """Return how many comments the article with the number has."""
    refresh()
    return _counts.get(number, 0)


def lately():
    """Return {number: how many comments} of the articles whose comments changed lately."""
    refresh()
    since = timezone.now() - LATELY
    return {number: _counts.get(number, 0) for number, at in list(_changed.items()) if at >= since}


def look_again():
    """Let the next look ask the database."""
    global _read
    _read = (_read[0], float("-inf"))


def drop():
    """Drop what this process keeps."""
    global _read
    _counts.clear()
    _changed.clear()
    _read = (None, float("-inf"))


def refresh():
    """Read what has changed since the last look. One query, at most once a second and worker.

    While the database can't say, what was known stands.
    """
    global _read
    until, read_at = _read
    if time.monotonic() - read_at < READ_EVERY or not _reading.acquire(blocking=until is None):
        return
    try:
        now = timezone.now()
        rows = CommentCount.objects.values_list("article", "count", "changed_at")
        if until:
            rows = rows.filter(changed_at__gte=until - OVERLAP)
        for number, count, changed_at in rows.iterator():
            note(number, count, changed_at, now)
        for number in [number for number, at in _changed.items() if at < now - LATELY]:
            del _changed[number]
        _read = (now, time.monotonic())
    except DatabaseError:
        _read = (until, time.monotonic())
    finally:
        _reading.release()


def note(number, count, changed_at, now):
    """Remember what one row says."""
    if count:
        _counts[number] = count
    else:
        _counts.pop(number, None)
    if changed_at >= now - LATELY:
        _changed[number] = changed_at
