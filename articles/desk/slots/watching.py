"""What the desk sees of the curated places besides: picks that readers don't see, and what to look after."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ...models import Article, Pick, Slot, SlotChange, texts_of
from .filling import SIZES, lacks, standing

# Picks that a slot should have; latest news does well without.
FEWEST = {Slot.LEAD: 1, Slot.LATEST: 0, Slot.PHOTO_NEWS: 1}
SOON = timedelta(hours=3)
MAX_ENDED = 20  # picks whose time is over that the desk is shown


@dataclass(frozen=True)
class Unseen:
    """A pick that readers don't see at a time, and why.

    The reason is `ended`, `not_started`, `waiting`, `scheduled`, `withdrawn`, `excluded`,
    `no_photo` or `displaced` (beyond the size of the slot).
    """

    pick: Pick
    reason: str


@dataclass(frozen=True)
class Alert:
    """What an editor should look after: a slot is `empty` of picks that readers see, it `runs_dry`
    soon, or one pick `ends` soon.
    """

    kind: str
    slot: str
    article: Article | None = None
    ends_at: object = None


def unseen(slot, seen, at=None):
    """Return the picks of the slot that are not among the `seen` Places, each with its reason."""
    at = at or timezone.now()
    seen_picks = [place.pick.pk for place in seen if place.pick]
    picks = (
        Pick.objects.filter(slot=slot)
        .exclude(pk__in=seen_picks)
        .select_related("article__section", "article__lead_photo", "picked_by")
        .defer(*texts_of("article"))
    )
    is_over = Q(ends_at__lte=at)
    unseen_picks = [
        *picks.exclude(is_over),
        *picks.filter(is_over).order_by("-ends_at")[:MAX_ENDED],
    ]
    return [Unseen(pick, why_unseen(pick, at)) for pick in unseen_picks]


def why_unseen(pick, at):
    """Return the reason for which readers don't see the pick at that time; see Unseen."""
    article = pick.article
    if pick.ends_at and pick.ends_at <= at:
        return "ended"
    if pick.starts_at > at:
        return "not_started"
    if article.status == Article.Status.WITHDRAWN:
        return "withdrawn"
    if article.status != Article.Status.APPROVED:
        return "waiting"
    return lacks(pick.slot, article) or ("displaced" if article.is_public(at) else "scheduled")


def alerts(at=None):
    """Return the Alerts of all slots, in the order of the slots. One query."""
    at = at or timezone.now()
    soon = at + SOON
    picks = (
        Pick.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=soon)
        .select_related("article")
        .defer(*texts_of("article"))
    )
    return [
        alert
        for slot in Slot
        for alert in alerts_of(slot, [pick for pick in picks if pick.slot == slot], at, soon)
    ]


def alerts_of(slot, picks, at, soon):
    """Return the Alerts of one slot at a time, from its picks that begin before `soon`."""
    usable = [pick for pick in picks if not lacks(slot, pick.article)]
    now = [pick for pick in usable if pick.starts_at <= at and pick.article.is_public(at)]
    ending = [pick for pick in now if pick.ends_at and pick.ends_at <= soon]
    later = [
        pick
        for pick in usable
        if not (pick.ends_at and pick.ends_at <= soon) and pick.article.is_public(soon)
    ]
    alerts = []
    if len(now) < FEWEST[slot]:
        alerts.append(Alert("empty", slot))
    elif len(later) < FEWEST[slot]:
        alerts.append(Alert("runs_dry", slot, ends_at=max(pick.ends_at for pick in ending)))
    return alerts + [
        Alert("ends", slot, pick.article, pick.ends_at)
        for pick in sorted(ending, key=lambda pick: pick.ends_at)
    ]


def version_of(slot):
    """Return the number of the slot's last change, 0 without any."""
    return changes_since(slot, 0).values_list("number", flat=True).first() or 0


def changes_since(slot, version):
    """Return the changes of the slot after that version, the last one first."""
    return SlotChange.objects.filter(slot=slot, number__gt=version).order_by("-number")


def free_place(slot):
    """Return the first place that is filled in automatically, the last one without any."""
    taken = standing(slot, timezone.now())
    size = SIZES[slot]
    return next((place for place in range(1, size + 1) if place not in taken), size)
