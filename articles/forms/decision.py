"""One step of an article."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..desk import workflow
from ..models import Slot
from ..pure import text
from .lines import LinesField


class DecisionForm(forms.Form):
    """One step of an article: the action, what was on the screen, time, note and confirmations.

    `first_in` names the slot whose first place the article gets when it is approved.
    """

    action = forms.CharField()
    version = forms.IntegerField()
    seen = forms.CharField(required=False)
    note = LinesField(max_length=1000, required=False)
    at = forms.DateTimeField(required=False)
    first_in = forms.ChoiceField(choices=[("", ""), *Slot.choices], required=False)
    accepted = forms.MultipleChoiceField(
        choices=[(code, code) for code in workflow.CONFIRMED], required=False
    )

    @property
    def chosen(self):
        """The codes of what the editor confirmed."""
        return self.data.getlist("accepted") if self.is_bound else []

    def clean_seen(self):
        return self.cleaned_data["seen"] or None

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at < timezone.now():
            raise ValidationError(_("The time has passed. Leave it empty to approve now."))
        if at and at.year > text.LAST_YEAR:
            raise ValidationError(_("The time is too far away."))
        return at
