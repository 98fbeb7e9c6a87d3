"""Whether the paper is as this version of the program needs it, and whether an upgrade has ended."""

import hashlib
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db import DatabaseError, connection

from . import health, private

BEGUN = "upgrade.begun"  # lies in VAR from an upgrade's first change to its last
COLLECTED = "collected"  # the digest of the static files that were collected last


def why_not_served():
    """Return in one line why this version can't serve the paper, "" where it can.

    A database that is away is no reason: it comes back, and /healthz tells of it.
    """
    if (settings.VAR / BEGUN).exists():
        return "an upgrade was interrupted; run manage.py upgrade"
    try:
        pending = health.pending_migrations()
    except DatabaseError:
        return ""
    finally:
        connection.close()
    return (
        f"the database is of an older version; run manage.py upgrade ({pending})" if pending else ""
    )


def is_needed():
    """Return whether an upgrade would change anything."""
    begun = (settings.VAR / BEGUN).exists()
    return begun or bool(health.pending_migrations()) or not is_collected()


def is_collected():
    """Return whether the static files of this version were collected."""
    with suppress(OSError):
        manifest = settings.STATIC_ROOT / "staticfiles.json"
        return manifest.exists() and (settings.VAR / COLLECTED).read_text() == static_digest()
    return False


def note_collected():
    """Note which static files were collected."""
    note = settings.VAR / COLLECTED
    note.touch(mode=private.FILE)
    note.write_text(static_digest())


def static_digest():
    """Return a digest of the names and contents of all static files."""
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                digest = hashlib.sha256(file.read()).hexdigest()
            found.update(f"{path} {digest}\n".encode())
    return found.hexdigest()


@contextmanager
def begun():
    """Keep a note in VAR while the paper is changed; it stays where that is interrupted."""
    note = settings.VAR / BEGUN
    if note.exists():
        forget_half_files(note.stat().st_mtime)
    else:
        note.touch(mode=private.FILE)
    yield
    note.unlink()


def forget_half_files(since):
    """Remove the static files that were written by an interrupted upgrade: a half one looks new."""
    for path in Path(settings.STATIC_ROOT).rglob("*"):
        if path.is_file() and path.stat().st_mtime >= since - 1:
            path.unlink()
