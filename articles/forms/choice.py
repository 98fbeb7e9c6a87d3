"""A choice among many."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

CHOSEN, NOT_CHOSEN = mark_safe(" selected"), ""


class LongChoice(forms.Select):
    """A choice among thousands, for each of many rows: a template would take seconds for them."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = (
            (key, CHOSEN if str(key) in chosen else NOT_CHOSEN, label)
            for key, label in self.choices
        )
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})})),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )
