"""Failures of the machine and not of the program: a full disk, a database that is locked or away."""

import errno
from typing import NamedTuple

from django.db import InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..pure.media import Away

FULL = _("The server’s disk is full, so nothing can be saved. Please tell the operator at once.")
BUSY = _("Something else is being saved for unusually long.")
AWAY = _("The database does not answer.")
FILES = _("The server of the photos does not answer, so none can be saved.")
UNFIT = _("The database cannot be used as it is. Please tell the operator at once.")


def in_words(what):
    """Return what a failure by its name in the log means, with the name; whatever else as it is."""
    return f"{MEANINGS[what]} ({what})" if what in MEANINGS else what


class Failure(NamedTuple):
    """A failure by its name in the log, its status, seconds to wait, and the words for people."""

    name: str
    status: int
    retry_after: int
    words: Promise


DISK_FULL = Failure("DISK FULL", 507, 60, FULL)
LOCKED = Failure("DATABASE LOCKED", 503, 5, BUSY)
DATABASE_AWAY = Failure("DATABASE AWAY", 503, 5, AWAY)
MEDIA_AWAY = Failure("MEDIA AWAY", 503, 5, FILES)
READ_ONLY = Failure("DISK READ-ONLY", 503, 60, UNFIT)
DAMAGED = Failure("DATABASE DAMAGED", 503, 60, UNFIT)
NOT_MIGRATED = Failure("DATABASE NOT MIGRATED", 503, 60, UNFIT)

MEANINGS = {
    DISK_FULL.name: _("the disk was full"),
    LOCKED.name: _("the database was locked for too long"),
    DATABASE_AWAY.name: _("the database did not answer"),
    MEDIA_AWAY.name: _("the server of the photos did not answer"),
    READ_ONLY.name: _("the disk could not be written"),
    DAMAGED.name: _("the database is damaged: restore a backup"),
    NOT_MIGRATED.name: _("the database is of another version: run manage.py upgrade"),
}

BY_ERRNO = {errno.ENOSPC: DISK_FULL, errno.EDQUOT: DISK_FULL, errno.EROFS: READ_ONLY}
# How SQLite calls its errors, and the states of PostgreSQL's, by how they begin.
BY_CODE = {
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_IOERR": DISK_FULL,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "53100": DISK_FULL,
    "55P03": LOCKED,
    "40": LOCKED,  # the one of two that waited for each other
    "25006": READ_ONLY,
    "XX00": DAMAGED,
    "42P01": NOT_MIGRATED,
    "42703": NOT_MIGRATED,
}


def failure_of(error):
    """Return the failure that the exception tells of, None when the program is at fault."""
    if isinstance(error, Away):
        return MEDIA_AWAY
    if isinstance(error, OSError):
        return BY_ERRNO.get(error.errno)
    code = code_of(error)
    known = next((failure for begin, failure in BY_CODE.items() if code.startswith(begin)), None)
    if known or not isinstance(error, (OperationalError, InterfaceError)):
        return known
    return NOT_MIGRATED if str(error).startswith("no such") else DATABASE_AWAY


def code_of(error):
    """Return the code that the database gave the error that Django wrapped, "" without one."""
    cause = error.__cause__ if error else None
    return getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
