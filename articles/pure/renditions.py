"""The files that readers get of a picture: written, made anew, removed."""

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

from PIL import Image, ImageOps

from . import imaging

WEBP = {"quality": 80, "method": 4}
SHARE = {"quality": 82, "progressive": True, "optimize": True}
GROUND = "#f5f6f6"  # the paper's own shade


def write(picture, media_root, focal=None):
    """Write every WebP width and the share JPEG of an imaging.Picture below `media_root`.

    Files that exist are kept: the same name is the same content.
    """
    path = picture.path
    focal = focal or picture.focal
    folder = Path(media_root) / path.folder
    names = [f"{width}.webp" for width in path.widths]
    if path.is_shareable:
        names.append(path.share_name(*focal))
    if all((folder / name).exists() for name in names):
        os.utime(folder)  # or it may be swept before its row is there
        return
    with imaging.working:
        image = picture.image
        if picture.webp:
            write_file(folder / f"{path.width}.webp", lambda file: file.write(picture.webp))
        for width in reversed(path.widths):
            if image.width != width:
                image = narrowed(image, width, path)
            write_file(folder / f"{width}.webp", partial(image.save, format="WEBP", **WEBP))
        write_share(picture.image, path, media_root, focal)


def write_share(image, path, media_root, focal):
    """Write the share JPEG of an image at a PicturePath, as the last of its files."""
    folder = Path(media_root) / path.folder
    if path.is_shareable:
        shared = shared_whole(image) if path.is_shared_whole else shared_cut(image, focal)
        name = path.share_name(*focal)
        write_file(folder / name, partial(shared.save, format="JPEG", **SHARE))
    # The names in the folder, and those of the folders up to the media root, which may be new.
    for place in (folder, *folder.parents[:3]):
        settle(place)


def shared_cut(image, focal):
    """Return the image cut to 1200×630 around the focal point (0–1, 0–1)."""
    return ImageOps.fit(image, imaging.SHARE_SIZE, Image.Resampling.LANCZOS, centering=focal)


def shared_whole(image):
    """Return the whole image on a ground of 1200×630, never larger than it is."""
    ground = Image.new("RGB", imaging.SHARE_SIZE, GROUND)
    whole = image.copy()
    whole.thumbnail(imaging.SHARE_SIZE, Image.Resampling.LANCZOS)
    ground.paste(whole, ((ground.width - whole.width) // 2, (ground.height - whole.height) // 2))
    return ground


def reshare(path, media_root, focal):
    """Write the share JPEG of a PicturePath from its largest file. Raises OSError without one."""
    largest = Path(media_root) / path.folder / f"{path.width}.webp"
    with Image.open(largest, formats=("WEBP",)) as image:
        write_share(image.convert("RGB"), path, media_root, focal)


def rewrite(path, width, media_root):
    """Write the WebP of a width of a PicturePath from its largest file. Raises OSError without one."""
    folder = Path(media_root) / path.folder
    with imaging.working, Image.open(folder / f"{path.width}.webp", formats=("WEBP",)) as image:
        narrow = narrowed(image.convert("RGB"), width, path)
    write_file(folder / f"{width}.webp", partial(narrow.save, format="WEBP", **WEBP))


def narrowed(image, width, path):
    """Return the image, of the shape of a PicturePath, in a width."""
    return image.resize(path.size(width), Image.Resampling.LANCZOS)


def remove(path, media_root):
    """Remove all files of a PicturePath."""
    folder = Path(media_root) / path.folder
    shutil.rmtree(folder, ignore_errors=True)
    if folder.parent.exists():
        settle(folder.parent)


def write_file(path, save):
    """Write one file so that it is there whole or not at all, also after a power failure."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            save(file)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def settle(folder):
    """Have the names in the folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
