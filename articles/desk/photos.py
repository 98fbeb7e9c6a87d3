"""The photo library: how an upload becomes a Photo."""

import logging
import time
from functools import reduce
from operator import or_

from django.core.files.storage import default_storage
from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef, Q

from ..models import Article, ArticlePhoto, Photo
from ..pure import imaging, media, renditions, sweeping

logger = logging.getLogger(__name__)


def add(picture, uploaded_by):
    """Return (photo, was_new) of an imaging.Picture; the same picture is stored once.

    Files are written before the row is, so no row points to a missing file.
    """
    renditions.write(picture, default_storage)
    photo, was_new = enter(picture, uploaded_by)
    if photo.withdrawn_at:  # meanwhile
        renditions.remove(photo.path, default_storage)
    return photo, was_new


def refuse_withdrawn(picture):
    """Raise imaging.Unusable with the reason when the picture has been taken out of use."""
    photo = Photo.objects.filter(sha256=picture.sha256, withdrawn_at__isnull=False).first()
    if photo:
        note = photo.decisions.values_list("note", flat=True).first()
        raise imaging.Unusable("withdrawn", note=note, number=photo.pk)


def enter(picture, uploaded_by):
    """Return (photo, was_new) of an imaging.Picture whose files are, or are being, written."""
    return Photo.objects.get_or_create(
        sha256=picture.sha256,
        defaults={
            "width": picture.image.width,
            "height": picture.image.height,
            "caption": picture.caption,
            "credit": picture.credit,
            "alt": picture.alt,
            "focal_x": picture.focal[0],
            "focal_y": picture.focal[1],
            "taken_at": picture.taken_at,
            "uploaded_by": uploaded_by,
        },
    )


def sweep(seconds):
    """Remove what interrupted writes have left of files older than a day, for so many seconds at most.

    What has been taken out of use goes too, if its files are still there. Tells the log.
    """
    try:
        count = sweeping.sweep(default_storage, folders_in_use, time.monotonic() + seconds)
    except media.Away as error:
        logger.error("newsstep: MEDIA_S3_BUCKET: %s", error)
        return 0
    if count:
        logger.warning("%d files of photos that were never finished have been removed", count)
    return count


def folders_in_use(shard):
    """Return the folders of the photos in use whose SHA-256 begins with these two hex digits."""
    in_use = Photo.objects.in_use().with_digest(shard).order_by()
    return {
        imaging.path_of(*values).folder
        for values in in_use.values_list("sha256", "width", "height").iterator()
    }


def refocus(photo):
    """Write the share picture around the photo's focal point."""
    renditions.reshare(photo.path, default_storage, (photo.focal_x, photo.focal_y))


def remake(photo, name):
    """Write one of the photo's files that is not there: its share picture, or a width that came later.

    Raises OSError when its largest file is not there either. Other names are none of its files.
    """
    if photo.share_url.endswith(f"/{name}"):
        refocus(photo)
    for width in photo.path.widths[:-1]:
        if name == f"{width}.webp":
            renditions.rewrite(photo.path, width, default_storage)


def at(paths):
    """Return the photos of the library that lie at the PicturePaths."""
    digests = [Q(sha256__gte=path.digest, sha256__lte=path.digest + "f" * 32) for path in paths]
    return Photo.objects.filter(reduce(or_, digests)) if digests else Photo.objects.none()


def seen_by(user):
    """Return the photos that the user may see: editors all, reporters own and public ones."""
    if user.has_perm("articles.approve_article"):
        return Photo.objects.all()
    # Each is asked by its number: the numbers of all that is public would be a million.
    public = Article.objects.public().order_by().filter(pk=OuterRef("article"))
    public_uses = ArticlePhoto.objects.order_by().filter(Exists(public), photo=OuterRef("pk"))
    return Photo.objects.in_use().filter(Q(uploaded_by=user) | Exists(public_uses))


def usable_by(user):
    """Return the photos that the user may put into an article."""
    return seen_by(user).in_use()


NEWEST = 300  # photos of the paper whose credits are offered: about a week of them
OWN_NEWEST = 60
MAX_CREDITS = 20


def recent_credits(user):
    """Return the last distinct credits of the user's photos, then of the newest ones that she may use."""
    own = Photo.objects.filter(uploaded_by=user).order_by("-pk").values_list("credit", flat=True)
    newest = Photo.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST]
    usable = usable_by(user).filter(pk__in=list(newest)).order_by("-pk")
    credits = dict.fromkeys([*own[:OWN_NEWEST], *usable.values_list("credit", flat=True)])
    return [credit for credit in credits if credit][:MAX_CREDITS]


def may_change(user, photo):
    """Return whether the user may change what the library says of the photo.

    What readers see is changed by editors only.
    """
    if photo.withdrawn_at:
        return False
    if user.has_perm("articles.approve_article"):
        return True
    is_own = photo.uploaded_by_id == user.pk
    return is_own and not Article.objects.public().filter(article_photos__photo=photo).exists()


def signer(user):
    """Return what signs the numbers of the photos whose very bytes the user has sent."""
    return Signer(salt=f"articles.photos.{user.pk}")


def receipt(photo, user):
    """Return the photo's number, signed: the user sent these bytes and may use the photo.

    It says nothing about the photo to someone else, and lets nobody else use it.
    """
    return signer(user).sign(photo.pk)


def of_receipt(user, signed):
    """Return the number of the photo in a receipt that was given to the user, else None."""
    try:
        return int(signer(user).unsign(signed))
    except BadSignature:
        return None
