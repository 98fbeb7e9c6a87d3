"""A field of several lines: a reason, a word, a note."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..pure import text


class LinesField(forms.CharField):
    """Several lines, tidy, and measured as they are kept: a form sends two characters for a new line."""

    widget = forms.Textarea

    def to_python(self, value):
        return text.tidy_lines(super().to_python(value))

    def widget_attrs(self, widget):
        # A browser would cut what is pasted, without a word.
        return {
            name: value
            for name, value in super().widget_attrs(widget).items()
            if name != "maxlength"
        }


def words_within(words, limit, may_be_blank=False):
    """Return the words as they are kept. Raises ValidationError when they are none, or too long."""
    words = text.tidy_lines(words)
    if text.is_blank(words) and not may_be_blank:
        raise ValidationError(_("Please write something."))
    if len(words) > limit:
        raise ValidationError(
            _("At most %(limit)s characters, please: there are %(count)s."),
            params={"limit": f"{limit:,}", "count": f"{len(words):,}"},
        )
    return words
