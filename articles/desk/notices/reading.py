"""What somebody is told, and what of it was looked at."""

from dataclasses import dataclass

from django.utils import timezone

from ...models import Decision, Notice
from .telling import harmless

MOST = 99  # that are counted one by one
ASK_EVERY = 25  # seconds between two looks of a screen that somebody sees


@dataclass(frozen=True)
class News:
    """How many notices somebody has not seen, in words; the number of the desk's last step."""

    unseen: str
    last_step: int
    ask_every: int = ASK_EVERY


def news(user):
    """Return the News of the user. Two queries, each read from an index."""
    steps = Decision.objects.order_by("-pk").values_list("pk", flat=True)
    unseen = Notice.objects.filter(user=user).unseen().order_by().values_list("pk", flat=True)
    count = len(unseen[: MOST + 1])
    words = f"{MOST}+" if count > MOST else str(count or "")
    return News(words, steps.first() or 0)


def see(user, **which):
    """Note that the user has seen the notices with these fields, or all. Writes only what is new."""
    unseen = Notice.objects.filter(user=user, **which).unseen()
    if unseen.exists():
        with harmless():
            unseen.update(seen_at=timezone.now())
