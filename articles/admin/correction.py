"""Corrections of an article (바로잡습니다): added and superseded, never changed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ..desk import workflow
from ..forms import CorrectionForm
from ..forms.correction import MAX_LENGTH, NOTHING_WRITTEN
from . import correction_request
from .site import newsroom

REFUSALS = {
    workflow.WrongState: _(
        "Readers don't see this article now, so nothing can be corrected under it. What you typed "
        "is still here."
    ),
    workflow.Conflict: _(
        "Somebody superseded that correction in the meantime. What you typed is still here: look "
        "at the list, then decide."
    ),
    workflow.Incomplete: NOTHING_WRITTEN,
}


@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request, article):
    """Show the article's corrections and the claims against it; adds a correction, notes and answers claims."""
    if not workflow.is_editor(request.user) or not request.user.has_perm("articles.add_correction"):
        raise PermissionDenied
    standing = article.corrections.standing()
    is_about_claims = "action" in request.POST
    is_done, again = correction_request.carry_out(request, article)
    if is_done:
        return HttpResponseRedirect(request.path)
    typed = request.POST if request.method == "POST" and not is_about_claims else None
    form = CorrectionForm(typed, standing=standing)
    if form.is_valid() and added(request, article, **form.cleaned_data):
        return HttpResponseRedirect(request.path)
    return TemplateResponse(
        request,
        "admin/corrections.html",
        {
            **newsroom.each_context(request),
            "title": _("Correction notices"),
            "article": article,
            "corrections": article.corrections.select_related("made_by", "superseded_by"),
            "form": form,
            "limit": MAX_LENGTH,
            **correction_request.shown(article, again),
        },
    )


def added(request, article, kind, text, supersedes):
    """Add the correction and tell the person what came of it; returns whether it was added."""
    try:
        workflow.correct(article, request.user, kind, text, supersedes)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied from refusal
    except workflow.Refusal as refusal:
        messages.error(request, REFUSALS[type(refusal)])
        return False
    messages.success(request, _("Readers see the correction now."))
    return True
