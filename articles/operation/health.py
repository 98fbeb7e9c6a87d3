"""Whether the paper works: its database, the room on its disks, its migrations."""

import errno
import functools
import logging
import shutil
import threading
import time
from concurrent.futures import Future, TimeoutError

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Generation, Notice, Ping

logger = logging.getLogger(__name__)
ANSWERED_IN = 2.5  # seconds; longer than a try to connect to PostgreSQL
LOCKED_AFTER = 1000  # milliseconds that the try waits for SQLite's lock
LOOK_EVERY = 1  # seconds for which an answer is given again
REASONS = {
    errno.ENOENT: _("there is no such file or folder, and none can be made"),
    errno.ENOTDIR: _("this is no folder"),
    errno.EEXIST: _("this is no folder"),  # where one was to be made
    errno.EACCES: _("this account has no right to it"),
    errno.EPERM: _("this account has no right to it"),
    errno.EROFS: _("nothing can be written on this disk"),
    errno.ENOSPC: _("the disk is full"),
}
HARMLESS = {"indexnow", "mail"}  # what may be wrong while the paper works

_looking = threading.Lock()
_last = None  # the last look and when it began
_logged = set()  # what the log was told to be wrong, and is not right again


def health():
    """Return what is wrong, {} when nothing is: {"database", "disk", "migrations", "indexnow" or "mail": reason}.

    Answers in time whatever hangs. Only one thread of a process looks, and at most once a second.
    """
    global _last
    with _looking:
        if _last is None or (_last[0].done() and time.monotonic() - _last[1] >= LOOK_EVERY):
            _last = (Future(), time.monotonic())
            threading.Thread(target=_look, args=_last[:1], name="health", daemon=True).start()
        look = _last[0]
    try:
        return look.result(ANSWERED_IN)
    except TimeoutError:
        return {"database": f"no answer within {ANSWERED_IN} seconds"}


def _look(look):
    try:
        wrong = {name: reason for name, reason in findings().items() if reason}
    except Exception as error:
        wrong = {"database": in_one_line(error)}
    finally:
        connection.close()
    _log(wrong)
    look.set_result(wrong)


def _log(wrong):
    """Tell the log once what has become wrong, and once that it is right again."""
    global _logged
    for name in wrong.keys() - _logged:
        logger.warning("Not well: %s: %s", name, wrong[name])
    for name in _logged - wrong.keys():
        logger.warning("Well again: %s", name)
    _logged = set(wrong)


def findings():
    """Return {what was looked at: what is wrong with it, "" for nothing}."""
    found = {"disk": room()}
    try:
        wait_less()
        write()
        found |= {"migrations": pending_migrations()}
        if found["migrations"]:
            return found
        return found | {"indexnow": stuck_messages(), "mail": stuck_mails()}
    except DatabaseError as error:
        return found | {"database": in_one_line(error)}


def write():
    """Try to change a row, and take it back."""
    with transaction.atomic():
        Generation.objects.filter(pk=1).update(number=F("number"))
        transaction.set_rollback(True)


def wait_less():
    """Let the connection wait for a lock as long as a monitor does, and not as long as a person."""
    option = {
        "sqlite": f"PRAGMA busy_timeout = {LOCKED_AFTER}",
        "postgresql": f"SET lock_timeout = {LOCKED_AFTER}",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(option)


def pending_migrations():
    """Return which migrations have not run, "" for none."""
    applied = MigrationRecorder(connection).applied_migrations()
    pending = sorted(known_migrations() - applied.keys())
    return ", ".join(f"{app}.{name}" for app, name in pending)


def stuck_messages():
    """Return how many messages to search engines wait for more than a day, "" for none."""
    count = Ping.objects.stuck(timezone.now()).count() if settings.INDEXNOW_URLS else 0
    return f"messages that have waited for a day: {count}" if count else ""


def stuck_mails():
    """Return how many notices should have been mailed an hour ago, "" for none."""
    count = Notice.objects.stuck(timezone.now()).count() if settings.EMAIL_URL else 0
    return f"notices that have waited for their mail for an hour: {count}" if count else ""


@functools.cache
def known_migrations():
    """Return (app, name) of every migration of this version."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def room():
    """Return which disk has less room than MIN_FREE_MB, "" for none."""
    free = {place: shutil.disk_usage(place).free // 1_000_000 for place in places()}
    return ", ".join(
        f"{megabytes} MB free on the disk of {place}"
        for place, megabytes in free.items()
        if megabytes < settings.MIN_FREE_MB
    )


def places():
    """Return the folders where the paper writes, one of each disk."""
    folders = [settings.VAR, settings.SOURCES_ROOT]
    if not settings.MEDIA_S3:
        folders.append(settings.MEDIA_ROOT)
    found = {}
    for folder in folders:
        if folder.exists():
            found.setdefault(folder.stat().st_dev, folder)
    return list(found.values())


def in_one_line(error):
    """Return what an error says, in one line; of a file that can't be used, with its path first."""
    said = str(error)
    if isinstance(error, OSError) and error.filename and error.errno in REASONS:
        said = f"{error.filename}: {REASONS[error.errno]}"
    return " ".join(said.split())[:300]
