"""Photos and papers of articles: files that never change, so that one on the disk serves many backups."""

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage

from ...pure.media import Folder

SOURCES = ("",)
MEDIA = ("photos", "marks")  # the pictures of articles, and that of the paper's icons


class Tree(NamedTuple):
    """Files below some folders of a storage, and the name of the folder that they get in a backup."""

    name: str
    storage: object
    below: tuple

    @property
    def origin(self):
        """The folder that they lie in, None for a bucket."""
        return Path(self.storage.location) if isinstance(self.storage, Folder) else None

    def files(self):
        """Yield a Stored of every file; those that are being written have no name yet."""
        for folder in self.below:
            for file in self.storage.files(folder):
                if not os.path.basename(file.name).startswith("."):
                    yield file


def of_paper(with_bucket=True):
    """Return the Trees of the paper; photos in a bucket only when they are wanted."""
    trees = [Tree("sources", Folder(settings.SOURCES_ROOT), SOURCES)]
    if with_bucket or not settings.MEDIA_S3:
        trees.append(Tree("media", default_storage, MEDIA))
    return trees


def of_backup(backup):
    """Return the Trees of a backup."""
    return [
        Tree("sources", Folder(backup / "sources"), SOURCES),
        Tree("media", Folder(backup / "media"), MEDIA),
    ]


def to_copy(tree, place, before):
    """Return how many bytes must be copied to have the files of the Tree in a folder."""
    files = list(tree.files())
    probe = place / ".probe"
    probe.unlink(missing_ok=True)  # of one that was killed
    # Tried, for a disk may be mounted twice, as systemd does it, and then nothing links across.
    if files and linked(tree.origin and tree.origin / files[0].name, probe, files[0].size):
        probe.unlink()
        return 0
    return sum(f.size for f in files if not is_there(before and before / f.name, f.size))


def is_there(path, size):
    try:
        found = path and path.lstat()
    except OSError:
        return False
    return bool(found) and stat.S_ISREG(found.st_mode) and found.st_size == size


def bring(tree, folder, before=None):
    """Have every file of the Tree in a folder: linked where the disk allows it, else copied.

    `before` is a folder that may have the same files on the disk of `folder`.
    """
    for file in tree.files():
        path = folder / file.name
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # deleted since it was listed
            if not any(
                linked(kept and kept / file.name, path, file.size) for kept in (tree.origin, before)
            ):
                copy(tree, file.name, path)


def linked(kept, path, size):
    """Link to a file of this size, if it is there and the disk allows it."""
    if not is_there(kept, size):
        return False
    try:
        os.link(kept, path)
    except OSError:
        return False
    return True


def copy(tree, name, path):
    half = path.with_name(f".{path.name}")
    with tree.storage.open(name) as source, half.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    half.chmod(0o600 if tree.name == "sources" else 0o644)
    half.rename(path)


def told(tree):
    """Return how many files the Tree has, and how many bytes they take."""
    sizes = [file.size for file in tree.files()]
    return {"files": len(sizes), "bytes": sum(sizes)}
