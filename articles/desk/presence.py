"""Who has the form of an article open."""

from datetime import timedelta

from django.utils import timezone

from ..models import Presence

BEAT = 15  # seconds between two signs of life of an open form
GONE_AFTER = timedelta(seconds=3 * BEAT)


def enter(article, user):
    """Note that the user has the article's form open now; returns the Presences of the others."""
    now = timezone.now()
    here, _new = Presence.objects.get_or_create(article=article, user=user)
    since = now if now - here.seen_at > GONE_AFTER else here.since
    # It may just have been left, as by the same person in another window.
    Presence.objects.filter(pk=here.pk).update(since=since, seen_at=now)
    return others(article, user)


def others(article, user):
    """Return the Presences of everybody else who has the form open, the longest first."""
    here = Presence.objects.filter(article=article, seen_at__gte=timezone.now() - GONE_AFTER)
    return list(here.exclude(user=user).select_related("user").order_by("since"))


def leave(article, user):
    """Note that the user has closed the form."""
    Presence.objects.filter(article=article, user=user).delete()
