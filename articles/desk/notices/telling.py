"""Tells people, each once, within the transaction of what happened."""

import logging
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from ...models import Mailbox, Notice

logger = logging.getLogger(__name__)
# What comes within this time goes in one mail, and what was seen at the desk by then in none.
GATHERED = timedelta(minutes=1)


def tell(kind, people, actor=None, article=None, words="", occasion=None):
    """Tell each of the people once, within the transaction of what happened; returns the Notices.

    Nobody is told of what they did themselves, nor whose account is closed, nor twice of an
    `occasion`, which is a name. It never fails what happened: without a row [] is returned.
    """
    told = {user.pk: user for user in people if user.is_active and user != actor}
    with harmless():
        mailed = wanted_by_mail(kind, told.values())
        due_at = timezone.now() + GATHERED
        return Notice.objects.bulk_create(
            [
                Notice(
                    user=user,
                    kind=kind,
                    actor=actor,
                    article=article,
                    words=words,
                    occasion=occasion,
                    mail_due_at=due_at if user.pk in mailed else None,
                )
                for user in told.values()
            ],
            ignore_conflicts=occasion is not None,
        )
    return []


@contextmanager
def harmless():
    """Keep a fault of the database from the verb around, which goes on without its notices."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        logger.warning("Nobody was told: %s", " ".join(str(error).split()))


def wanted_by_mail(kind, people):
    """Return the numbers of those of the people who get a mail of that kind."""
    if not settings.EMAIL_URL:
        return set()
    return {
        number for number, mailbox in Mailbox.objects.of(people).items() if kind in mailbox.wanted
    }
