"""What commands have in common that the machine may fail: it is told to all who may look for it."""

import logging
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError

from articles.operation import backups, health, incidents

logger = logging.getLogger("newsstep.backup")


@contextmanager
def failures_in_one_line(what=""):
    """Turn what goes wrong into one line on the screen; with a name into one in the log and a mail, too."""
    try:
        yield
    except (backups.Refused, DatabaseError, OSError) as error:
        line = health.in_one_line(error)
        if what:
            logger.error("%s FAILED: %s", what, line)
            incidents.finish()
        raise CommandError(line) from error
