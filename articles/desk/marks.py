"""The paper's mark: the picture by which icons show it, kept in one file named for its content."""

import time

from django.core.files.storage import default_storage
from PIL import Image

from ..models import Publication
from ..pure import icons, imaging, media, renditions, sweeping


def name_of(digest):
    return f"marks/{digest}.png"


def receive(data):
    """Keep the picture in the bytes for a form that makes it the mark; returns its digest.

    Raises imaging.Unusable. What no form made the mark goes after a day, with the next one.
    """
    picture = imaging.decode(data, ground=None)
    if max(picture.image.size) < icons.LEAST_MARK:
        raise imaging.Unusable("too_small", least=icons.LEAST_MARK)
    square = icons.squared(picture.image)
    digest = icons.digest(square)
    name = name_of(digest)
    if default_storage.exists(name):
        default_storage.touch(name)
    else:
        default_storage.put(name, renditions.encoded(square, "PNG", optimize=True))
    sweep()
    return digest


def is_kept(digest):
    """Return whether a picture was received with this digest and is there still."""
    return len(digest) == 32 and digest.isalnum() and default_storage.exists(name_of(digest))


def sweep():
    """Remove what is not the mark and older than a day."""
    used = name_of(Publication.current().mark)
    before = time.time() - sweeping.RESTS_FOR
    for file in list(default_storage.files("marks")):
        if file.name != used and file.changed_at < before:
            default_storage.delete(file.name)


def square(publication):
    """Return (the square picture that the paper's icons are made of, whether it fills them)."""
    if publication.mark:
        try:
            with (
                default_storage.open(name_of(publication.mark)) as file,
                Image.open(file, formats=("PNG",)) as mark,
            ):
                return mark.convert("RGBA"), False
        except media.Away:  # icons are kept: no letter in the place of a mark that is there
            raise
        except OSError:  # a paper whose media were not restored has its letter at least
            pass
    return icons.letter(publication.initial, publication.colour), True
