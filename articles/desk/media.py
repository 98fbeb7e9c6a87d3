"""The files of photos move from one place to another, and what misses there is told."""

import hashlib
import posixpath
from collections import Counter

from ..models import Photo
from ..pure import sweeping
from . import marks


class Broken(OSError):
    """A file is not the same where it was moved to."""


class Move:
    """Copies what belongs to photos in use, and the paper's own pictures, from a storage of `media` into another.

    What is there in its size is left, unless `thoroughly`: then its bytes are compared. Nothing is
    removed, and who begins again goes on. `moved` and `kept` count files, `missing` those of each
    photo, by its number, that the source does not have either.
    """

    def __init__(self, source, target, thoroughly=False):
        self.source, self.target, self.thoroughly = source, target, thoroughly
        self.moved = self.kept = 0
        self.missing = Counter()

    def run(self, progress):
        """Move everything; `progress` is called with how many of 256 parts are done. Raises OSError."""
        self.parts("marks", marks.used())
        for shard in sweeping.SHARDS:
            photos = Photo.objects.in_use().with_digest(shard).order_by("pk")
            wanted = {name: photo.pk for photo in photos.iterator() for name in photo.file_names}
            lost = wanted.keys() - self.parts(f"photos/{shard}", wanted.keys())
            self.missing.update(wanted[name] for name in lost)
            progress(1)

    def parts(self, folder, wanted):
        """Move the wanted files of a folder; returns the names of those that are there now."""
        if not wanted:
            return set()
        there = {file.name: file.size for file in self.target.files(folder)}
        folders = {posixpath.dirname(name) for name in wanted}
        for file in self.source.files(folder):
            place, name = posixpath.split(file.name)
            # Share pictures around former focal points too: old links show them.
            if place not in folders or name.startswith("."):
                continue
            if self.is_same(file, there.get(file.name)):
                self.kept += 1
            else:
                self.copy(file.name, file.name in there)
                self.moved += 1
            there[file.name] = file.size
        return set(there)

    def is_same(self, file, size):
        """Return whether the target has the file, of which it has so many bytes, None without it."""
        if size != file.size or not self.thoroughly:
            return size == file.size
        return digest(read(self.source, file.name)) == digest(read(self.target, file.name))

    def copy(self, name, is_there):
        """Copy a file and read it back. Raises Broken when that is something else."""
        data = read(self.source, name)
        if is_there:
            self.target.delete(name)
        self.target.put(name, data)
        self.target.settle(posixpath.dirname(name))
        if digest(read(self.target, name)) != digest(data):
            raise Broken(f"{name} is not the same there")


def read(storage, name):
    with storage.open(name) as file:
        return file.read()


def digest(data):
    return hashlib.sha256(data).digest()
