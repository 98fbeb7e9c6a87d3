"""Sends the mails that are due. One thread of each worker looks; to a person one at a time sends."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from newsstep import rounds

from ...models import Mailbox, Notice
from .letter import write

logger = logging.getLogger(__name__)
LOOK_EVERY = 5  # seconds between two looks for what is due
LEASE = timedelta(minutes=2)  # longer than a mail takes; after a kill another sender goes on
MOST = 50  # notices of one mail
FIRST_PAUSE = timedelta(minutes=1)  # after a failure; doubled by each further one
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP = timedelta(days=2)


def start():
    """Let a thread of this process send what is due from now on; none where no mail is set."""
    if settings.EMAIL_URL:
        rounds.start("Mail", look)


def look():
    """Send what is due; returns the seconds until the next look."""
    send_due()
    return LOOK_EVERY


def send_due():
    """Send everybody what is due, in one mail a person. One query when nothing is.

    What was on its way when a sender was killed is sent again: at least once, and twice at worst.
    """
    for mailbox in Mailbox.objects.waiting(timezone.now()).select_related("user"):
        now = timezone.now()
        if Mailbox.objects.take(mailbox, now, until=now + LEASE):
            send(mailbox)


def send(mailbox):
    """Send the person, whose mailbox is the caller's, one mail with all that waits."""
    waiting = Notice.objects.filter(user=mailbox.user, mail_due_at__isnull=False)
    # Who has seen it at the desk needs no mail, and who can't come in gets none.
    unneeded = waiting if not is_open(mailbox.user) else waiting.filter(seen_at__isnull=False)
    unneeded.update(mail_due_at=None)
    told = waiting.select_related("article", "actor").order_by("pk")[:MOST]
    told = told.readable_by(mailbox.user)
    error = post(mailbox.user, told) if told else None
    with transaction.atomic():
        note(mailbox, Notice.objects.filter(pk__in=[notice.pk for notice in told]), error)


def is_open(user):
    """Return whether the user may come in and has an address."""
    return user.is_active and user.is_staff and bool(user.email)


def post(user, told):
    """Hand the mail to the server; returns why it did not take it, None when it did."""
    try:
        write(user, told).send()
    except (OSError, ValueError) as error:  # of the network, the server; of an address
        return error
    return None


def note(mailbox, told, error):
    """Write down what the server said of the notices, and from when on it may be sent more."""
    now, pause = timezone.now(), timedelta()
    if error is None:
        told.update(mail_due_at=None)
    else:
        pause = min(FIRST_PAUSE * 2 ** min(mailbox.tried_count, 20), LONGEST_PAUSE)
        given_up = told if is_final(error) else told.due(now - GIVE_UP)
        count = given_up.update(mail_due_at=None)
        logger.warning(
            "Mail to %s: %s; tried again in %s, given up: %s",
            *(mailbox.user.username, words_of(error), pause, count),
        )
    values = {"answer": words_of(error), "answered_at": now, "next_try_at": now + pause}
    if error is None or is_final(error):
        values["tried_count"] = 0
    Mailbox.objects.filter(pk=mailbox.pk).update(**values)


def is_final(error):
    """Return whether the server has said for good that it has nobody of this address (RFC 5321, 4.2.1)."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= 500 for code, _reason in error.recipients.values()
    )


def words_of(error):
    """Return what the server, or the network, said, in one line; empty for no error."""
    if error is None:
        return ""
    if isinstance(error, SMTPRecipientsRefused):
        [(code, reason), *_others] = error.recipients.values()
    elif isinstance(error, SMTPResponseException):
        code, reason = error.smtp_code, error.smtp_error
    else:
        code, reason = "", str(error) or type(error).__name__
    if isinstance(reason, bytes):
        reason = reason.decode(errors="replace")
    line = " ".join(f"{code} {reason}".split())
    return "".join(character for character in line if character.isprintable())[:300]
