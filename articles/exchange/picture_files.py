"""Pictures of an older system, found in a folder by the addresses that its texts have for them."""

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit


class PictureFiles:
    """The pictures in the folder of photos, found by the addresses in pages."""

    def __init__(self, folder, pages=None):
        self.folder = folder.resolve()
        self.pages = (pages or folder).resolve()

    def path_of(self, address, folder=""):
        """Return the path below the folder of photos of the picture that an address means, else None.

        It lies beside the page, whose own folder is told, or under as much of its address as is kept.
        """
        try:
            parts = PurePosixPath(unquote(urlsplit(address).path)).parts
        except ValueError:
            return None
        parts = [part for part in parts if part not in ("/", ".", "..")]
        candidates = [self.pages.joinpath(folder, *parts)] if parts else []
        candidates += [self.folder.joinpath(*parts[start:]) for start in range(len(parts))]
        for path in candidates:
            try:
                is_there = path.resolve().is_relative_to(self.folder) and path.is_file()
            except (OSError, ValueError):
                continue
            if is_there:
                return path.resolve().relative_to(self.folder).as_posix()
        return None


class NoPictures:
    """What stands for a folder of photos where there is none."""

    def path_of(self, address, folder=""):
        return None
