"""The photos that a line of an export names, read from their files."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from ..pure import imaging, renditions
from .picture_files import below
from .record import CUT, LEFT_OUT, Broken

# The names that WordPress gives to other sizes of one picture.
SIZE = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled)(?=\.\w+$)")


@dataclass(frozen=True)
class ImportedPhoto:
    """A photo whose files are written, and its words in the article; sizes in pixels."""

    sha256: str
    width: int
    height: int
    caption: str
    credit: str
    alt: str
    taken_at: datetime | None

    @property
    def path(self):
        """Its PicturePath."""
        return imaging.path_of(self.sha256, self.width, self.height)


class Photos:
    """The ImportedPhotos of a line, each picture once, in their order; the first one leads."""

    def __init__(self, record, source):
        self.by_path, self.paths = {}, {}  # PicturePath → ImportedPhoto; file name → PicturePath
        for item in record.items("photos", {"file", "caption", "credit", "alt", "name"}):
            try:
                self.add(item, source)
            except Broken as error:
                item.note(LEFT_OUT, "file", str(error))

    def add(self, item, source):
        """Read one photo and write its files. Raises Broken."""
        name = item.string("file") or item.string("name")
        picture = read_picture(name, source)
        if not source.is_dry:
            renditions.write(picture, source.storage)
        photo = ImportedPhoto(
            sha256=picture.sha256,
            width=picture.image.width,
            height=picture.image.height,
            caption=item.lines("caption", 500) or item.short(picture.caption, "caption", 500),
            credit=item.line("credit", 100) or item.short(picture.credit, "credit", 100),
            alt=item.line("alt", 300),
            taken_at=picture.taken_at,
        )
        for known in (name, stem_of(name)):
            self.paths.setdefault(known, photo.path)
        self.by_path.setdefault(photo.path, photo)

    def named(self, url):
        """Return the PicturePath of the picture that is that file or has the file name of a URL, else None."""
        return self.paths.get(url) or self.paths.get(stem_of(url))

    def tell(self, said, record):
        """Take over {PicturePath: (caption, alt)}, what the old text said of the photos."""
        for path, (caption, alt) in said.items():
            photo = self.by_path[path]
            caption = caption.removesuffix(f"({photo.credit})").rstrip()
            if caption and photo.caption not in ("", caption):
                record.note(CUT, "photos.caption", photo.caption)
            self.by_path[path] = replace(
                photo, caption=caption or photo.caption, alt=photo.alt or alt
            )

    @property
    def all(self):
        """All of them, in order."""
        return tuple(self.by_path.values())


def stem_of(name):
    """Return a file name or path without folders and without what names its size."""
    return SIZE.sub("", PurePosixPath(name).name)


def read_picture(name, source):
    """Return the Picture in a file below the folder of photos. Raises Broken."""
    if source.photos is None:
        raise Broken(_("photos: the folder with the files was not named"))
    try:
        path = below(source.photos, name)
        if path is None:
            raise Broken(_("photos: “%(name)s” is not in the folder") % {"name": name[:100]})
        if not path.is_file():
            raise Broken(_("photos: “%(name)s” can't be read") % {"name": name[:100]})
        if path.stat().st_size > imaging.MAX_BYTES:
            raise imaging.Unusable("too_large")
        return imaging.decode(path.read_bytes())
    except imaging.Unusable as error:
        message = _("photos: “%(name)s” is not a usable picture (%(reason)s)")
        raise Broken(message % {"name": name[:100], "reason": error.reason}) from error
    except (OSError, ValueError) as error:
        if isinstance(error, Broken):
            raise
        raise Broken(_("photos: “%(name)s” can't be read") % {"name": name[:100]}) from error
