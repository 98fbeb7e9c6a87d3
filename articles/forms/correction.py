"""A correction of an article."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Correction
from ..pure import text

MAX_LENGTH = Correction._meta.get_field("text").max_length
NOTHING_WRITTEN = _("Please write what is to be put right.")


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
        error_messages={"required": NOTHING_WRITTEN},
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
            raise forms.ValidationError(NOTHING_WRITTEN)
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
