"""What the desk makes of a comment: each step is checked, made, recorded and counted."""

from django.db import transaction
from django.utils import timezone

from ...models import Comment, CommentDecision
from ..refusals import NotAllowed, WrongState
from . import ending
from .counting import recount
from .recording import record

MODERATE = "articles.moderate_comment"
State, Action = Comment.State, CommentDecision.Action
# From which states each step leads, and to which. What was removed or deleted stays so.
ACTIONS = {
    Action.APPROVE: ((State.WAITING, State.HIDDEN), State.PUBLIC),
    Action.HIDE: ((State.WAITING, State.PUBLIC), State.HIDDEN),
    Action.REMOVE: ((State.WAITING, State.PUBLIC, State.HIDDEN), State.REMOVED),
}


def may_moderate(user):
    """Return whether the user decides about comments."""
    return user.is_active and user.has_perm(MODERATE)


def approve(comment, editor, note=""):
    """Let readers see the comment. Raises NotAllowed, WrongState."""
    return move(comment, editor, Action.APPROVE, note)


def hide(comment, editor, note=""):
    """Take the comment from readers until it is approved again. Raises NotAllowed, WrongState."""
    return move(comment, editor, Action.HIDE, note)


def remove(comment, editor, note=""):
    """Take the comment from readers for good. Raises NotAllowed, WrongState."""
    return move(comment, editor, Action.REMOVE, note)


@transaction.atomic
def move(comment, editor, action, note=""):
    """Do one of ACTIONS to the comment; returns it as it is then. Raises NotAllowed, WrongState.

    What is in that state already stays as it is: a second click is no second decision.
    """
    if not may_moderate(editor):
        raise NotAllowed
    current = ending.locked(comment.pk, timezone.now())
    sources, target = ACTIONS[action]
    if current.state == target:
        return current
    if current.state not in sources:
        raise WrongState(current.state)
    ending.end_with(current, editor)
    current.state = target
    current.save(update_fields=["state"])
    settle_reports(current, editor)
    record(current, editor, action, note)
    recount(current)
    return current


def settle_reports(comment, editor):
    """Note that the desk has looked at what readers reported of the comment."""
    if comment.report_count:
        waiting = comment.reports.filter(settled_at__isnull=True)
        waiting.update(settled_at=timezone.now(), settled_by=editor)
        comment.report_count = 0
        comment.save(update_fields=["report_count"])
