"""Forms that are sent twice, by a second click or after an answer was lost, are carried out once."""

import time
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..models import SentForm
from ..pure import text

GIVEN_UP = timedelta(seconds=30)  # after which nobody carries a form out any more
REMEMBERED = timedelta(days=1)
LOOK_EVERY = 0.05  # seconds


def digest_of(user, path, fields, files):
    """Return the digest of a form: who sent what to where, from which rendering of the page.

    `fields` is {name: values}, with the page's own CSRF token, which no other rendering has;
    `files` holds (name of the field, name of the file, bytes).
    """
    return text.digest([user.pk, path, sorted(fields.items()), sorted(files)])


def begin(digest):
    """Return where the form led when it was sent before, None when it is to be carried out now.

    Waits while the first sending is carried out. Whoever gets None must call `end`.
    """
    SentForm.objects.filter(sent_at__lt=timezone.now() - REMEMBERED).delete()
    while not claimed(digest):
        before = SentForm.objects.filter(pk=digest).first()
        if before and before.location:
            return before.location
        time.sleep(LOOK_EVERY)
    return None


def claimed(digest):
    """Return whether the form is the caller's to carry out: nobody else does."""
    now = timezone.now()
    try:
        with transaction.atomic():
            SentForm.objects.create(digest=digest, sent_at=now)
    except IntegrityError:
        given_up = SentForm.objects.filter(pk=digest, location="", sent_at__lt=now - GIVEN_UP)
        return bool(given_up.update(sent_at=now))
    return True


def end(digest, location):
    """Remember where the form led; without a location it was refused, and may be sent again."""
    sent = SentForm.objects.filter(pk=digest)
    if location:
        sent.update(location=location)
    else:
        sent.delete()
