"""A page of fixed text."""

from ..models import Page
from .body import BodyEditor, clean_html, told_losses
from .versions import VersionedForm


class PageForm(VersionedForm):
    """A page of fixed text."""

    class Meta:
        model = Page
        fields = ("title", "slug", "body", "position")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget = BodyEditor()

    def clean_body(self):
        body = clean_html(self.cleaned_data["body"])
        self.left_out = told_losses(self.cleaned_data["body"], body)
        return body
