"""A page of fixed text."""

from django import forms

from ..models import Page
from .body import BodyEditor, clean_html


class PageForm(forms.ModelForm):
    """A page of fixed text."""

    class Meta:
        model = Page
        fields = ("title", "slug", "body", "position")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget = BodyEditor()

    def clean_body(self):
        return clean_html(self.cleaned_data["body"])
