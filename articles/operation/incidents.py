"""Writes down what the worker has noticed, and mails the operator of errors, one a kind and hour.

Where nothing can be written, on a full disk for instance, each worker mails by itself.
"""

import hashlib
import logging
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from newsstep import noticed, rounds

from ..models import Incident
from ..pure import text
from ..pure.paths import path_to
from . import failures

logger = logging.getLogger(__name__)
LOOK_EVERY = 5  # seconds
LEASE = timedelta(minutes=5)  # until a mail is tried again; each further time four times as long
MOST_TRIES = 5
MOST_KINDS = 100  # that are written down in an hour; all further ones are one more
MOST_MAILS = 20  # of an hour: who gets more reads none
OTHERS = "…"
LONGEST_SUBJECT = 120  # characters


def start():
    """Let a thread of this process write down and mail from now on."""
    rounds.start("Incidents", look)


def look():
    """Write down what was noticed and mail what is due; returns the seconds until the next look."""
    try:
        write_down()
    except DatabaseError:
        mail_of_held()
        raise
    send_due()
    return LOOK_EVERY


def write_down():
    """Write down all that the worker holds; raises DatabaseError when it must go on holding it."""
    taken = noticed.take()
    if not taken:
        return
    try:
        with transaction.atomic():
            for one in taken:
                add(one)
    except DatabaseError:
        noticed.give_back(taken)
        raise


def add(one):
    """Write down what was noticed, and that a mail is due of it, within the bounds of an hour."""
    kinds = Incident.objects.filter(hour=one.hour)
    if kinds.filter(kind=one.kind).count() >= MOST_KINDS and not kinds.like(one).exists():
        one.what = OTHERS
    mailed = is_to_be_mailed(one) and kinds.troubles().count() < MOST_MAILS
    Incident.objects.add(one, timezone.now() if mailed else None)


def mail_of_held():
    """Mail of what cannot be written down, until the mail server takes no more."""
    taken = noticed.take()
    for one in [one for one in taken if is_to_be_mailed(one)][:MOST_MAILS]:
        one.is_mailed = post(one) is None
        if not one.is_mailed:
            break
    noticed.give_back(taken)


def finish():
    """Write down what the worker still holds before it goes, if that is possible."""
    with suppress(DatabaseError):
        write_down()


def is_to_be_mailed(one):
    """Return whether the operator is to be mailed of what was noticed, and was not yet."""
    return bool(settings.ERROR_MAIL_TO) and one.kind != noticed.SLOW and not one.is_mailed


def send_due():
    """Mail what is due, each by one worker. One query when nothing is.

    What the mail server does not take is tried again a few times, within seven hours, and then given
    up. Others wait for the next look then: it may be away.
    """
    for incident in Incident.objects.mail_due(timezone.now()):
        now = timezone.now()
        if not Incident.objects.take(incident, now, until=now + LEASE * 4**incident.tried_count):
            continue
        error = post(incident)
        if error is None or incident.tried_count + 1 >= MOST_TRIES:
            Incident.objects.filter(pk=incident.pk).update(mail_due_at=None)
        if error:
            break


def post(incident):
    """Hand the mail of an Incident, or of what was noticed, to the server; returns why it did not take it.

    A refusal is no error of which one would be mailed.
    """
    try:
        letter(incident).send()
    except (OSError, ValueError) as error:
        logger.warning("Mail of an error: %s", " ".join(str(error).split())[:300])
        return error
    return None


def letter(incident):
    """Return the mail; who gets the same twice is shown it once, by its number."""
    what = failures.in_words(incident.what)
    address = {"site_url": settings.SITE_URL, "path": path_to("admin:machine")}
    subject = _("Error %(number)s") % {"number": incident.number} if incident.number else ""
    subject = f"[{settings.SITE.hostname}] {subject} {what}"
    key = f"{incident.kind} {incident.what} {incident.hour:%Y%m%d%H}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:24]
    return EmailMessage(
        subject=text.excerpt(" ".join(subject.split()), LONGEST_SUBJECT),
        body=render_to_string(
            "admin/error_mail.txt", address | {"incident": incident, "what": what}, using="newsroom"
        ).strip(),
        to=settings.ERROR_MAIL_TO,
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<error-{digest}@{settings.SITE.hostname}>",
        },
    )
