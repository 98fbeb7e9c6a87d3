"""What readers send about the comments of others, and to take back their own."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import CommentReport
from .comment import MAX_PASSWORD
from .lines import words_within

MAX_WORDS = CommentReport._meta.get_field("words").max_length


class ReportForm(forms.Form):
    """Why somebody finds a comment wrong."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=CommentReport.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong with it.")},
    )
    words = forms.CharField(
        label=_("More about it, if you like"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="report_%s", label_suffix="")

    def clean_words(self):
        return words_within(self.cleaned_data["words"], MAX_WORDS, may_be_blank=True)


class DeletionForm(forms.Form):
    """The password that a comment was written with."""

    password = forms.CharField(
        label=pgettext_lazy("comment", "Password"),
        max_length=MAX_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}, render_value=True),
        error_messages={"required": _("Please type the password that you wrote it with.")},
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="delete_%s", label_suffix="")
