"""Corrections of an article (바로잡습니다): added and superseded, never changed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ..desk import workflow
from ..models import Correction
from ..pure import text
from .site import newsroom

MAX_LENGTH = Correction._meta.get_field("text").max_length

REFUSALS = {
    workflow.WrongState: _(
        "Readers don't see this article now, so nothing can be corrected under it. What you typed "
        "is still here."
    ),
    workflow.Conflict: _(
        "Somebody superseded that correction in the meantime. What you typed is still here: look "
        "at the list, then decide."
    ),
    workflow.Incomplete: _("Please write what is to be put right."),
}


class CorrectionForm(forms.Form):
    """A correction as it is typed; it may supersede one of `standing`."""

    kind = forms.ChoiceField(
        label=_("kind"),
        choices=Correction.Kind.choices,
        initial=Correction.Kind.CORRECTION,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a kind.")},
    )
    text = forms.CharField(
        label=_("text"),
        strip=False,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": REFUSALS[workflow.Incomplete]},
    )
    supersedes = forms.ModelChoiceField(
        Correction.objects.none(),
        label=_("Supersedes"),
        required=False,
        empty_label=_("none: it is one more"),
        error_messages={
            "invalid_choice": _("That correction is superseded already, or not of this article.")
        },
    )

    def __init__(self, *args, standing, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["supersedes"].queryset = standing
        self.fields["supersedes"].label_from_instance = summary

    def clean_text(self):
        # Measured as it is kept: a form sends two characters for a new line.
        words = text.tidy_lines(self.cleaned_data["text"])
        if text.is_blank(words):
            raise forms.ValidationError(REFUSALS[workflow.Incomplete])
        if len(words) > MAX_LENGTH:
            raise forms.ValidationError(
                _("The text has %(length)d characters; at most %(limit)d are possible."),
                params={"length": len(words), "limit": MAX_LENGTH},
            )
        return words


def summary(correction):
    """Return the correction in one line, by which one chooses it."""
    words = text.excerpt(correction.text, 40)
    return f"{timezone.localtime(correction.made_at):%Y-%m-%d} {correction.get_kind_display()} · {words}"


@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request, article):
    """Show the article's corrections, and add one."""
    if not workflow.is_editor(request.user) or not request.user.has_perm("articles.add_correction"):
        raise PermissionDenied
    standing = article.corrections.standing()
    typed = request.POST if request.method == "POST" else None
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
