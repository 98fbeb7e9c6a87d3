"""What somebody is told by mail, and at which address."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Notice, User
from .login import PasswordAgainForm

Kind = Notice.Kind
OF_EDITORS = (
    *(Kind.SUBMITTED, Kind.SLOT_RUNS_DRY, Kind.CORRECTION_DUE),
    *(Kind.COMMENTS_WAIT, Kind.COMMENT_CLAIM),
)


class MailForm(PasswordAgainForm):
    """The kinds of notices that come by mail, and the address; another one needs the password.

    A link for a new password is sent to it: whoever may change it may take the account over.
    """

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=User._meta.get_field("email").max_length,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("By mail I am told that"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("email", "kinds", "password")

    def __init__(self, *args, is_editor, **kwargs):
        super().__init__(*args, **kwargs, label_suffix="", prefix="mail")
        self.fields["password"].required = False
        self.fields["password"].label = _("Your password, for another address")
        self.fields["kinds"].choices = [
            choice for choice in Kind.choices if is_editor or choice[0] not in OF_EDITORS
        ]

    def clean_password(self):
        if self.cleaned_data.get("email", self.user.email) == self.user.email:
            return ""
        if not self.cleaned_data["password"]:
            raise ValidationError(_("Another address needs your password."), code="required")
        return super().clean_password()
