"""What many articles get at once."""

from django import forms
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField

from ..models import Region, Section
from .tag import check_tags


class BulkForm(forms.Form):
    """One value for many articles, under the name `value`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class BulkSectionForm(BulkForm):
    value = forms.ModelChoiceField(
        Section.objects.all(),
        label=_("section"),
        error_messages={"required": _("Please choose a section.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = Section.objects.exclude(comment_policy=None)
        told = ", ".join(f"{row} – {row.get_comment_policy_display()}" for row in own)
        if told:
            words = _("Comments follow the section: %(sections)s.")
            self.fields["value"].help_text = words % {"sections": told}


class BulkRegionForm(BulkForm):
    """A region, or the word that there is none: an empty field must not take all away."""

    NONE = "none"

    value = forms.ChoiceField(
        label=_("region"), error_messages={"required": _("Please choose a region.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.regions = {str(region.pk): region for region in Region.objects.in_tree_order()}
        choices = [("", "---------"), (self.NONE, _("No region"))]
        self.fields["value"].choices = [*choices, *self.regions.items()]

    def clean_value(self):
        return self.regions.get(self.cleaned_data["value"])


class BulkTagsForm(BulkForm):
    value = TagField(
        label=_("tags"),
        help_text=_('Separated by commas. A name with a comma stands in quotation marks: "1,000".'),
        error_messages={"required": _("Please write a tag.")},
    )

    def clean_value(self):
        return check_tags(self.cleaned_data["value"])
