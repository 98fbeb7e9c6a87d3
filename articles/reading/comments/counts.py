"""How many comments each article has, in the memory of the worker and at most a second old.

Pages are kept longer. What has changed lately is therefore told apart from them, so that no comment
makes a page stale.
"""

import threading
import time
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from ...models import Article, CommentCount
from ..pagecache import freshness

# A transaction may write a moment that is before the last look, and end after it.
OVERLAP = timedelta(seconds=15)
# So long a page with an old number may live: a minute here, two in caches, and some more.
LATELY = timedelta(minutes=15)
MOST = 500  # articles that are told of, those whose comments changed last
_counts = {}  # number of the article → how many comments; of those that have any
_changed = {}  # number of the article → when its comments changed last
_told = (None, {})  # of which look, and what `lately` returns until the next
_read = (None, float("-inf"))  # up to which moment, and when, by the clock of the process
_reading = threading.Lock()


def count_of(number):
    """Return how many comments the article with the number has."""
    refresh()
    return _counts.get(number, 0)


def lately():
    """Return {number: how many comments} of the public articles whose comments changed lately.

    One query after each look, while comments come. While the database can't say, what was told before.
    """
    global _told
    refresh()
    look, told = _told
    if look != _read[1]:
        try:
            told = seen(timezone.now())
            _told = (_read[1], told)
        except DatabaseError:
            pass
        finally:
            let_go()
    return told


def look_again():
    """Let the next look ask the database."""
    global _read
    _read = (_read[0], float("-inf"))


def drop():
    """Drop what this process keeps."""
    global _read, _told
    _counts.clear()
    _changed.clear()
    _read, _told = (None, float("-inf")), (None, {})


def refresh():
    """Read what has changed since the last look, as often as the generation of pages is read. One query.

    While the database can't say, what was known stands.
    """
    global _read
    until, read_at = _read
    is_fresh = time.monotonic() - read_at < freshness.READ_EVERY
    if is_fresh or not _reading.acquire(blocking=until is None):
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
        let_go()
        _reading.release()


def let_go():
    """Let the connection go if need be: who answers in front of Django ends no request of its."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def note(number, count, changed_at, now):
    """Remember what one row says."""
    if count:
        _counts[number] = count
    else:
        _counts.pop(number, None)
    if changed_at >= now - LATELY:
        _changed[number] = changed_at


def seen(now):
    """Return {number: how many comments} of those lately changed that readers see now."""
    newest = sorted(_changed, key=_changed.get, reverse=True)[:MOST]
    if not newest:
        return {}
    articles = Article.objects.public(now).showing_comments().filter(pk__in=newest).order_by()
    return {number: _counts.get(number, 0) for number in articles.values_list("pk", flat=True)}
