"""Files on a disk of this machine, or in a folder that several machines share."""

import os
import shutil
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from .stored import Stored


class Folder(FileSystemStorage):
    """A folder whose files are there whole or not at all, also after a power failure."""

    def put(self, name, data):
        """Write the bytes as a file; one that is there is kept."""
        path = Path(self.path(name))
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                os.chmod(file.name, 0o644)
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        self.put(name, content.read())
        self.settle(os.path.dirname(name))
        return name

    def settle(self, folder):
        """Have the names in the folder on the disk, and those of the folders above, which may be new."""
        root, place = Path(self.location), Path(self.path(folder))
        sync(place)
        while place != root:
            place = place.parent
            sync(place)

    def touch(self, name):
        """Make a file look new, or it may be swept before its row is there."""
        os.utime(self.path(name))

    def files(self, folder):
        """Yield a Stored of every file in the folder and below, temporary ones too."""
        pending = [self.path(folder)]
        while pending:
            try:
                entries = list(os.scandir(pending.pop()))
            except (FileNotFoundError, NotADirectoryError):
                continue
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif told := stat(entry):
                    name = Path(entry.path).relative_to(self.location).as_posix()
                    yield Stored(name, told.st_size, told.st_mtime)

    def remove(self, folder):
        """Remove a folder with its files, if it is there."""
        path = Path(self.path(folder))
        shutil.rmtree(path, ignore_errors=True)
        if path.parent.exists():
            sync(path.parent)


def stat(entry):
    """Return what the disk tells of a file, None when it has just gone."""
    try:
        return entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None


def sync(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
