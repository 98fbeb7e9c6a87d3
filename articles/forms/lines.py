"""A field of several lines: a reason, a word, a note."""

from django import forms

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
