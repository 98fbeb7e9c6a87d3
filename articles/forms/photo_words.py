"""What the newsroom is told about photos, by forms and by scripts."""

from django.utils.translation import gettext_lazy as _

UNUSABLE = {
    "too_large": _("“%(name)s” is larger than 30 MB. Please make it smaller and try again."),
    "too_many_pixels": _("“%(name)s” has more than 64 million pixels. Please make it smaller."),
    "too_small": _("“%(name)s” is too small: its longer side needs %(least)s pixels."),
    "large_svg": _(
        "“%(name)s” is larger than %(kilobytes)s kB. Please save it simpler, or as PNG."
    ),
    "not_plain": _(
        "“%(name)s” holds more than shapes: %(what)s. Please save it as plain SVG with its letters as "
        "outlines, or as PNG."
    ),
    "not_wide": _("“%(name)s” is higher than it is wide. A nameplate lies across the page."),
    "wrong_type": _("“%(name)s” is not a JPEG, HEIC, PNG, WebP, GIF or AVIF picture."),
    "withdrawn": _(
        "“%(name)s” has been taken out of use: %(note)s. An editor can take it back into use, on its "
        "screen in the library (no. %(number)s)."
    ),
    "broken": _("“%(name)s” is damaged and can't be read. Please save it anew and try again."),
}
LEFT_OUT = _("Only one photo goes in here: %(taken)s. Left out: %(names)s.")
PHOTO_LABELS = {
    "photoTitle": _("Choose a photo"),
    "photoSearch": _("Search captions, credits and dates (2026-11-24)"),
    "photoLoading": _("Loading …"),
    "photoNone": _("No photos found."),
    "photoFailed": _("The photos could not be loaded. Please try again in a moment."),
    "photoUntitled": _("Photo without a caption"),
    "photoUploading": _("Uploading “%(name)s” …"),
    "photoAdded": _("“%(name)s” is in."),
    "photoTooLarge": UNUSABLE["too_large"],
    "photoWrongType": UNUSABLE["wrong_type"],
    "photoLapsed": _(
        "“%(name)s” was not uploaded: your login has ended. Log in again in another window, then "
        "try again."
    ),
    "photoUnsent": _("“%(name)s” was not uploaded. Please check the connection and try again."),
    "photoTwice": _("This photo is in the article already."),
    "photoTaken": _("Taken %(at)s"),
    "photoMoved": _("The photo is number %(place)s now."),
    "photoNumber": _("Photo %(place)s"),
    "photoTake": _("Insert %(count)s photos"),
    "photoCreditOthers": _("%(count)s photos have another credit: %(credits)s."),
    "photoCreditReplace": _("Replace it"),
    "photoCreditLeave": _("Leave it"),
    "photoCredited": _("The credit stands under %(count)s photos."),
    "photoFocus": _("Focal point and crop"),
    "photoFocused": _("The focal point is saved."),
    "photoNotYours": _("You can't move the focal point of this photo or crop it. An editor can."),
    "photoCropped": _("The cropped photo is in its place. The one before stays in the library."),
    "photoFocusUnsaved": _("This was not saved. Please check the connection and try again."),
    "sourceAdded": _("“%(name)s” is a source file of the article, which readers never get."),
    "sourceWaits": _("is attached when you save"),
    "sourceAway": _("Leave “%(name)s” out"),
    "photoWaiting": _("The article is saved as soon as the photos are uploaded."),
}


def told(refusal, name):
    """Return the sentence that tells why a file of that name is not taken."""
    return UNUSABLE[refusal.reason] % {"name": name, **refusal.details}
