"""The papers that come with an article, as its form names them."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..desk import source_files

UNUSABLE = {
    "too_large": _("“%(name)s” is larger than 30 MB. Please make it smaller and try again."),
    "wrong_type": _(
        "“%(name)s” is neither a photo (JPEG, HEIC, PNG, WebP, GIF, AVIF) nor a paper (HWP, HWPX, "
        "PDF). It has not been taken."
    ),
}


class WaitingSources(forms.Field):
    """The files that wait for this article, as JSON of [[number, name, size in words], …].

    Names and sizes are the screen's own, which shows them again when a form is refused or a kept
    text comes back; it cleans to the numbers.
    """

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            numbers = [int(row[0]) for row in json.loads(value or "[]")]
        except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError) as error:
            raise ValidationError(_("The list of source files is broken.")) from error
        limit = source_files.MAX_OF_AN_ARTICLE
        if len(numbers) > limit:
            raise ValidationError(
                _("At most %(limit)d source files at once are possible."), params={"limit": limit}
            )
        return [number for number in numbers if 0 < number < 2**63]


class Numbers(forms.MultipleChoiceField):
    """Numbers of rows; those that are gone meanwhile are no mistake."""

    def clean(self, value):
        return [int(number) for number in value or () if number.isdecimal() and len(number) < 19]


def told_of_source(refusal, name):
    """Return the sentence that tells why a file of that name is not taken."""
    return UNUSABLE[refusal.reason] % {"name": name}
