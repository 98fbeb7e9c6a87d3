"""A claim against a comment, what its writer says to it, and how the desk ends it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import CommentMeasure
from ..models.comments.measure import LASTS
from ..pure import text
from .comment import MAX_PASSWORD
from .lines import words_within

LONGEST = CommentMeasure._meta.get_field("statement").max_length
SHORT = 1000  # characters of a note, as CommentDecision holds them


class ObjectionForm(forms.Form):
    """What the writer of a comment says to the claim; the password shows who it is."""

    statement = forms.CharField(
        label=_("Why the comment should be shown again"),
        strip=False,
        widget=forms.Textarea({"rows": 8}),
    )
    password = forms.CharField(
        label=_("Password of the comment"),
        max_length=MAX_PASSWORD,
        strip=False,
        # It comes back with what was typed: nothing has to be typed twice.
        widget=forms.PasswordInput({"autocomplete": "off"}, render_value=True),
    )

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")

    def clean_statement(self):
        return words_within(self.cleaned_data["statement"], LONGEST)


class NotedObjectionForm(forms.Form):
    """What the writer said otherwise than by the page for it: the desk types it in."""

    measure = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    statement = forms.CharField(
        label=CommentMeasure._meta.get_field("statement").verbose_name,
        strip=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")

    def clean_statement(self):
        return words_within(self.cleaned_data["statement"], LONGEST)


class WithholdForm(forms.Form):
    """A claim as the desk notes it."""

    claimant = forms.CharField(
        label=CommentMeasure._meta.get_field("claimant").verbose_name, max_length=100
    )
    claim = forms.CharField(
        label=CommentMeasure._meta.get_field("claim").verbose_name,
        strip=False,
        widget=forms.Textarea({"rows": 5}),
    )
    days = forms.IntegerField(
        label=pgettext_lazy("measure", "days"),
        initial=LASTS.days,
        validators=[MinValueValidator(1), MaxValueValidator(LASTS.days)],
        widget=forms.NumberInput({"min": 1, "max": LASTS.days}),
    )

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")

    def clean_claimant(self):
        claimant = text.tidy_line(self.cleaned_data["claimant"])
        if text.is_blank(claimant):
            raise ValidationError(_("Please write a name."))
        return claimant

    def clean_claim(self):
        return words_within(self.cleaned_data["claim"], LONGEST)


class EndMeasureForm(forms.Form):
    """How the desk ends a measure before its time, and why."""

    outcome = forms.ChoiceField(choices=CommentMeasure.Outcome.choices)
    measure = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    note = forms.CharField(
        label=pgettext_lazy("measure", "why"), strip=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")

    def clean_note(self):
        return words_within(self.cleaned_data["note"], SHORT)
