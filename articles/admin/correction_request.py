"""Claims on the screen of an article's corrections: noted there and answered."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from ..desk import correction_requests as desk
from ..desk.refusals import NotAllowed, Refusal
from ..forms import AnswerForm, CorrectionRequestForm
from ..pure.days import day_of


def carry_out(request, article):
    """Do what a form about claims asks; returns (whether it was done, what to show again).

    Nothing is done by the form of a correction, which names no action.
    """
    action = request.POST.get("action")
    if action == "note":
        form = CorrectionRequestForm(request.POST)
        return form.is_valid() and noted(request, article, form), {"request_form": form}
    if action == "answer":
        form = AnswerForm(request.POST, article=article)
        return form.is_valid() and answered(request, form), {"answer_form": form}
    return False, {}


def noted(request, article, form):
    with allowed():
        desk.note(article, request.user, **form.cleaned_data)
    messages.success(request, _("The request is noted. Editors are told before it is due."))
    return True


def answered(request, form):
    typed = form.cleaned_data
    try:
        with allowed():
            desk.answer(
                typed["request"], request.user, typed["state"], typed["reason"], typed["correction"]
            )
    except Refusal:
        form.add_error(None, _("Somebody answered this request in the meantime. Look at the list."))
        return False
    messages.success(request, _("The answer is noted."))
    return True


@contextmanager
def allowed():
    """Answer whoever may not with a refusal of the server's."""
    try:
        yield
    except NotAllowed as error:
        raise PermissionDenied from error


def shown(article, again):
    """Return what the screen shows of the claims, with what was typed `again`."""
    answer = again.get("answer_form")
    asked = answer and answer.data.get("request")
    rows = []
    for claim in article.correction_requests.select_related("noted_by", "answered_by"):
        form = (
            answer
            if str(claim.pk) == asked
            else AnswerForm(article=article, auto_id=f"a{claim.pk}-%s")
        )
        rows.append((claim, form))
    return {
        "requests": rows,
        "request_form": again.get("request_form") or CorrectionRequestForm(),
        "today": day_of(timezone.now()),
    }
