"""The verbs that pick: each checks, changes and records in one transaction.

`version` is the slot's version that the editor saw; a change of an older one is refused.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from ...models import Article, Pick, SlotChange
from ...pure import text
from ..refusals import Conflict, NotAllowed, Unsuitable
from .filling import SIZES, admitted, lacks, standing
from .places import make_room
from .watching import version_of

Action = SlotChange.Action
RIGHTS = {
    Action.PICK: "articles.add_pick",
    Action.MOVE: "articles.change_pick",
    Action.RETIME: "articles.change_pick",
    Action.UNPICK: "articles.delete_pick",
}


@transaction.atomic
def pick(slot, article, editor, position, starts_at=None, ends_at=None, version=None):
    """Put an article into a slot, from now on without an end unless told; returns the Pick.

    Whoever stands at that position goes one down, as far as needed. An article that is not public
    yet waits for its approval. Raises NotAllowed, Conflict, Unsuitable.
    """
    version = checked_version(Action.PICK, slot, editor, version)
    now = timezone.now()
    starts_at = max(starts_at or now, now)
    check_position(slot, position)
    check_times(starts_at, ends_at, now)
    existing = Pick.objects.filter(slot=slot, article=article).first()
    is_picked = existing and (existing.ends_at is None or existing.ends_at > now)
    picked = existing or Pick(slot=slot, article=article)
    picked.position, picked.starts_at, picked.ends_at = position, starts_at, ends_at
    picked.picked_by = editor
    record(Action.PICK, picked, editor, version)
    check_suits(slot, Article.objects.get(pk=article.pk))
    if is_picked:
        raise Unsuitable("picked")
    places = standing(slot, now)
    picked.save()
    if starts_at <= now and admitted(slot, now).filter(pk=article.pk).exists():
        Pick.objects.bulk_update(make_room(picked, places, step=1), ["position"])
    return picked


@transaction.atomic
def move(slot, article, editor, position, version=None):
    """Put a pick at another position; the others keep their order. Returns the Pick.

    Upwards, whoever stands there goes one down; downwards, one up; as far as needed.
    Raises NotAllowed, Conflict, Unsuitable.
    """
    version = checked_version(Action.MOVE, slot, editor, version)
    check_position(slot, position)
    picked = pick_of(slot, article)
    picked.position = position
    record(Action.MOVE, picked, editor, version)
    places = standing(slot, timezone.now())
    picked.save()
    old_place = next((place for place, other in places.items() if other.pk == picked.pk), None)
    if old_place:
        moved = make_room(picked, places, step=-1 if old_place < position else 1)
        Pick.objects.bulk_update(moved, ["position"])
    return picked


@transaction.atomic
def retime(slot, article, editor, starts_at=None, ends_at=None, version=None):
    """Give a pick another time; returns the Pick. Without `ends_at` it has no end.

    A start that is left out or has passed changes nothing for a pick that has begun, and lets one
    begin now that has not. Raises NotAllowed, Conflict, Unsuitable.
    """
    version = checked_version(Action.RETIME, slot, editor, version)
    now = timezone.now()
    picked = pick_of(slot, article)
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
    version = checked_version(Action.UNPICK, slot, editor, version)
    picked = pick_of(slot, article)
    record(Action.UNPICK, picked, editor, version)
    picked.delete()


def checked_version(action, slot, editor, version):
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


def pick_of(slot, article):
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


@transaction.atomic
def put_first(slot, article, editor):
    """Put an article at the first place of a slot, now and without an end; returns the Pick.

    Whoever stands in the slot already goes up there. Raises NotAllowed, Conflict, Unsuitable.
    """
    stands = Pick.objects.active().filter(slot=slot, article=article).exists()
    return (move if stands else pick)(slot, article, editor, 1)
