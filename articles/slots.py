"""Curated places: what an editor picked, filled up with the newest; and the verbs that pick."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from . import text
from .models import Article, Pick, Slot, SlotChange

Action = SlotChange.Action

ADMITS = {
    Slot.LEAD: {},
    Slot.LATEST: {"in_latest": True},
    Slot.PHOTO_NEWS: {"lead_photo__isnull": False},
}
SIZES = {Slot.LEAD: 5, Slot.LATEST: 6, Slot.PHOTO_NEWS: 5}
PHOTO_NEWS_ASIDE = 4  # of them beside an article
MOST_VIEWED = 10
# Picks that a slot should have; latest news does well without.
FEWEST = {Slot.LEAD: 1, Slot.LATEST: 0, Slot.PHOTO_NEWS: 1}
SOON = timedelta(hours=3)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MAX_ENDED = 20  # picks whose time is over that the desk is shown

RIGHTS = {
    Action.PICK: "articles.add_pick",
    Action.MOVE: "articles.change_pick",
    Action.RETIME: "articles.change_pick",
    Action.UNPICK: "articles.delete_pick",
}


class Refusal(Exception):
    """A verb did not do what was asked; nothing has changed."""


class NotAllowed(Refusal):
    """The person may not curate."""


class Conflict(Refusal):
    """Somebody changed the slot since the person saw it."""


class Unsuitable(Refusal):
    """What was asked makes no sense; `reason` says why.

    `copy`, `withdrawn`, `no_photo`, `excluded` or `picked` of the article, `position` of the place,
    `over`, `ends_before_start` or `far` of the times.
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Row:
    """A place of a slot, 1 is the first. Without a pick it was filled in automatically."""

    place: int
    article: Article
    pick: Pick | None


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


# What readers see


def fill(slot, limit, at=None):
    """Return the `limit` articles of a slot as readers see them now, or at another time.

    Active picks stand at their positions (1 is the first), the rest is filled with the newest
    public articles that the slot admits; no article twice. Three queries at most.
    """
    return [row.article for row in arrange(slot, limit, at)]


def arrange(slot, limit, at=None):
    """Return the Rows of a slot as readers see them now, or at another time."""
    at = at or timezone.now()
    places = standing(slot, at)
    placed = [pick.article_id for place, pick in places.items() if place <= limit]
    newest = iter(admitted(slot, at).exclude(pk__in=placed)[: limit - len(placed)])
    rows = []
    for place in range(1, limit + 1):
        pick = places.get(place)
        article = pick.article if pick else next(newest, None)
        if article:
            rows.append(Row(len(rows) + 1, article, pick))
    return rows


def admitted(slot, at):
    """Return the public articles that may stand in the slot, newest first."""
    return Article.objects.public(at).filter(**ADMITS[slot]).for_cards()


def standing(slot, at):
    """Return {place: pick} of the picks that are due and public, each with its article."""
    picks = list(Pick.objects.active(at).filter(slot=slot))
    if not picks:
        return {}
    articles = {
        article.pk: article
        for article in admitted(slot, at).cards_of([pick.article_id for pick in picks])
    }
    places, place = {}, 0
    for pick in picks:
        if pick.article_id in articles:
            pick.article = articles[pick.article_id]
            # Two chosen for the same place: the one that started later, and then the other.
            place = max(pick.position, place + 1)
            places[place] = pick
    return places


def front_photos(lead, at=None):
    """Return the photo news of the front below these lead articles.

    Photos that lead the page come last, so they repeat only for want of others.
    """
    size = SIZES[Slot.PHOTO_NEWS]
    leading = {article.pk for article in lead}
    photos = fill(Slot.PHOTO_NEWS, size + len(lead), at)
    return sorted(photos, key=lambda article: article.pk in leading)[:size]


# What the desk sees besides


def unseen(slot, seen, at=None):
    """Return the picks of the slot that are not among the `seen` Rows, each with its reason."""
    at = at or timezone.now()
    shown = [row.pick.pk for row in seen if row.pick]
    picks = (
        Pick.objects.filter(slot=slot)
        .exclude(pk__in=shown)
        .select_related("article__section", "article__lead_photo", "picked_by")
        .defer("article__body", "article__subheading")
    )
    is_over = Q(ends_at__lte=at)
    found = [*picks.exclude(is_over), *picks.filter(is_over).order_by("-ends_at")[:MAX_ENDED]]
    return [Unseen(pick, why_unseen(pick, at)) for pick in found]


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


def lacks(slot, article):
    """Return why the slot never shows the article, None when it may."""
    if slot == Slot.PHOTO_NEWS and not article.lead_photo_id:
        return "no_photo"
    if slot == Slot.LATEST and not article.in_latest:
        return "excluded"
    return None


def warnings(at=None):
    """Return the Alerts of all slots, in the order of the slots. One query."""
    at = at or timezone.now()
    soon = at + SOON
    picks = (
        Pick.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=soon)
        .select_related("article")
        .defer("article__body", "article__subheading")
    )
    found = []
    for slot in Slot:
        usable = [pick for pick in picks if pick.slot == slot and not lacks(slot, pick.article)]
        now = [pick for pick in usable if pick.starts_at <= at and pick.article.is_public(at)]
        ending = [pick for pick in now if pick.ends_at and pick.ends_at <= soon]
        later = [
            pick
            for pick in usable
            if not (pick.ends_at and pick.ends_at <= soon) and pick.article.is_public(soon)
        ]
        if len(now) < FEWEST[slot]:
            found.append(Alert("empty", slot))
        elif len(later) < FEWEST[slot]:
            found.append(Alert("runs_dry", slot, ends_at=max(pick.ends_at for pick in ending)))
        found += [
            Alert("ends", slot, pick.article, pick.ends_at)
            for pick in sorted(ending, key=lambda pick: pick.ends_at)
        ]
    return found


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


# Verbs. `version` is the slot's version that the editor saw; a change of an older one is refused.


@transaction.atomic
def pick(slot, article, editor, position, starts_at=None, ends_at=None, version=None):
    """Put an article into a slot, from now on without an end unless told; returns the Pick.

    Whoever stands at that position goes one down, as far as needed. An article that is not public
    yet waits for its approval. Raises NotAllowed, Conflict, Unsuitable.
    """
    version = claim(Action.PICK, slot, editor, version)
    now = timezone.now()
    starts_at = max(starts_at or now, now)
    check_position(slot, position)
    check_times(starts_at, ends_at, now)
    kept = Pick.objects.filter(slot=slot, article=article).first()
    is_picked = kept and (kept.ends_at is None or kept.ends_at > now)
    picked = kept or Pick(slot=slot, article=article)
    picked.position, picked.starts_at, picked.ends_at = position, starts_at, ends_at
    picked.picked_by = editor
    record(Action.PICK, picked, editor, version)
    check_suits(slot, Article.objects.get(pk=article.pk))
    if is_picked:
        raise Unsuitable("picked")
    places = standing(slot, now)
    picked.save()
    if starts_at <= now and admitted(slot, now).filter(pk=article.pk).exists():
        make_room(picked, places, step=1)
    return picked


@transaction.atomic
def move(slot, article, editor, position, version=None):
    """Put a pick at another position; the others keep their order. Returns the Pick.

    Upwards, whoever stands there goes one down; downwards, one up; as far as needed.
    Raises NotAllowed, Conflict, Unsuitable.
    """
    version = claim(Action.MOVE, slot, editor, version)
    check_position(slot, position)
    picked = find(slot, article)
    picked.position = position
    record(Action.MOVE, picked, editor, version)
    places = standing(slot, timezone.now())
    picked.save()
    was = next((place for place, other in places.items() if other.pk == picked.pk), None)
    if was:
        make_room(picked, places, step=-1 if was < position else 1)
    return picked


@transaction.atomic
def retime(slot, article, editor, starts_at=None, ends_at=None, version=None):
    """Give a pick another time; returns the Pick. Without `ends_at` it has no end.

    A start that is left out or has passed changes nothing for a pick that has begun, and lets one
    begin now that has not. Raises NotAllowed, Conflict, Unsuitable.
    """
    version = claim(Action.RETIME, slot, editor, version)
    now = timezone.now()
    picked = find(slot, article)
    if starts_at and (starts_at > now or picked.starts_at > now):
        picked.starts_at = max(starts_at, now)
    picked.ends_at = ends_at
    check_times(picked.starts_at, ends_at, now)
    record(Action.RETIME, picked, editor, version)
    picked.save()
    return picked


@transaction.atomic
def unpick(slot, article, editor, version=None):
    """Take a pick out of its slot. Raises NotAllowed, Conflict."""
    version = claim(Action.UNPICK, slot, editor, version)
    picked = find(slot, article)
    record(Action.UNPICK, picked, editor, version)
    picked.delete()


# What the verbs are made of


def claim(action, slot, editor, version):
    """Return the slot's version when the person may do this to it. Raises NotAllowed, Conflict.

    Read before all else: whatever changes in the meantime takes the next number first.
    """
    if not editor.has_perm(RIGHTS[action]):
        raise NotAllowed(action)
    current = version_of(slot)
    if version not in (None, current):
        raise Conflict(slot)
    return current


def check_position(slot, position):
    """Raise Unsuitable when the slot has no such place."""
    if not 1 <= position <= SIZES[slot]:
        raise Unsuitable("position")


def check_times(starts_at, ends_at, now):
    """Raise Unsuitable when a pick of these times would never be seen."""
    if ends_at and ends_at <= now:
        raise Unsuitable("over")
    if ends_at and ends_at <= starts_at:
        raise Unsuitable("ends_before_start")
    if max(starts_at, ends_at or starts_at).year > text.LAST_YEAR:
        raise Unsuitable("far")


def check_suits(slot, article):
    """Raise Unsuitable when the article, as it is, can't be meant for the slot."""
    if article.replaces_id:
        raise Unsuitable("copy")
    if article.status == Article.Status.WITHDRAWN:
        raise Unsuitable("withdrawn")
    if reason := lacks(slot, article):
        raise Unsuitable(reason)


def find(slot, article):
    """Return the pick. Raises Conflict when there is none (any more)."""
    picked = Pick.objects.filter(slot=slot, article=article).first()
    if picked is None:
        raise Conflict(slot)
    return picked


def record(action, picked, editor, version):
    """Record a change of that version of the slot; returns the SlotChange. Raises Conflict.

    Whoever has recorded a number holds the slot until the end of the transaction: the database
    gives it to one only, and whatever follows in a verb sees the slot as that version left it.
    """
    try:
        with transaction.atomic():
            return SlotChange.objects.create(
                slot=picked.slot,
                number=version + 1,
                action=action,
                article_id=picked.article_id,
                position=picked.position,
                starts_at=picked.starts_at,
                ends_at=picked.ends_at,
                made_by=editor,
            )
    except IntegrityError as error:
        raise Conflict(picked.slot) from error


def make_room(picked, places, step):
    """Let the pick stand at its position among {place: pick}, each as it stood before.

    Whoever stands there goes on by `step`, and so does whoever stands in that way. A stored
    position changes only where the order needs it, so that after a short pick has ended
    the others stand where they stood.
    """
    wanted = {place: other for place, other in places.items() if other.pk != picked.pk}
    place, moving = picked.position, picked
    while moving:
        wanted[place], moving = moving, wanted.get(place)
        place += step
    moved, last, taken = [], (0,), 0
    for place, other in sorted(wanted.items()):
        if order(other) < last or max(other.position, taken + 1) != place:
            other.position = place
            moved.append(other)
        last, taken = order(other), place
    Pick.objects.bulk_update(moved, ["position"])


def order(pick):
    """Return by what picks are ordered, as Pick.Meta orders them."""
    return (pick.position, EPOCH - pick.starts_at, -pick.pk)
