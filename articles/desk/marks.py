"""The paper's mark: the picture by which icons show it, kept in one file named for its content."""

import hashlib
import time
from functools import partial
from pathlib import Path

from django.conf import settings
from PIL import Image

from ..models import Publication
from ..pure import icons, imaging, renditions, sweeping


def path_of(digest):
    return Path(settings.MEDIA_ROOT) / "marks" / f"{digest}.png"


def receive(data):
    """Keep the picture in the bytes for a form that makes it the mark; returns its digest.

    Raises imaging.Unusable. What no form made the mark goes after a day, with the next one.
    """
    picture = imaging.decode(data, ground=None)
    if max(picture.image.size) < icons.LEAST_MARK:
        raise imaging.Unusable("too_small", least=icons.LEAST_MARK)
    square = icons.squared(picture.image)
    digest = hashlib.sha256(square.tobytes()).hexdigest()[:32]
    renditions.write_file(path_of(digest), partial(square.save, format="PNG", optimize=True))
    path_of(digest).touch()
    sweep()
    return digest


def is_kept(digest):
    """Return whether a picture was received with this digest and is there still."""
    return len(digest) == 32 and digest.isalnum() and path_of(digest).exists()


def sweep():
    """Remove what is not the mark and older than a day."""
    used = path_of(Publication.current().mark)
    before = time.time() - sweeping.RESTS_FOR
    for file in sweeping.children(used.parent):
        if file != used and sweeping.is_older(file, before):
            file.unlink(missing_ok=True)


def square(publication):
    """Return (the square picture that the paper's icons are made of, whether it fills them)."""
    if publication.mark:
        try:
            with Image.open(path_of(publication.mark), formats=("PNG",)) as mark:
                return mark.convert("RGBA"), False
        except OSError:  # a paper whose media were not restored has its letter at least
            pass
    return icons.letter(publication.initial, publication.colour), True
