"""Fields that offer what may be meant while somebody types."""

import json

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagWidget

LABELS = {
    "search": _("Words, number or address of an article"),
    "found": _("%(count)s offered. Choose with the arrow keys and Enter."),
    "none": _("Nothing found."),
    "failed": _("The search did not answer. Please try again in a moment."),
    "full": _("At most 10 articles are possible."),
    "up": _("Move up: %(what)s"),
    "down": _("Move down: %(what)s"),
    "remove": _("Remove: %(what)s"),
}
PLACES = {"count": "{count}", "what": "{what}"}  # which the scripts fill


class Labels:
    """The words of the scripts in the language of the page, as JSON, made when shown."""

    def __str__(self):
        return json.dumps({key: str(word) % PLACES for key, word in LABELS.items()})


class TagInput(TagWidget):
    """A line of tags that offers those that are there already."""

    class Media:
        css = {"all": ["newsroom/offers.css"]}
        js = [forms.Script("newsroom/tags.js", type="module")]

    def __init__(self):
        address = reverse_lazy("admin:articles_tag_suggestions")
        super().__init__({"class": "vTextField", "data-tags": address, "data-labels": Labels()})


class RelatedInput(forms.TextInput):
    """Numbers of articles; with JavaScript a list of them with a search."""

    class Media:
        css = {"all": ["newsroom/offers.css"]}
        js = [forms.Script("newsroom/related.js", type="module")]

    def __init__(self):
        super().__init__({"class": "vTextField", "data-labels": Labels()})
