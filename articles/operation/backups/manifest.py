"""What a backup says of itself, in `manifest.json`."""

import hashlib
import json

from django.utils.translation import gettext as _

from .. import health
from .refusals import Refused

NAME = "manifest.json"
FORM = 1  # grows when a restore must know of a change
OF_ANY = {"form": int, "migrations": list}
SHAPE = {
    "counts": dict,
    "database": {"kind": str, "bytes": int, "sha256": str},
    "photos": {"included": bool, "files": int, "bytes": int},
    "sources": {"files": int, "bytes": int},
    "missing": {"photos": list, "sources": list},
}


def read(backup):
    """Return the manifest of a backup. Raises Refused for none, and for one of a newer version."""
    known = {f"{app}.{name}" for app, name in health.known_migrations()}
    try:
        told = json.loads((backup / NAME).read_text())
    except (OSError, ValueError, RecursionError):
        told = None
    is_any = fits(told, OF_ANY)
    if is_any and (told["form"] > FORM or not known.issuperset(map(str, told["migrations"]))):
        words = _(
            "The backup is of a newer version of the program, %(version)s; install that first."
        )
        raise Refused(words % {"version": told.get("version", "?")})
    if not is_any or not fits(told, SHAPE):
        raise Refused(_("%s is no backup: its manifest.json cannot be read.") % backup)
    return told


def fits(told, shape):
    """Return whether a value is of a type, or a dict whose values are of those of the shape."""
    if isinstance(shape, dict):
        return isinstance(told, dict) and all(fits(told.get(n), of) for n, of in shape.items())
    return isinstance(told, shape)


def write(backup, told):
    """Write the manifest of a backup."""
    words = json.dumps(told, ensure_ascii=False, indent=1)
    (backup / NAME).write_text(words + "\n")


def digest(path):
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_whole(told):
    """Return whether nothing of the paper is missing in the backup."""
    return told["photos"]["included"] and not any(told["missing"].values())
