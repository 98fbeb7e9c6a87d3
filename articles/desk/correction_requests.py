"""Claims against articles: noted, answered in time, settled by a correction."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..models import Article, CorrectionRequest
from ..pure import text
from ..pure.days import day_of
from . import workflow
from .refusals import Incomplete, NotAllowed, WrongState

State = CorrectionRequest.State
SOON = timedelta(days=1)  # before the day on which it is due, editors are told and shown it
# From which states each answer may come.
ANSWERS = {
    State.ACCEPTED: (State.OPEN,),
    State.REFUSED: (State.OPEN, State.ACCEPTED),
    State.SETTLED: (State.OPEN, State.ACCEPTED),
}


def may_answer(user):
    """Return whether the user may note and answer claims: who may publish corrections."""
    return workflow.is_editor(user) and user.has_perm("articles.add_correction")


def due_soon(now=None):
    """Return the requests that are due tomorrow, today or were before. One query."""
    day = day_of(now or timezone.now()) + SOON
    return list(CorrectionRequest.objects.due_by(day).select_related("article"))


@transaction.atomic
def note(article, editor, kind, asked_by, wants, received_on):
    """Note a claim, once; returns the CorrectionRequest. Raises NotAllowed, Incomplete."""
    if not may_answer(editor):
        raise NotAllowed
    if text.is_blank(asked_by) or text.is_blank(wants):
        raise Incomplete("wants")
    if received_on > day_of(timezone.now()):
        raise Incomplete("received_on")
    Article.objects.select_for_update().get(pk=article.pk)  # the same form twice comes one by one
    request, _is_new = CorrectionRequest.objects.get_or_create(
        article=article,
        kind=kind,
        asked_by=asked_by,
        wants=text.tidy_lines(wants),
        received_on=received_on,
        defaults={"noted_by": editor},
    )
    return request


@transaction.atomic
def answer(request, editor, state, reason="", correction=None):
    """Accept the request, refuse it with a reason, or settle it by a correction of its article.

    Raises NotAllowed, WrongState when somebody else answered it, Incomplete.
    """
    current = CorrectionRequest.objects.select_for_update().get(pk=request.pk)
    if not may_answer(editor):
        raise NotAllowed
    if current.state == state:  # a second click on the button
        return current
    if current.state not in ANSWERS.get(state, ()):
        raise WrongState(current.state)
    reason = text.tidy_lines(reason)
    if state == State.REFUSED and text.is_blank(reason):
        raise Incomplete("reason")
    if state == State.SETTLED and getattr(correction, "article_id", None) != current.article_id:
        raise Incomplete("correction")
    current.state = state
    current.reason = reason if state == State.REFUSED else ""
    current.correction = correction if state == State.SETTLED else None
    current.answered_by, current.answered_at = editor, timezone.now()
    current.save()
    return current
