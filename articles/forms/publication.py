"""What is typed about the publication."""

import re
import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from .versions import VersionedForm

# https://www.indexnow.org/documentation
KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
NO_KEY = _("A key has 8 to 128 characters, which are Latin letters, digits and hyphens.")


class PublicationForm(VersionedForm):
    make_indexnow_key = forms.BooleanField(
        label=_("make a new key"),
        required=False,
        help_text=_("When you save, a random key takes the place of the one above."),
    )

    def clean(self):
        cleaned = super().clean()
        key = cleaned.get("indexnow_key")
        if cleaned.get("make_indexnow_key"):
            cleaned["indexnow_key"] = secrets.token_hex(16)
        elif key and not KEY.fullmatch(key):
            self.add_error("indexnow_key", NO_KEY)
        return cleaned
