"""What readers send of comments."""

from django import forms
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..desk.comments import Typed
from ..models import Comment, Hold
from ..models.comments.comment import MAX_NAME, MAX_TEXT
from ..pure import names, text
from .lines import words_within

SHOWN_AT = signing.TimestampSigner(salt="newsstep.comments")
TOO_QUICK = 3  # seconds after which somebody may have typed something
TOO_OLD = 24 * 60 * 60  # seconds that a form is good
MIN_PASSWORD, MAX_PASSWORD = 4, 100
MAX_DIGITS = 18  # of the number of a comment: Python refuses to read endless ones
FIELDS = ("name", "password", "text")  # that people see, in their order


class CommentForm(forms.Form):
    """A comment, or an answer to one.

    Whoever fills in `website`, which people don't see, or is too quick gives a sign of being a robot.
    """

    name = forms.CharField(
        label=pgettext_lazy("comment", "Name"),
        max_length=MAX_NAME,
        widget=forms.TextInput({"autocomplete": "nickname"}),
    )
    password = forms.CharField(
        label=pgettext_lazy("comment", "Password"),
        min_length=MIN_PASSWORD,
        max_length=MAX_PASSWORD,
        help_text=_("With it you can delete your comment later."),
        strip=False,
        # It comes back with what was typed: nothing has to be typed twice.
        widget=forms.PasswordInput({"autocomplete": "off"}, render_value=True),
    )
    text = forms.CharField(
        label=pgettext_lazy("comment", "Comment"),
        widget=forms.Textarea({"rows": 4, "data-limit": MAX_TEXT}),
        strip=False,
    )
    parent = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    shown_at = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, article, parent=None, **options):
        super().__init__(data, label_suffix="", **options)
        self.article = article
        self.signs = []
        self.initial |= {"parent": parent, "shown_at": SHOWN_AT.sign(str(article.pk))}

    def clean_name(self):
        name = names.tidy_name(self.cleaned_data["name"])
        if text.is_blank(name):
            raise ValidationError(_("Please write a name."))
        return name

    def clean_text(self):
        return words_within(self.cleaned_data["text"], MAX_TEXT)

    def clean_shown_at(self):
        """Refuse a form that is of another article, or lay open for a day."""
        signed = self.cleaned_data["shown_at"]
        try:
            is_ours = SHOWN_AT.unsign(signed, max_age=TOO_OLD) == str(self.article.pk)
        except signing.BadSignature:
            is_ours = False
        if not is_ours:
            # What goes out again is a new one.
            self.data = self.data.copy()
            self.data["shown_at"] = SHOWN_AT.sign(str(self.article.pk))
            raise ValidationError(
                _("This page lay open for too long. Look through what you typed and send it again.")
            )
        return signed

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("website"):
            self.signs.append(Hold.HONEYPOT)
        if cleaned.get("shown_at") and is_quick(cleaned["shown_at"]):
            self.signs.append(Hold.QUICK)
        return cleaned

    def stand_alone(self):
        """Let what was typed be no answer any more."""
        self.data = self.data.copy()
        self.data["parent"] = ""

    @property
    def answered(self):
        """The comment that is answered, None for none or when readers don't see it any more."""
        number = self["parent"].value() or ""
        if not str(number).isdecimal() or len(str(number)) > MAX_DIGITS:
            return None
        shown = Comment.objects.shown().filter(article=self.article)
        return shown.filter(pk=int(number)).first()

    @property
    def faults(self):
        """What is wrong with it as a whole: with no field that people see."""
        places = (NON_FIELD_ERRORS, "shown_at", "parent")
        return [fault for place in places for fault in self.errors.get(place, ())]

    @property
    def first_wrong(self):
        """The name of the field that is to be put right first, None without."""
        return next((name for name in FIELDS if name in self.errors), None)

    @property
    def typed(self):
        """The Typed of a form that is valid."""
        said = self.cleaned_data
        return Typed(
            said["name"], said["text"], said["password"], said["parent"], tuple(self.signs)
        )


def is_quick(signed):
    """Return whether a form of ours came back faster than anybody types."""
    try:
        SHOWN_AT.unsign(signed, max_age=TOO_QUICK)
    except signing.SignatureExpired:
        return False
    return True
