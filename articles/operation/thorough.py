"""What takes too long for a page: Django's own checks, the files of photos, the clock of the database."""

import ctypes
import json
from datetime import UTC

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import WARNING, run_checks
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Generation, Photo
from ..pure import sweeping
from . import upgrading
from .findings import Finding
from .health import in_one_line
from .outside import APART

SAMPLE = 500  # photos whose files are looked for
MOST_NAMED = 5
UNSYNCHRONISED = 5  # adjtimex(2): TIME_ERROR
TOLD_ELSEWHERE = {"newsstep.W001", "newsstep.W003"}
NAMES = {
    "settings": gettext_lazy("Settings and indexes"),
    "photos": gettext_lazy("Files of photos"),
    "static": gettext_lazy("Static files"),
    "time": gettext_lazy("Time server"),
    "clock": gettext_lazy("Clock of the database"),
}


def thorough(every_photo=False):
    """Return the Findings; of all photos or of a sample."""
    return [*checks(), photos(every_photo), static_files(), *time(), *clock()]


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
    """Return whether the photos in use have all their files; whole folders are listed, of all ages."""
    count, missing = 0, []
    try:
        for photo, is_whole in looked_at():
            count += 1
            if not is_whole:
                missing.append(str(photo.pk))
            if count >= SAMPLE and not every_photo:
                break
    except OSError as error:
        return Finding(NAMES["photos"], in_one_line(error), True)
    said = _("looked at: %(count)s, missing: %(missing)s")
    said = said % {"count": count, "missing": len(missing)}
    if missing:
        said = f"{said} ({', '.join(missing[:MOST_NAMED])}{', …' * (len(missing) > MOST_NAMED)})"
    return Finding(NAMES["photos"], said, bool(missing))


def looked_at():
    """Yield (photo, whether it has all its files), in the order of hashes, which know no age."""
    for shard in sweeping.SHARDS:
        photos = list(Photo.objects.in_use().with_digest(shard).order_by())
        there = {file.name for file in default_storage.files(f"photos/{shard}")} if photos else ()
        for photo in photos:
            yield photo, there >= set(photo.file_names)


def static_files():
    """Return whether the static files of this version were collected."""
    try:
        known = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())["paths"]
    except (OSError, ValueError, KeyError):
        known = {}
    wanted = {path for finder in get_finders() for path, _storage in finder.list([])}
    noted = (settings.VAR / upgrading.COLLECTED).exists()
    if wanted <= known.keys() and (not noted or upgrading.is_collected()):
        return Finding(NAMES["static"], _("collected"))
    words = _("of another version: manage.py collectstatic, then systemctl restart newsstep")
    return Finding(NAMES["static"], words, True)


def time():
    """Return whether a time server keeps the clock of this machine, nothing where nobody can tell."""
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512))  # only asks
    except (AttributeError, OSError):
        return []
    if state < 0:
        return []
    if state != UNSYNCHRONISED:
        return [Finding(NAMES["time"], _("keeps the clock"))]
    return [Finding(NAMES["time"], _("none keeps the clock: timedatectl set-ntp true"), True)]


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
