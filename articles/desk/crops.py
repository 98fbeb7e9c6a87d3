"""A part of a photo becomes a photo of its own in the library."""

from django.contrib.admin.models import ADDITION, LogEntry
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from ..pure import crops, renditions
from . import photos
from .refusals import NotAllowed, Unsuitable


def may_crop(user):
    """Return whether the user may cut photos that she sees: as who may upload some."""
    return user.has_perm("articles.add_photo")


def crop(photo, frame, user):
    """Return (picture, photo, was_new) of what a crops.Frame cuts out of the photo.

    It says what the photo says. The same part is stored once. Raises NotAllowed, Unsuitable and, of a part that
    has been taken out of use, imaging.Unusable.
    """
    may_use = may_crop(user) and photos.usable_by(user).filter(pk=photo.pk).exists()
    if not may_use:
        raise NotAllowed
    picture = cut(photo, frame)
    photos.refuse_withdrawn(picture)
    # Before the transaction: nobody else writes in it.
    renditions.write(picture, default_storage)
    with transaction.atomic():
        part, was_new = photos.add(picture, user)
        if was_new:
            message = _("Cropped from photo no. %(number)s.") % {"number": photo.pk}
            LogEntry.objects.log_actions(user.pk, [part], ADDITION, message, single_object=True)
    return picture, part, was_new


def cut(photo, frame):
    """Return the imaging.Picture of the photo in a crops.Frame. Raises Unsuitable."""
    if not frame.is_inside:
        raise Unsuitable("outside")
    left, top, right, bottom = box = frame.box(photo.width, photo.height)
    if (right - left, bottom - top) == (photo.width, photo.height):
        raise Unsuitable("whole")
    if min(right - left, bottom - top) < crops.LEAST:
        raise Unsuitable("small")
    known = {**photo.words._asdict(), "taken_at": photo.taken_at}
    focal = frame.point(photo.focal_x, photo.focal_y)
    try:
        return crops.cut(photo.path, box, default_storage, focal=focal, **known)
    except FileNotFoundError as error:
        raise Unsuitable("lost") from error
