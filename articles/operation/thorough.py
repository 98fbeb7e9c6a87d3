"""What takes too long for a page: Django's own checks, the files of photos, the clock of the database."""

from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Generation, Photo
from .findings import Finding
from .outside import APART

SAMPLE = 500  # photos whose files are looked for
MOST_NAMED = 5
TOLD_ELSEWHERE = {"newsstep.W001"}
NAMES = {
    "settings": gettext_lazy("Settings and indexes"),
    "photos": gettext_lazy("Files of photos"),
    "clock": gettext_lazy("Clock of the database"),
}


def thorough(every_photo=False):
    """Return the Findings; of all photos or of a sample."""
    return [*checks(), photos(every_photo), *clock()]


def checks():
    """Return what `manage.py check --deploy --database default` warns of, a Finding each.

    A paper of this machine alone needs no https.
    """
    told = run_checks(include_deployment_checks=not settings.IS_LOCAL, databases=["default"])
    warnings = [
        message
        for message in told
        if message.level >= WARNING
        and not message.is_silenced()
        and message.id not in TOLD_ELSEWHERE
    ]
    if not warnings:
        return [Finding(NAMES["settings"], _("as they should be"))]
    return [Finding(NAMES["settings"], words_of(message), True) for message in warnings]


def words_of(message):
    """Return a warning with what to do, in one line."""
    return " ".join(f"{message.msg} {message.hint or ''}".split())


def photos(every_photo):
    """Return whether the photos in use have the file that all others are made of."""
    rows = Photo.objects.in_use().order_by() if every_photo else sample()
    count, missing = 0, []
    for photo in rows.only("sha256", "width", "height").iterator():
        count += 1
        path = photo.path
        if not (Path(settings.MEDIA_ROOT) / path.folder / f"{path.width}.webp").is_file():
            missing.append(str(photo.pk))
    said = _("looked at: %(count)s, missing: %(missing)s")
    said = said % {"count": count, "missing": len(missing)}
    if missing:
        said = f"{said} ({', '.join(missing[:MOST_NAMED])}{', …' * (len(missing) > MOST_NAMED)})"
    return Finding(NAMES["photos"], said, bool(missing))


def sample():
    """Return some photos: of all ages, by their hashes, which know no order."""
    return Photo.objects.in_use().order_by("sha256")[:SAMPLE]


def clock():
    """Return how far the database's clock is from ours; on SQLite it is ours."""
    if connection.vendor == "sqlite":
        return []
    told = Generation.objects.annotate(now=Now()).values_list("now", flat=True).first()
    if told is None:
        return []
    apart = timezone.now() - told.astimezone(UTC)
    said = _("seconds apart from ours: %(seconds)s") % {"seconds": round(apart.total_seconds())}
    return [Finding(NAMES["clock"], said, abs(apart) > APART)]
