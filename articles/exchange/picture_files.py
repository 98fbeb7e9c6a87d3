"""Pictures of an older system, found in a folder by the addresses that its texts have for them."""

import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

MAX_PARTS = 30  # folders of an address


class PictureFiles:
    """The pictures in the folder of photos, found by the addresses in pages; None has none."""

    def __init__(self, folder, pages=None):
        self.folder = folder and folder.resolve()
        self.pages = pages.resolve() if pages else self.folder

    def path_of(self, address, folder=""):
        """Return the path below the folder of photos of the picture that an address means, else None.

        It lies beside the page, whose own folder is told, or under as much of its address as is kept.
        """
        if self.folder is None:
            return None
        try:
            parts = PurePosixPath(unquote(urlsplit(address).path)).parts
        except ValueError:
            return None
        parts = [part for part in parts if part not in ("/", ".", "..")][-MAX_PARTS:]
        candidates = [(self.pages, [str(folder), *parts])] if parts else []
        candidates += [(self.folder, parts[start:]) for start in range(len(parts))]
        for base, names in candidates:
            name = present(base, "/".join(filter(None, names)))
            if place := name and below(self.folder, base / name):
                return place.relative_to(self.folder).as_posix()
        return None


def below(folder, name):
    """Return where a file of that name lies below a folder, None for one that leads out or nowhere."""
    try:
        folder = folder.resolve()
        place = (folder / name).resolve()
    except (OSError, ValueError, RuntimeError):  # too long, with NUL, in a ring
        return None
    return place if name and place != folder and place.is_relative_to(folder) else None


def present(folder, name):
    """Return the name as a file below the folder is spelled, None where there is no such file."""
    for form in ("NFC", "NFD"):
        spelled = unicodedata.normalize(form, name)
        place = below(folder, spelled)
        try:
            if place and place.is_file():
                return spelled
        except OSError:  # the name is too long for the disk
            return None
    return None
