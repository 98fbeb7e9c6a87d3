from django.contrib.auth.forms import (
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.utils.translation import gettext_lazy as _


class PasswordButton(ReadOnlyPasswordHashWidget):
    """The button to another password, without the figures of how this one is kept."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"summary": []}


class UserForm(UserChangeForm):
    """An account, as the publisher changes it."""

    password = ReadOnlyPasswordHashField(
        label=_("Password"),
        widget=PasswordButton,
        help_text=_("Raw passwords are not stored, so there is no way to see the user’s password."),
    )
