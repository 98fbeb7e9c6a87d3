"""A template of articles."""

from django import forms

from ..models import Template
from ..pure import names
from .body import BodyEditor, clean_html, told_losses
from .suggestions import TagInput
from .tag import check_tags
from .versions import VersionedForm


class TemplateForm(VersionedForm):
    """A template; all but its name may be empty."""

    class Meta:
        model = Template
        fields = ("name", "headline", "subheading", "body", "section", "region", "tags", "position")
        widgets = {
            "headline": forms.TextInput({"class": "vLargeTextField"}),
            "subheading": forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget = BodyEditor()
        self.fields["tags"].widget = TagInput()

    def clean_body(self):
        body = clean_html(self.cleaned_data["body"], may_be_empty=True)
        self.left_out = told_losses(self.cleaned_data["body"], body)
        return body

    def clean_tags(self):
        check_tags(names.tag_names(self.cleaned_data["tags"]))
        return self.cleaned_data["tags"]
