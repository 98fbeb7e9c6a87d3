"""Views that are noted in a worker's memory until they are counted; asks the database nothing."""

import hashlib
import threading
import time
from functools import lru_cache
from itertools import islice

ADDRESS = 8  # bytes of a visitor's hash that tell the address, in front of those of the browser
MOST = 200_000  # views that wait for the database, in some 50 MB
_noted = {}  # (visitor, number of the article) → when, in seconds since 1970
_noting = threading.Lock()
_dropped = 0  # views, since it was last told


def visitor(address, agent):
    """Return who views, from the address and the user agent, as hashes that show neither."""
    return hashlib.blake2b(address.encode(), digest_size=ADDRESS).digest() + browser(agent)


@lru_cache(maxsize=2048)
def browser(agent):
    """Return the hash of a user agent."""
    return hashlib.blake2b(agent.encode(), digest_size=8).digest()


def note(who, number, at=None):
    """Note that a visitor saw the article with the number. Asks the database nothing."""
    global _dropped
    key = (who, number)
    with _noting:
        if len(_noted) < MOST:
            _noted.setdefault(key, int(time.time() if at is None else at))
        elif key not in _noted:
            _dropped += 1


def waiting():
    """Return how many views are noted and not yet written."""
    return len(_noted)


def take(most):
    """Return up to so many of the views that wait, as {(visitor, number): when}; they wait no more."""
    with _noting:
        return {key: _noted.pop(key) for key in list(islice(_noted, most))}


def take_dropped():
    """Return how many views found no room since this was last asked."""
    global _dropped
    with _noting:
        dropped, _dropped = _dropped, 0
    return dropped


def put_back(views):
    """Note again what could not be written. The first of a visitor's views is the one that counts."""
    with _noting:
        _noted.update(views)
