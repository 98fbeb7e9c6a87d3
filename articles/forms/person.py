"""Somebody new: all that an account, a role and a public author need, on one form."""

import re

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..desk import people, photos
from ..models import Photo, Reporter, User
from ..pure.names import tidy_name
from .photo import PictureField

ROLES = (
    ("reporter", _("Reporter: writes, and asks for approval")),
    ("editor", _("Editor: approves, and arranges the pages")),
    (people.PUBLISHER, _("Publisher: may do all, and adds people")),
)
NEW = "new"
MOST = 20  # reporters of one name
# Family names of two syllables; all others have one.
LONG_FAMILY_NAMES = "남궁|황보|제갈|선우|독고|사공|서문|동방|어금|망절"
KOREAN_NAME = re.compile(rf"({LONG_FAMILY_NAMES}|[가-힣])([가-힣]{{1,4}})")


class WithoutLabel(forms.HiddenInput):
    """A hidden field: the label that the admin writes for it is of nothing."""

    def id_for_label(self, id_):
        return ""


class PersonForm(forms.ModelForm):
    """A new person; `by`, set on the class by the screen, is the publisher who adds them."""

    by = None
    name = forms.CharField(
        label=_("name"),
        max_length=40,
        help_text=_("As it stands under articles."),
        widget=forms.TextInput({"class": "vTextField", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=ROLES, initial="reporter", widget=forms.RadioSelect
    )
    is_public = forms.BooleanField(
        label=_("has a byline"),
        required=False,
        initial=True,
        help_text=_(
            "Articles of this account carry the name, and readers find a page of the person. Untick it "
            "for somebody who never writes."
        ),
    )
    # Whether the person is a reporter whom the paper names already, of an import for instance.
    reporter = forms.CharField(required=False, widget=WithoutLabel)
    title = forms.CharField(
        label=_("title"),
        max_length=40,
        required=False,
        initial=_("reporter"),
        help_text=_("Behind the name in bylines."),
        widget=forms.TextInput({"class": "vTextField"}),
    )
    shows_email = forms.BooleanField(
        label=_("readers see the mail address"), required=False, initial=False
    )
    upload = PictureField(label=_("portrait"), required=False)
    # Of a picture that came with a form that had to be mended: browsers forget files.
    photo = forms.ModelChoiceField(Photo.objects.none(), required=False, widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = ("username", "email")
        help_texts = {
            "email": _("Gets the link for the first password, where the server sends mail.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photo"].queryset = photos.usable_by(self.by)
        if self.namesakes:
            known = [(str(r.pk), _("It is %(name)s") % {"name": r}) for r in self.namesakes]
            self.fields["reporter"] = forms.ChoiceField(
                label=_("There is a reporter of this name already"),
                choices=[*known, (NEW, _("It is somebody else of the same name"))],
                required=False,
                widget=forms.RadioSelect,
            )

    @cached_property
    def namesakes(self):
        """The reporters of the typed name who have no account."""
        name = tidy_name(self.data.get(self.add_prefix("name"), "")) if self.is_bound else ""
        return list(Reporter.objects.filter(name=name, user=None)[:MOST]) if name else []

    def clean_name(self):
        return tidy_name(self.cleaned_data["name"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("upload"):
            photo, _is_new = photos.add(cleaned["upload"], self.by)
            cleaned["photo"] = photo
            self.data = self.data.copy()
            self.data[self.add_prefix("photo")] = photo.pk
        if cleaned.get("shows_email") and not cleaned.get("email") and "email" in cleaned:
            self.add_error("email", _("Please type the address that readers are to see."))
        is_open = self.namesakes and cleaned.get("is_public") and cleaned.get("reporter") == ""
        if is_open:
            self.add_error("reporter", _("Please say whether it is the same person."))
        self.instance.last_name, self.instance.first_name = parted(cleaned.get("name", ""))
        return cleaned

    @property
    def public_author(self):
        """The Reporter of whom the account is to be, None for somebody without a byline."""
        typed = self.cleaned_data
        if not typed["is_public"]:
            return None
        known = {str(reporter.pk): reporter for reporter in self.namesakes}
        author = known.get(typed["reporter"]) or Reporter()
        author.name, author.is_active = typed["name"], True
        author.title = typed["title"]
        author.photo = typed["photo"] or author.photo
        if typed["shows_email"]:
            author.email = typed["email"]
        return author

    @property
    def is_received(self):
        """Whether a portrait came with the form and waits for the save."""
        return self.is_bound and bool(self.data.get(self.add_prefix("photo")))


def parted(name):
    """Return (family name, given name) of a Korean name, and any other as a whole."""
    korean = KOREAN_NAME.fullmatch(name)
    return korean.groups() if korean else (name, "")
