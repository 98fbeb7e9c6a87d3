"""Tags, and two of them that become one."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..desk.workflow import MAX_TAGS
from ..models import Tag
from ..pure import names, text
from .versions import VersionedForm

MAX_TAG = Tag._meta.get_field("name").max_length


def check_tags(tags):
    """Return the names of tags as they are. Raises ValidationError when they are too many or too long."""
    if len(tags) > MAX_TAGS:
        raise ValidationError(
            _("The article has %(count)d tags; at most %(limit)d are possible."),
            params={"count": len(tags), "limit": MAX_TAGS},
        )
    long = next((name for name in tags if len(name) > MAX_TAG), None)
    if long:
        raise ValidationError(
            _("“%(name)s” is too long for a tag: at most %(limit)d characters are possible."),
            params={"name": text.excerpt(long, 40), "limit": MAX_TAG},
        )
    return tags


class TagForm(VersionedForm):
    """A tag. A name that another one has is no dead end: the two can be merged."""

    class Meta:
        model = Tag
        fields = ("name", "slug")

    def clean_name(self):
        name = names.tag_name(self.cleaned_data["name"])
        other = Tag.objects.filter(key=names.key(name)).exclude(pk=self.instance.pk).first()
        if other:
            raise ValidationError(self.taken(other))
        return name

    def taken(self, other):
        """Return the words that the name is the other's, with the way to merge both."""
        told = _("There is a tag “%(name)s” already.") % {"name": other.name}
        if not self.instance.pk:
            return told
        address = reverse("admin:articles_tag_merge", args=[self.instance.pk])
        return format_html(
            '{} <a href="{}?into={}">{}</a>', told, address, other.pk, _("Merge both tags")
        )


class MergeForm(forms.Form):
    """The name of the tag that another one goes into."""

    into = forms.CharField(
        label=_("Tag that stays"),
        max_length=100,
        error_messages={"required": _("Please write the name of the tag that stays.")},
    )

    def __init__(self, *args, tag, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.tag = tag

    def clean_into(self):
        into = Tag.objects.find(self.cleaned_data["into"])
        if into is None:
            raise ValidationError(_("There is no tag of this name."))
        if into == self.tag:
            raise ValidationError(_("This is the same tag. Choose another one."))
        return into
