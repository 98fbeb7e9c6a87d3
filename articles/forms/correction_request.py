"""Claims against an article: one that came in, and the answer to one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Correction, CorrectionRequest
from ..pure import text
from ..pure.days import day_of

State = CorrectionRequest.State
NEEDS_REASON = _("Please write why it is refused.")
NEEDS_CORRECTION = _("Publish the correction first, then choose it here.")


class CorrectionRequestForm(forms.ModelForm):
    """A claim as it is noted."""

    class Meta:
        model = CorrectionRequest
        fields = ("kind", "asked_by", "received_on", "wants")
        widgets = {
            "kind": forms.Select(),
            "received_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "wants": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", prefix="request", **kwargs)
        self.fields["kind"].choices = Correction.Kind.choices
        if not self.is_bound:
            self.initial["received_on"] = day_of(timezone.now())

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > day_of(timezone.now()):
            raise ValidationError(_("This day has not come yet."))
        if day.year < 1900:
            raise ValidationError(_("This day is too long ago."))
        return day


class AnswerForm(forms.Form):
    """The answer to one claim of the article."""

    request = forms.ModelChoiceField(CorrectionRequest.objects.none())
    state = forms.ChoiceField(choices=State.choices)
    reason = forms.CharField(
        label=_("reason of the refusal"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    correction = forms.ModelChoiceField(
        Correction.objects.none(),
        label=_("the correction that settles it"),
        required=False,
        empty_label=_("choose one"),
    )

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["request"].queryset = article.correction_requests.all()
        self.fields["correction"].queryset = article.corrections.standing()

    def clean(self):
        state = self.cleaned_data.get("state")
        if state == State.REFUSED and text.is_blank(self.cleaned_data.get("reason", "")):
            self.add_error("reason", NEEDS_REASON)
        if state == State.SETTLED and not self.cleaned_data.get("correction"):
            self.add_error("correction", NEEDS_CORRECTION)
        return self.cleaned_data
