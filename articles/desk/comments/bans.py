"""Who may not write for a time."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ...models import CommentBan, CommentDecision
from ..refusals import Banned, Gone, NotAllowed
from .identity import REMEMBERED
from .moderating import locked, may_moderate, record

DAYS = (1, 7, 30, REMEMBERED.days)  # so long at most: then nobody knows who it was
MOST = 200  # that the list shows
Action = CommentDecision.Action


def check(who, now):
    """Raise Banned when the Visitor, or everybody of the network, may not write now."""
    at_them = Q(visitor=bytes(who.visitor)) | Q(network=bytes(who.network))
    ban = CommentBan.objects.filter(at_them, until__gt=now).order_by("-until").first()
    if ban:
        raise Banned(ban.until)


@transaction.atomic
def ban(comment, editor, days, whole_network=False, reason=""):
    """Let whoever wrote the comment, or everybody of the network too, write nothing for `days`.

    It takes the place of what bans the same visitor already. Returns the CommentBan. Raises
    NotAllowed, Gone when nobody knows any more who wrote it, ValueError for more days than DAYS has.
    """
    if not 0 < days <= max(DAYS):
        raise ValueError(days)
    current, now = locked(comment, editor), timezone.now()
    if current.visitor is None:
        raise Gone
    running(now).filter(visitor=bytes(current.visitor)).update(until=now)
    made = CommentBan.objects.create(
        comment=current,
        visitor=current.visitor,
        network=current.network if whole_network else None,
        reason=reason,
        until=now + timedelta(days=days),
        made_at=now,
        made_by=editor,
    )
    record(
        current, editor, Action.BAN, f"{made.until:%Y-%m-%d}" + (f"\n{reason}" if reason else "")
    )
    return made


@transaction.atomic
def lift(ban, editor):
    """End the ban now; one that has ended stays as it is. Raises NotAllowed."""
    if not may_moderate(editor):
        raise NotAllowed
    current, now = CommentBan.objects.select_for_update().get(pk=ban.pk), timezone.now()
    if current.until > now:
        current.until = now
        current.save(update_fields=["until"])
        record(current.comment, editor, Action.LIFT)
    return current


def running(now=None):
    """Return the bans that are in force, the newest first."""
    return CommentBan.objects.filter(until__gt=now or timezone.now())


def standing():
    """Return the newest MOST bans in force as a list, each with its comment and its editor."""
    rows = running().select_related("comment__article", "made_by")
    return list(rows.defer("comment__article__body")[:MOST])


def bans_of(comment):
    """Return the bans in force of whoever wrote the comment, as a list."""
    if comment.visitor is None:
        return []
    return list(running().filter(visitor=bytes(comment.visitor)).select_related("made_by"))
