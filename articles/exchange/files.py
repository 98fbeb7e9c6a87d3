"""The photos that a line of an export names, read from their files."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from ..models import PhotoWords
from ..pure import imaging, renditions
from . import own_photos
from .picture_files import below
from .record import CUT, LEFT_OUT, Broken

# The names that WordPress gives to other sizes of one picture.
FIELDS = {"file", "caption", "credit", "alt", "name"} | own_photos.FIELDS
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
    focal: tuple = (0.5, 0.5)
    library: PhotoWords | None = None  # None: what it says here
    withdrawn_at: datetime | None = None  # out of use, without files

    def told(self, name):
        """Return what the library shall know of it: one of its words, or `taken_at`."""
        return getattr(self.library or self, name, self.taken_at)

    @property
    def path(self):
        """Its PicturePath."""
        return imaging.path_of(self.sha256, self.width, self.height)


class Photos:
    """The ImportedPhotos of a line, each picture once, in their order; the first one leads."""

    def __init__(self, record, source):
        self.by_path, self.paths = {}, {}  # PicturePath → ImportedPhoto; file name → PicturePath
        self.are_ours = False  # of an export of this program, whose bodies place what they show
        for item in record.items("photos", FIELDS):
            try:
                self.add(item, source)
            except Broken as error:
                item.note(LEFT_OUT, "file", str(error))

    def add(self, item, source):
        """Read one photo and write its files. Raises Broken."""
        name = item.string("file") or item.string("name")
        own = own_photos.own_photo(item)
        self.are_ours |= bool(own)
        if "withdrawn_at" in own:
            self.keep(ImportedPhoto(**words_of(item) | own), f"{own['sha256'][:32]}.webp")
            return
        picture = read_picture(name, source, own)
        if not source.is_dry:
            renditions.write(picture, source.storage)
        size = {"width": picture.image.width, "height": picture.image.height}
        told = words_of(item, picture) | {"sha256": picture.sha256} | size
        self.keep(ImportedPhoto(**told | own), name)

    def keep(self, photo, *known_as):
        """Take in an ImportedPhoto, which bodies may call by these names."""
        for name in known_as:
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


def words_of(item, picture=None):
    """Return {name: value} of what a Record of a photo says of it, or else its file."""
    caption, credit, taken_at = "", "", None
    if picture:
        caption, credit, taken_at = picture.caption, picture.credit, picture.taken_at
    return {
        "caption": item.lines("caption", 500) or item.short(caption, "caption", 500),
        "credit": item.line("credit", 100) or item.short(credit, "credit", 100),
        "alt": item.line("alt", 300),
        "taken_at": taken_at,
    }


def read_picture(name, source, own=None):
    """Return the Picture in a file below the folder of photos. Raises Broken.

    `own` is what own_photos tells of one that comes back.
    """
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
        data = path.read_bytes()
        picture = imaging.decode(data)
        return own_photos.as_it_was(picture, data, own) if own else picture
    except imaging.Unusable as error:
        message = _("photos: “%(name)s” is not a usable picture (%(reason)s)")
        raise Broken(message % {"name": name[:100], "reason": error.reason}) from error
    except (OSError, ValueError) as error:
        if isinstance(error, Broken):
            raise
        raise Broken(_("photos: “%(name)s” can't be read") % {"name": name[:100]}) from error
