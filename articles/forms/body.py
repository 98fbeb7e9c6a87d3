"""The rich editor and what it may hand in."""

import json
from collections import Counter
from contextlib import suppress

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..pure import embeds, imaging, markup
from .photo_words import PHOTO_LABELS

REFUSED = {
    markup.TooLong: _("The text is too long: at most 200 KB."),
    markup.TooManyTags: _("The text has too much formatting. Please paste it without formatting."),
    markup.TooDeep: _("The text is nested too deeply. Please paste it without formatting."),
}
EDITOR_LABELS = {
    "toolbar": _("Formatting"),
    "body": _("Body"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "underline": _("Underline"),
    "strike": _("Strikethrough"),
    "heading2": _("Heading"),
    "heading3": _("Subheading"),
    "quote": _("Quotation"),
    "bulletList": _("Bulleted list"),
    "orderedList": _("Numbered list"),
    "link": _("Link"),
    "linkAddress": _("Address (empty removes the link)"),
    "linkInvalid": _(
        "This is not an address of a web page, an e-mail address or a telephone number."
    ),
    "table": _("Insert table"),
    "rule": _("Dividing line"),
    "photo": _("Insert photo"),
    "embed": _("Insert a film or a post"),
    "embedAddress": _("Address or embed code of a film or a post"),
    "embedInvalid": _(
        "This is no film or post that can stand in the text. Films of these hosts can: %(films)s. "
        "Posts of these: %(posts)s."
    ),
    "embedWords": pgettext_lazy("of a film or a post", "A line below it"),
    "embedRemove": pgettext_lazy("of a film or a post", "Take out"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "addRow": _("Add row"),
    "deleteRow": _("Delete row"),
    "addColumn": _("Add column"),
    "deleteColumn": _("Delete column"),
    "headerRow": _("Header row"),
    "deleteTable": _("Delete table"),
    "deletePhoto": _("Delete photo"),
    "caption": _("Caption"),
    "credit": _("Credit"),
    "retry": _("Try again"),
    "pasteDropped": _("Left out of what was pasted: %(what)s"),
    "leftOut": _("Left out of the text: %(what)s"),
    "pastePictures": _("%(count)s pictures"),
    "pasteFrames": _("%(count)s films or frames"),
    "pasteScripts": _("%(count)s scripts"),
    "pasteHidden": _("%(count)s hidden passages"),
    "pasteNotes": _("%(count)s comments"),
    "pasteOthers": _("%(count)s other elements"),
    "pasteLooks": _("fonts and colours"),
    "apply": _("Apply"),
    "cancel": _("Cancel"),
    **PHOTO_LABELS,
}


# The words for the kinds of markup.losses.
LOST = {
    "pictures": "pastePictures",
    **dict.fromkeys(("frames", "films"), "pasteFrames"),
    "scripts": "pasteScripts",
    "hidden": "pasteHidden",
    **dict.fromkeys(("drawings", "forms"), "pasteOthers"),
}


class BodyEditor(forms.Textarea):
    """The rich editor; a plain field with HTML where there is no JavaScript."""

    class Media:
        css = {
            "all": [
                "django_prose_editor/material-icons.css",
                "newsroom/body-editor.css",
                "newsroom/body-embeds.css",
            ]
        }
        js = [forms.Script("newsroom/body-editor.js", type="module")]

    def __init__(self):
        super().__init__(
            {
                "rows": 24,
                "data-body-editor": "",
                "data-photo-choices": reverse_lazy("admin:articles_photo_choices"),
                "data-photo-upload": reverse_lazy("admin:articles_photo_upload"),
                "data-max-bytes": imaging.MAX_BYTES,
                "data-labels": EditorLabels(),
                "data-embeds": Embeds(),
            }
        )


class EditorLabels:
    """The words of the editor's scripts in the language of the page, as JSON, made when shown."""

    def __str__(self):
        return json.dumps({key: str(word) for key, word in EDITOR_LABELS.items()})


class Embeds:
    """The rules by which the editor's scripts know films and posts, as JSON, made when shown."""

    def __str__(self):
        tables = {
            "hosts": settings.VIDEO_HOSTS,
            "frames": embeds.frame_rules(settings.VIDEO_HOSTS),
            "pages": embeds.PAGES,
            "posts": embeds.POSTS,
        }
        return json.dumps(tables, default=str)


def told_losses(typed, body):
    """Return in a sentence what a body lost of what was typed, "" when all is there."""
    lost = Counter()
    for kind, count in markup.losses(typed, body).items():
        lost[LOST[kind]] += count
    what = {label: EDITOR_LABELS[label] % {"count": count} for label, count in lost.items()}
    hosts = markup.lost_hosts(typed, body)
    if hosts and "pasteFrames" in what:
        what["pasteFrames"] += f" ({', '.join(hosts)})"
    return EDITOR_LABELS["leftOut"] % {"what": ", ".join(what.values())} if what else ""


def clean_early(typed, is_plain=False):
    """Clean what was typed as a body, so that `clean_html` finds it done."""
    with suppress(markup.Refused):
        markup.clean(html_of(typed, is_plain), settings.VIDEO_HOSTS)


def html_of(typed, is_plain):
    """Return the HTML of what was typed, in a field for plain text when `is_plain`. Raises markup.Refused."""
    if not is_plain:
        return typed
    markup.check_length(typed)
    plain = markup.with_addresses(typed, settings.VIDEO_HOSTS)
    if markup.looks_like_html(plain):
        return typed
    paragraphs = markup.from_plain(plain)
    markup.check_size(paragraphs)  # before each of them is compared with every address of a film
    return markup.with_embeds(paragraphs, settings.VIDEO_HOSTS)


def plain_of(body):
    """Return a body as the field for plain text shows it: as text where it is no more than that."""
    return markup.to_plain(markup.without_embeds(body, settings.VIDEO_HOSTS))


def clean_html(typed, is_plain=False, may_be_empty=False):
    """Return the HTML of a body, clean and not empty. Raises ValidationError."""
    try:
        body = markup.clean(html_of(typed, is_plain), settings.VIDEO_HOSTS)
    except markup.Refused as error:
        raise ValidationError(REFUSED[type(error)]) from error
    if markup.is_empty(body) and not may_be_empty:
        raise ValidationError(_("Please write the text."))
    return body
