"""The paper's name, imprint and mark, and what it tells search engines."""

import re
import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..models import Publication
from ..pure import ads_txt
from .mark import MarksForm

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


class PublicationForm(MarksForm):
    """The one row of the paper."""

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
        exclude = ("mark", "nameplate", "dark_nameplate")
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

    def clean(self):
        cleaned = super().clean()
        key = cleaned.get("indexnow_key")
        if cleaned.get("make_indexnow_key"):
            cleaned["indexnow_key"] = secrets.token_hex(16)
        elif key and not KEY.fullmatch(key):
            self.add_error("indexnow_key", NO_KEY)
        return cleaned
