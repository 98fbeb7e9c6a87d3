"""The rich editor and what it may hand in."""

import json

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from ..pure import imaging, markup

UNUSABLE = {
    "too_large": _("“%(name)s” is larger than 30 MB. Please make it smaller and try again."),
    "too_many_pixels": _("“%(name)s” has more than 50 million pixels. Please make it smaller."),
    "wrong_type": _("“%(name)s” is not a JPEG, PNG, WebP, GIF or AVIF picture."),
    "broken": _("“%(name)s” is damaged and can't be read. Please save it anew and try again."),
}
REFUSED = {
    markup.TooLong: _("The text is too long: at most 200 KB."),
    markup.TooManyTags: _("The text has too much formatting. Please paste it without formatting."),
    markup.TooDeep: _("The text is nested too deeply. Please paste it without formatting."),
}
NOT_YOURS = _(
    "Somebody else uploaded this photo, or readers see it already: an editor writes its credit "
    "and description."
)
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
    "photoTitle": _("Choose a photo"),
    "photoSearch": _("Search captions, credits and dates (2026-11-24)"),
    "photoLoading": _("Loading …"),
    "photoNone": _("No photos found."),
    "photoFailed": _("The photos could not be loaded. Please try again in a moment."),
    "photoUntitled": _("Photo without a caption"),
    "photoUploading": _("Uploading “%(name)s” …"),
    "photoAdded": _("“%(name)s” is in."),
    "photoTooLarge": UNUSABLE["too_large"],
    "photoLapsed": _(
        "“%(name)s” was not uploaded: your login has ended. Log in again in another window, then "
        "try again."
    ),
    "photoUnsent": _("“%(name)s” was not uploaded. Please check the connection and try again."),
    "photoTwice": _("This photo is in the article already."),
    "photoNotYours": NOT_YOURS,
    "photoTaken": _("Taken %(at)s"),
    "photoMoved": _("The photo is number %(place)s now."),
    "photoNumber": _("Photo %(place)s"),
    "photoWaiting": _("The article is saved as soon as the photos are uploaded."),
    "retry": _("Try again"),
    "pasteDropped": _("Left out of what was pasted: %(what)s"),
    "pastePictures": _("%(count)s pictures"),
    "pasteFrames": _("%(count)s films or frames"),
    "pasteScripts": _("%(count)s scripts"),
    "pasteNotes": _("%(count)s comments"),
    "pasteOthers": _("%(count)s other elements"),
    "pasteLooks": _("fonts and colours"),
    "dropNoPicture": _("Only pictures can be dropped here."),
    "apply": _("Apply"),
    "cancel": _("Cancel"),
}


class BodyEditor(forms.Textarea):
    """The rich editor; a plain field with HTML where there is no JavaScript."""

    class Media:
        css = {
            "all": [
                "django_prose_editor/material-icons.css",
                "newsroom/dialog.css",
                "newsroom/body-editor.css",
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
                "data-labels": LabelsText(),
            }
        )


class LabelsText:
    """The words of the rich editor in the language of the page, as JSON, made when shown."""

    def __str__(self):
        return json.dumps({key: str(word) for key, word in EDITOR_LABELS.items()})


def clean_html(source):
    """Return the HTML of a body, clean and not empty. Raises ValidationError."""
    try:
        body = markup.clean(source, settings.VIDEO_HOSTS)
    except markup.Refused as error:
        raise ValidationError(REFUSED[type(error)]) from error
    if markup.is_empty(body):
        raise ValidationError(_("Please write the text."))
    return body
