"""What a backup says of itself, in `manifest.json`."""

import hashlib
import json

from django.utils.translation import gettext as _

from .. import health
from .refusals import Refused

NAME = "manifest.json"
FORM = 1  # grows when a restore must know of a change


def read(backup):
    """Return the manifest of a backup. Raises Refused for none, and for one of a newer version."""
    try:
        told = json.loads((backup / NAME).read_text())
        form, migrations = told["form"], told["migrations"]
        told["database"]["sha256"], told["photos"]["files"], told["sources"]["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(_("%s is no backup: its manifest.json cannot be read.") % backup) from None
    known = {f"{app}.{name}" for app, name in health.known_migrations()}
    if form > FORM or not known.issuperset(migrations):
        words = _(
            "The backup is of a newer version of the program, %(version)s; install that first."
        )
        raise Refused(words % {"version": told.get("version", "?")})
    return told


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
