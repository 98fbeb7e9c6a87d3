"""How a measure against a comment ends. Whoever ends it has locked the comment."""

from django.utils import timezone

from ...models import Comment, CommentDecision, CommentMeasure
from .counting import recount
from .recording import record

Outcome = CommentMeasure.Outcome
RECORDED = {
    Outcome.RESTORED: CommentDecision.Action.RESTORE,
    Outcome.REMOVED: CommentDecision.Action.END,
}


def locked(number, now):
    """Return the comment, locked, as it is once what is over has been settled."""
    comment = Comment.objects.select_for_update().get(pk=number)
    settle(comment, now)
    return comment


def end_with(comment, editor=None, now=None):
    """End the measure, if one runs, of a comment that its writer or the desk takes from readers."""
    now = now or timezone.now()
    settle(comment, now)
    close(comment, Outcome.REMOVED, now, editor)


def settle(comment, now):
    """Let a measure that is over have the outcome that readers see already."""
    ends_at = comment.withheld_until
    if comment.state == Comment.State.PUBLIC and ends_at and ends_at <= now:
        outcome = Outcome.RESTORED if comment.is_contested else Outcome.REMOVED
        decide(comment, outcome, ends_at)


def decide(comment, outcome, at, editor=None, note=""):
    """End the measure by showing the comment again or removing it; record and count that."""
    close(comment, outcome, at, editor)
    if outcome == Outcome.REMOVED:
        comment.state = Comment.State.REMOVED
        comment.save(update_fields=["state"])
    record(comment, editor, RECORDED[outcome], note, at)
    recount(comment)


def close(comment, outcome, at, editor=None):
    """Note how the measure of the comment ended, and free the comment of it."""
    if comment.withheld_until is None:
        return
    running = comment.measures.filter(outcome="")
    running.update(outcome=outcome, ended_at=at, ended_by=editor)
    comment.withheld_until, comment.is_contested = None, False
    comment.save(update_fields=["withheld_until", "is_contested"])
