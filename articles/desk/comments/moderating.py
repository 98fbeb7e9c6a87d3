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


STEPS = (*ACTIONS, Action.SETTLE)


def possible(comment):
    """Return those of STEPS that are open in the comment's present state, in order."""
    steps = [action for action, (sources, _target) in ACTIONS.items() if comment.state in sources]
    return [*steps, Action.SETTLE] if comment.report_count else steps


def may_moderate(user):
    """Return whether the user decides about comments."""
    return user.is_active and user.has_perm(MODERATE)


def approve(comment, editor, note="", seen=None):
    """Let readers see the comment. Raises NotAllowed, WrongState."""
    return move(comment, editor, Action.APPROVE, note, seen)


def hide(comment, editor, note="", seen=None):
    """Take the comment from readers until it is approved again. Raises NotAllowed, WrongState."""
    return move(comment, editor, Action.HIDE, note, seen)


def remove(comment, editor, note="", seen=None):
    """Take the comment from readers for good. Raises NotAllowed, WrongState."""
    return move(comment, editor, Action.REMOVE, note, seen)


@transaction.atomic
def settle(comment, editor, note="", seen=None):
    """Note that what was reported of the comment was looked at; it stays what it is.

    Raises NotAllowed, WrongState.
    """
    current = locked(comment, editor)
    if seen not in (None, current.state):
        raise WrongState(current.state)
    if current.report_count:
        settle_reports(current, editor)
        record(current, editor, Action.SETTLE, note)
    return current


@transaction.atomic
def move(comment, editor, action, note="", seen=None):
    """Do one of ACTIONS to the comment; returns it as it is then. Raises NotAllowed, WrongState.

    What is in that state already stays as it is: a second click is no second decision. With the
    state that the editor has `seen` nothing is done to a comment that is in another one by now.
    """
    current = locked(comment, editor)
    sources, target = ACTIONS[action]
    if current.state == target:
        return current
    if current.state not in sources or seen not in (None, current.state):
        raise WrongState(current.state)
    ending.end_with(current, editor)
    current.state = target
    current.save(update_fields=["state"])
    settle_reports(current, editor)
    record(current, editor, action, note)
    recount(current)
    return current


def locked(comment, editor):
    """Return the comment as it is now, so that it stays so until the end of the transaction.

    Raises NotAllowed.
    """
    if not may_moderate(editor):
        raise NotAllowed
    return ending.locked(comment.pk, timezone.now())


def settle_reports(comment, editor):
    """Note that the desk has looked at what readers reported of the comment."""
    if comment.report_count:
        waiting = comment.reports.filter(settled_at__isnull=True)
        waiting.update(settled_at=timezone.now(), settled_by=editor)
        comment.report_count = 0
        comment.save(update_fields=["report_count"])
