"""The paper's name, imprint and mark, and what it tells search engines."""

import re
import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..desk import marks
from ..models import Publication
from ..pure import ads_txt
from .photo import PictureField
from .versions import VersionedForm

# https://www.indexnow.org/documentation
KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
NO_KEY = _("A key has 8 to 128 characters, which are Latin letters, digits and hyphens.")

MOST_FAULTS = 5  # lines of a text that are told one by one

META = re.compile(r"<meta\b[^>]*>", re.I)
ATTRIBUTE = re.compile(r"""\b(name|content)\s*=\s*(["']?)([^"'>]*)\2""", re.I)
CODE = re.compile(r"[A-Za-z0-9_=-]{1,100}")


class CodeField(forms.CharField):
    """The code of a search engine, also in the whole <meta> tag that it shows; `name` is the tag's."""

    def __init__(self, name, **options):
        widget = forms.TextInput({"class": "vTextField", "spellcheck": "false"})
        super().__init__(max_length=500, required=False, widget=widget, **options)
        self.name = name

    def to_python(self, value):
        typed = super().to_python(value)
        tag = META.search(typed)
        if tag is None:
            return typed
        told = {key.lower(): said.strip() for key, _quote, said in ATTRIBUTE.findall(tag[0])}
        if told.get("name", self.name).lower() != self.name:
            raise ValidationError(
                _("This is the tag “%(other)s”; “%(name)s” belongs here."),
                params={"other": told["name"], "name": self.name},
            )
        return told.get("content", typed)

    def validate(self, value):
        super().validate(value)
        if value and not CODE.fullmatch(value):
            raise ValidationError(
                _("This is no code: it may hold only Latin letters, digits and the signs - _ =.")
            )


class PublicationForm(VersionedForm):
    """The one row of the paper."""

    upload = PictureField(
        label=_("mark"),
        required=False,
        help_text=_(
            "The picture by which browsers, telephones and search engines show the paper, and which "
            "stands beside its name: square, at least 192 pixels, better 512. Without one it is the first "
            "letter of the name on the accent colour."
        ),
    )
    # Of a picture that came with a form that had to be mended: browsers forget files.
    received = forms.CharField(required=False, widget=forms.HiddenInput)
    without_mark = forms.BooleanField(label=_("Remove the mark"), required=False)
    google_verification = CodeField(
        name="google-site-verification",
        label=_("verification code of Google"),
        help_text=_("Search Console, HTML tag: paste the tag or its code."),
    )
    naver_verification = CodeField(
        name="naver-site-verification",
        label=_("verification code of Naver"),
        help_text=_("Search Advisor, HTML tag: paste the tag or its code."),
    )

    make_indexnow_key = forms.BooleanField(
        label=_("make a new key"),
        required=False,
        help_text=_("When you save, a random key takes the place of the one above."),
    )

    class Meta:
        model = Publication
        exclude = ("mark",)
        labels = {"ads_txt": _("sellers of advertising (ads.txt)")}
        widgets = {
            "ads_txt": forms.Textarea(
                {"rows": 5, "spellcheck": "false", "class": "vLargeTextField"}
            )
        }
        help_texts = {
            "ai_crawlers_allowed": _(
                "Unticked, robots.txt asks the crawlers that gather texts for AI to stay away. Search "
                "engines find the paper in both cases."
            ),
            "ads_txt": _(
                "A line each, as the seller of your advertising gives it, such as: google.com, "
                "pub-0000000000000000, DIRECT, f08c47fec0942fa0"
            ),
        }

    def clean_ads_txt(self):
        typed = self.cleaned_data["ads_txt"]
        faults = ads_txt.faults(typed)
        errors = [
            ValidationError(
                _("Line %(number)s is no line of ads.txt: %(line)s"),
                params={"number": number, "line": line[:80]},
            )
            for number, line in faults[:MOST_FAULTS]
        ]
        more = len(faults) - MOST_FAULTS
        if more > 0:
            errors.append(ngettext("%d more line is none.", "%d more lines are none.", more) % more)
        if errors:
            raise ValidationError(errors)
        return typed

    def clean_received(self):
        digest = self.cleaned_data["received"]
        return digest if marks.is_kept(digest) else ""

    def clean(self):
        cleaned = super().clean()
        digest = cleaned.get("upload") or cleaned.get("received") or ""
        if digest:
            self.data = self.data.copy()
            self.data[self.add_prefix("received")] = digest
        if digest or cleaned.get("without_mark"):
            self.instance.mark = digest
        key = cleaned.get("indexnow_key")
        if cleaned.get("make_indexnow_key"):
            cleaned["indexnow_key"] = secrets.token_hex(16)
        elif key and not KEY.fullmatch(key):
            self.add_error("indexnow_key", NO_KEY)
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.current and self.instance.mark != self.current.mark:
            self.is_unchanged = False

    @property
    def is_received(self):
        """Whether a picture came with the form and waits for the save."""
        return self.is_bound and bool(self.data.get(self.add_prefix("received")))
