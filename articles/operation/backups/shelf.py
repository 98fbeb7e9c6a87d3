"""The folder that backups lie in, side by side: who works in it, what is whole, what goes."""

import fcntl
import json
import os
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ...pure.media.folder import sync
from .. import private
from . import rotation
from .refusals import Refused

NAME = "newsstep-%Y%m%dT%H%M%SZ"
UNFINISHED = ".unfinished-"  # begins the name of what is not whole, or half removed


@contextmanager
def held(shelf):
    """Keep others from working on the backups in this folder; remove what was interrupted there."""
    refuse_folders_of_files(shelf)
    shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The folder itself: no file has to be made in it, and none is left.
    folder = os.open(shelf, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        sweep(shelf)
        yield
    except BlockingIOError:
        raise Refused(_("Somebody else works on the backups in %s.") % shelf) from None
    finally:
        os.close(folder)


def refuse_folders_of_files(place):
    """Raise Refused for a place that readers are served from, or that belongs to a backup itself."""
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT, settings.SOURCES_ROOT):
        if place.resolve().is_relative_to(Path(folder).resolve()):
            words = _("%s lies among the paper's own files; choose another folder.")
            raise Refused(words % place)


def sweep(shelf):
    """Remove what was interrupted."""
    for path in shelf.glob(f"{UNFINISHED}*"):
        shutil.rmtree(path)


@contextmanager
def begun(shelf, moment):
    """Give an empty folder that gets the name of a backup of the moment at the end, and not before."""
    path = shelf / moment.strftime(NAME)
    place = shelf / f"{UNFINISHED}{path.name}"
    place.mkdir(mode=0o700)
    try:
        yield place
        os.sync()
        place.rename(path)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    sync(shelf)


@contextmanager
def scratch(shelf):
    """Give an empty folder beside the backups, which is removed afterwards."""
    place = shelf / f"{UNFINISHED}proof"
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def backups(shelf):
    """Return {moment: path} of the backups in the folder, the oldest first."""
    found = {}
    for path in sorted(shelf.iterdir()) if shelf.is_dir() else ():
        try:
            moment = datetime.strptime(path.name, NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
        found[timezone.localtime(moment)] = path
    return found


def newest(shelf):
    """Return the path of the newest backup in the folder, or the folder itself where it is one."""
    if (shelf / "manifest.json").is_file():
        return shelf
    found = list(backups(shelf).values())
    if not found:
        raise Refused(_("There is no backup in %s.") % shelf)
    return found[-1]


def note(name, **told):
    """Write down in VAR what was done, readable by the owner only, with the moment."""
    new = settings.VAR / f"{name}.new"
    new.touch(mode=private.FILE)
    new.write_text(json.dumps({"at": timezone.now().isoformat(), **told}))
    new.replace(settings.VAR / name)


def rotate(shelf):
    """Remove the backups that are no longer kept; returns their names."""
    found = backups(shelf)
    gone = [found[moment] for moment in found.keys() - rotation.kept(found)]
    for path in gone:
        half = path.rename(path.with_name(f"{UNFINISHED}{path.name}"))
        shutil.rmtree(half)
    return sorted(path.name for path in gone)
