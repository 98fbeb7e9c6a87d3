"""A note about an article, an answer to one, and what is done with a thread."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Note
from .lines import LinesField

NOTHING_WRITTEN = _("Please write the note.")
GONE = _("That note is not there any more. What you typed is still here.")
WRITTEN = ("write", "answer")  # the actions that take a text


class NoteForm(forms.Form):
    """What is done: `write` with the passage, if any, or `answer`, `settle`, `reopen` with a `note`."""

    action = forms.ChoiceField(
        choices=[(name, name) for name in (*WRITTEN, "settle", "reopen")], initial="write"
    )
    text = LinesField(max_length=Note._meta.get_field("text").max_length, required=False)
    quote = forms.CharField(required=False)
    prefix = forms.CharField(required=False, strip=False)
    suffix = forms.CharField(required=False, strip=False)
    note = forms.ModelChoiceField(
        Note.objects.none(), required=False, error_messages={"invalid_choice": GONE}
    )

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].queryset = article.notes.select_related("article", "author", "parent")

    def clean_text(self):
        if self.cleaned_data.get("action") in WRITTEN and not self.cleaned_data["text"]:
            raise ValidationError(NOTHING_WRITTEN)
        return self.cleaned_data["text"]

    def clean(self):
        cleaned = super().clean()
        is_of_note = cleaned.get("action") != "write"
        if is_of_note and "note" in cleaned and cleaned["note"] is None:
            self.add_error("note", GONE)
        return cleaned

    @property
    def error(self):
        """The first thing that is wrong, "" when nothing is."""
        return next((errors[0] for errors in self.errors.values()), "")
