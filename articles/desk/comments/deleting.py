"""How readers take back what they wrote: with the password that they gave it."""

from django.db import transaction
from django.utils import timezone

from ...models import Comment, CommentDecision
from ..refusals import NotAllowed, WrongPassword
from . import ending, guesses
from .counting import recount
from .locking import locked
from .moderating import settle_reports
from .recording import record


def is_of(comment, password, who):
    """Return whether the password is that of the comment. Raises Later as `delete` does."""
    return bool(comment.password) and guesses.fits(comment, password, who)


def delete(comment, password, who, now=None):
    """Delete a comment for whoever knows its password, also one that is withheld on a claim.

    Raises Gone, NotAllowed when it has none (it was imported), WrongPassword, and Later after too many
    of them, or when too many are being checked, with the seconds to wait.
    """
    now = now or timezone.now()
    if not comment.password:
        raise NotAllowed
    if not is_of(comment, password, who):
        raise WrongPassword
    with transaction.atomic():
        current = locked(comment, now, Comment.objects.counted)
        ending.end_with(current, now=now)
        current.state = Comment.State.DELETED
        current.save(update_fields=["state"])
        settle_reports(current, None)
        record(current, None, CommentDecision.Action.DELETE)
        recount(current)
