"""What is typed to get in: names, passwords and codes, each guess of which is counted."""

import threading
from contextlib import contextmanager
from datetime import timedelta

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm, PasswordResetForm
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..desk.login import guesses, second_factor
from ..desk.login.log import tell
from ..desk.refusals import Later, TooMany
from ..models import Guess, User
from ..pure.days import in_words

Kind = Guess.Kind


def words_of(later):
    """Return what to tell somebody whom a verb has put off, in a sentence."""
    if isinstance(later, TooMany):
        wait = in_words(timedelta(seconds=later.seconds + 59))
        return _("There were too many tries from here. Please try again in %(wait)s.") % {
            "wait": wait
        }
    return _("The server is busy. Please wait a few seconds, then send it again.")


class MayWait:
    """A form whose check may be put off: `later` then holds why and for how long."""

    later = None

    @contextmanager
    def counted(self):
        """Turn what puts the check off into an error of the form."""
        try:
            yield
        except Later as later:
            self.later = later
            raise ValidationError(words_of(later), code="later") from later


class LoginForm(MayWait, AdminAuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": _(
            "This is not the name and password of an account. Capital and small letters count."
        ),
        "no_right": _(
            "The password is right, but this account may not enter the newsroom yet. "
            "Please ask the publisher for staff status."
        ),
    }

    def __init__(self, *args, network, **kwargs):
        self.network = network
        super().__init__(*args, **kwargs)

    def clean(self):
        name, password = (self.cleaned_data.get(field) for field in ("username", "password"))
        if not name or not password:
            return self.cleaned_data
        with self.counted():
            self.user_cache = guesses.judged(
                name,
                self.network,
                Kind.PASSWORD,
                lambda: authenticate(self.request, username=name, password=password),
            )
        if self.user_cache is None:
            raise self.get_invalid_login_error()
        self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data

    def confirm_login_allowed(self, user):
        if not user.is_staff:
            raise ValidationError(self.error_messages["no_right"], code="no_right")


class CodeForm(MayWait, forms.Form):
    """A code of the phone, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )

    def __init__(self, *args, user, network, **kwargs):
        self.user, self.network = user, network
        super().__init__(*args, **kwargs)

    def clean_code(self):
        code = self.cleaned_data["code"]
        with self.counted():
            is_right = guesses.judged(
                self.user.username,
                self.network,
                Kind.CODE,
                lambda: second_factor.accepts(self.user, code),
            )
        if not is_right:
            raise ValidationError(
                _("This code is not right. Every code is good once; wait for the next one.")
            )
        return code


class OwnPassword(MayWait):
    """A form that asks somebody who is logged in for the password again."""

    network = ""

    def check_password(self, password):
        """Raise an error of the form unless it is the user's password; the guess is counted."""
        with self.counted():
            is_right = guesses.judged(
                self.user.username,
                self.network,
                Kind.PASSWORD,
                lambda: self.user.check_password(password),
            )
        if not is_right:
            raise ValidationError(_("This is not your password."), code="password_incorrect")
        return password


class PasswordAgainForm(OwnPassword, forms.Form):
    """One's own password, before the second factor is changed."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user, network, **kwargs):
        self.user, self.network = user, network
        super().__init__(*args, **kwargs)

    def clean_password(self):
        return self.check_password(self.cleaned_data["password"])


class SecondFactorForm(PasswordAgainForm):
    """One's password, the key that was offered and a code that the phone made with it."""

    key = forms.CharField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("The six digits that the phone shows"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ("key", "code", "password")

    def clean_key(self):
        key = second_factor.key_of(self.cleaned_data["key"], self.user)
        if key is None:
            raise ValidationError(_("This took too long. Please open the page again."))
        return key


class PasswordForm(OwnPassword, PasswordChangeForm):
    """A new password of one's own."""

    def __init__(self, *args, network, **kwargs):
        self.network = network
        super().__init__(*args, **kwargs)

    def clean_old_password(self):
        return self.check_password(self.cleaned_data["old_password"])


class ForgottenForm(MayWait, PasswordResetForm):
    """The name of an account, or its mail address, to which a link for a new password is sent."""

    email = forms.CharField(
        label=_("User name or mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )

    def __init__(self, *args, network, **kwargs):
        self.network = network
        super().__init__(*args, **kwargs)

    def clean_email(self):
        name = self.cleaned_data["email"]
        with self.counted():
            guesses.begin(name.casefold(), self.network, Kind.RESET)
        tell("link for a password asked for", name=name, network=self.network)
        return name

    def get_users(self, email):
        named = User.objects.filter(Q(username=email) | Q(email__iexact=email))
        named = named.filter(is_active=True, is_staff=True).exclude(email="")
        return (user for user in named if user.has_usable_password())

    def send_mail(self, *args, **kwargs):
        # Whoever waited for the mail server would be told by it that the account is there.
        threading.Thread(target=super().send_mail, args=args, kwargs=kwargs, daemon=True).start()
