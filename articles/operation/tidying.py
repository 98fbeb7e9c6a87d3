"""What is of no use any more goes by itself: once a day, by one of all workers."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from newsstep import rounds

from ..models import Chore, Incident

EVERY = timedelta(days=1)
LOOK_EVERY = 600  # seconds
AT_ONCE = 500  # rows; between two strokes others may write


def start():
    """Let a thread of this process look from now on."""
    rounds.start("Tidying", look)


def look():
    """Tidy when nobody has for a day; returns the seconds until the next look."""
    now = timezone.now()
    if Chore.objects.take("tidying", now, EVERY):
        tidy(now)
    return LOOK_EVERY


def tidy(now):
    """Remove logins that have ended, and incidents that are kept no longer."""
    remove(Session.objects.filter(expire_date__lte=now))
    remove(Incident.objects.old(now))


def remove(rows):
    """Remove the rows a few at a time."""
    while numbers := list(rows.order_by().values_list("pk", flat=True)[:AT_ONCE]):
        rows.model.objects.filter(pk__in=numbers).delete()
