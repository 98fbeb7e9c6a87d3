"""The photo library: how an upload becomes a Photo."""

from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef
from PIL import Image

from . import imaging, text
from .models import Article, ArticlePhoto, Photo

CAMERA_ZONE = ZoneInfo("Asia/Seoul")  # cameras write no zone


def add(picture, uploaded_by):
    """Return (photo, was_new) of an imaging.Picture; the same picture is stored once.

    Files are written before the row is, so no row points to a missing file.
    """
    widths = imaging.write_renditions(picture, settings.MEDIA_ROOT)
    return Photo.objects.get_or_create(
        sha256=picture.sha256,
        defaults={
            "width": picture.image.width,
            "height": picture.image.height,
            "widths": widths,
            "caption": picture.caption,
            "credit": picture.credit,
            "taken_at": picture.taken_at and picture.taken_at.replace(tzinfo=CAMERA_ZONE),
            "uploaded_by": uploaded_by,
        },
    )


def refocus(photo):
    """Write the share picture around the photo's focal point."""
    folder = Path(settings.MEDIA_ROOT) / photo.path.folder
    with Image.open(folder / f"{photo.width}.webp", formats=("WEBP",)) as largest:
        imaging.write_share(largest.convert("RGB"), folder, (photo.focal_x, photo.focal_y))


def seen_by(user):
    """Return the photos that the user may see: editors all, reporters own and public ones."""
    if user.has_perm("articles.approve_article"):
        return Photo.objects.all()
    shown = ArticlePhoto.objects.filter(
        photo=OuterRef("pk"), article__in=Article.objects.public().order_by()
    )
    return Photo.objects.filter(Exists(shown)) | Photo.objects.filter(uploaded_by=user)


def may_change(user, photo):
    """Return whether the user may change what the library says of the photo."""
    return photo.uploaded_by_id == user.pk or user.has_perm("articles.approve_article")


def search(user, query, limit):
    """Return the newest `limit` photos that the user may see with every word of the query."""
    found = seen_by(user)
    for word in text.tidy_line(query).split()[:5]:
        found = found.filter(caption__icontains=word) | found.filter(credit__icontains=word)
    return found.order_by("-pk")[:limit]
