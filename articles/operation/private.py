"""What nobody else on the machine may read: the settings, the key, the database with every draft.

Photos and static files are read by the server in front; they lie in folders of their own.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

FOLDER = 0o750  # the server in front belongs to the group
FILE = 0o600
BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite writes beside its file, with its mode


def keep(var, database=None):
    """Make the folder `var` if need be, and its files and the database readable by their owner only.

    What belongs to somebody else stays as it is, and `readable` tells of it.
    """
    var.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    for path, mode in [(var, FOLDER), *((file, FILE) for file in files(var, database))]:
        with suppress(OSError):
            if path.stat().st_mode & 0o777 & ~mode:
                path.chmod(mode)


def opener(path, flags):
    """Open a file as `open` does; one that is new is its owner's only."""
    return os.open(path, flags, FILE)


def copy(source, target):
    """Copy a file so that at no moment anybody else can read what is there of it."""
    target.unlink(missing_ok=True)
    with source.open("rb") as old, open(target, "wb", opener=opener) as new:
        shutil.copyfileobj(old, new)


def files(var, database=None):
    """Return the paths of what is private: all that lies in `var` itself, and the database."""
    database = database and Path(database)
    beside = [database.with_name(database.name + end) for end in BESIDE] if database else []
    return [path for path in {*var.iterdir(), *beside} if path.is_file()]


def readable(var, database=None):
    """Return the paths of private files that somebody else can read."""
    return sorted(path for path in files(var, database) if path.stat().st_mode & ~FILE & 0o777)
