"""The paper's mark and its nameplate: pictures that are kept in files named for their content."""

import time

from django.core.files.storage import default_storage
from PIL import Image

from ..models import Publication
from ..pure import icons, imaging, media, nameplates, renditions, sweeping


def name_of(digest):
    return f"marks/{digest}.png"


def place_of(nameplate):
    return f"marks/{nameplate}"


def receive(data):
    """Keep the picture in the bytes for a form that makes it the mark; returns its digest.

    Raises imaging.Unusable. What no form made the mark goes after a day, with the next one.
    """
    picture = imaging.decode(data, ground=None)
    if max(picture.image.size) < icons.LEAST_MARK:
        raise imaging.Unusable("too_small", least=icons.LEAST_MARK)
    square = icons.squared(picture.image)
    digest = icons.digest(square)
    keep(name_of(digest), lambda: renditions.encoded(square, "PNG", optimize=True))
    return digest


def receive_nameplate(data):
    """Keep the wide picture in the bytes as `receive` does; returns its name. Raises imaging.Unusable."""
    name, data = nameplates.read(data)
    keep(place_of(name), lambda: data)
    return name


def keep(name, made):
    """Write what `made()` returns to a file, if it is not there, and remove what nobody uses."""
    if default_storage.exists(name):
        default_storage.touch(name)
    else:
        default_storage.put(name, made())
    sweep()


def is_kept(digest):
    """Return whether a picture was received with this digest and is there still."""
    return len(digest) == 32 and digest.isalnum() and default_storage.exists(name_of(digest))


def is_kept_nameplate(name):
    """Return whether a wide picture was received by this name and is there still."""
    return bool(nameplates.told(name)) and default_storage.exists(place_of(name))


def used():
    """Return the names of the files that the paper shows."""
    paper = Publication.current()
    plates = {place_of(name) for name in (paper.nameplate, paper.dark_nameplate) if name}
    return plates | ({name_of(paper.mark)} if paper.mark else set())


def sweep():
    """Remove what the paper does not show and is older than a day."""
    shown = used()
    before = time.time() - sweeping.RESTS_FOR
    for file in list(default_storage.files("marks")):
        if file.name not in shown and file.changed_at < before:
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
