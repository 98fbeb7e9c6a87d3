"""Checks passwords without starving readers: a check costs a quarter of a second of a processor."""

import threading
from contextlib import contextmanager

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from ..refusals import Busy

# Of a worker's four threads one stays for readers, whatever happens at the login.
AT_ONCE = 2
WAITING = 1
LONGEST = 3  # seconds that one waits
AGAIN = 5  # seconds after which to ask again
_checked = threading.BoundedSemaphore(AT_ONCE)
_taken = threading.BoundedSemaphore(AT_ONCE + WAITING)


class PasswordHasher(PBKDF2PasswordHasher):
    """Django's own, for as many at a time as a worker can serve beside its readers."""

    def encode(self, password, salt, iterations=None):
        """Return the hash. Raises Busy."""
        with turn():
            return super().encode(password, salt, iterations)


def expect_room():
    """Raise Busy when a password could not be checked now: before anything is written for it."""
    if not _taken.acquire(blocking=False):
        raise Busy(AGAIN)
    _taken.release()


@contextmanager
def turn():
    """Give one of the places. Raises Busy when others wait already, or after LONGEST."""
    if not _taken.acquire(blocking=False):
        raise Busy(AGAIN)
    try:
        if not _checked.acquire(timeout=LONGEST):
            raise Busy(AGAIN)
        try:
            yield
        finally:
            _checked.release()
    finally:
        _taken.release()
