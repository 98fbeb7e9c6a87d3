"""Who has the paper at the moment: programs that serve it, or one that changes all of it."""

import fcntl
import os
from contextlib import contextmanager

from django.conf import settings

LOCK = 5_274_913_086  # any number: who changes all of a database of PostgreSQL holds the same


class InUse(Exception):
    """Somebody else has the paper, in a way that does not go together."""


def serve():
    """Keep the paper from being changed as a whole until this process and its children end.

    Raises InUse while it is.
    """
    hold(fcntl.LOCK_SH)


@contextmanager
def alone():
    """Keep everybody on this machine from serving the paper; raises InUse while somebody does."""
    folder = hold(fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def has_database(connection):
    """Return whether no other machine changes all of the database; holds it until the connection ends."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def hold(kind):
    # The folder itself: a file made by another account could not be opened by the program's own.
    folder = os.open(settings.VAR, os.O_RDONLY)
    try:
        fcntl.flock(folder, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(folder)
        raise InUse from None
    return folder
