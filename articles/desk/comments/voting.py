"""Who agrees with a comment and who does not."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ...models import CommentVote
from ..refusals import Enough
from .limits import A_DAY
from .locking import locked

DOUBLE_CLICK = timedelta(seconds=1)  # a second press in that time is the same one


@transaction.atomic
def vote(comment, who, agrees, now=None):
    """Let the Visitor agree or disagree with a comment; returns it as it is then.

    What was said before is said otherwise, and taken back when it is said again. Raises Gone, and
    Enough when as many people as one network may have voted on it.
    """
    now = now or timezone.now()
    current = locked(comment, now)
    votes = CommentVote.objects.filter(comment=current)
    before = votes.filter(visitor=bytes(who.visitor)).first()
    if before is None:
        if votes.filter(network=bytes(who.network)).count() >= A_DAY:
            raise Enough
        CommentVote.objects.create(
            comment=current, visitor=who.visitor, network=who.network, agrees=agrees, made_at=now
        )
        count(current, agrees, +1)
    elif before.agrees != agrees:
        before.agrees, before.made_at = agrees, now
        before.save(update_fields=["agrees", "made_at"])
        count(current, not agrees, -1)
        count(current, agrees, +1)
    elif now - before.made_at >= DOUBLE_CLICK:
        before.delete()
        count(current, agrees, -1)
    current.save(update_fields=["agree_count", "disagree_count"])
    return current


def count(comment, agrees, step):
    """Count a vote more or less. Votes are forgotten, their number is not: it can't be counted anew."""
    field = "agree_count" if agrees else "disagree_count"
    setattr(comment, field, max(0, getattr(comment, field) + step))
