"""The files that readers get of a picture: written, made anew, removed."""

import io

from PIL import Image, ImageOps

from . import imaging

WEBP = {"quality": 80, "method": 4}
SHARE = {"quality": 82, "progressive": True, "optimize": True}
GROUND = "#f5f6f6"  # the paper's own shade


def write(picture, storage, focal=None):
    """Write every WebP width and the share JPEG of an imaging.Picture into a storage of `media`.

    Files that exist are kept: the same name is the same content.
    """
    path, image = picture.path, picture.image
    focal = focal or picture.focal
    names = [f"{width}.webp" for width in path.widths]
    if path.is_shareable:
        names.append(path.share_name(*focal))
    missing = {name for name in names if not storage.exists(f"{path.folder}/{name}")}
    if not missing:
        storage.touch(f"{path.folder}/{names[0]}")
        return
    for width in reversed(path.widths):
        if f"{width}.webp" in missing:
            # The lock is for the pixels: a slow disk or server holds up nobody else's.
            with imaging.working:
                image = image if image.width == width else narrowed(image, width, path)
                made = picture.webp if width == path.width else b""
                data = made or encoded(image, "WEBP", **WEBP)
            storage.put(f"{path.folder}/{width}.webp", data)
    write_share(picture.image, path, storage, focal)


def encoded(image, form, **options):
    """Return the image as the bytes of a file."""
    file = io.BytesIO()
    image.save(file, format=form, **options)
    return file.getvalue()


def write_share(image, path, storage, focal):
    """Write the share JPEG of an image at a PicturePath, as the last of its files."""
    if path.is_shareable:
        with imaging.working:
            shared = shared_whole(image) if path.is_shared_whole else shared_cut(image, focal)
            data = encoded(shared, "JPEG", **SHARE)
        storage.put(f"{path.folder}/{path.share_name(*focal)}", data)
    storage.settle(path.folder)


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


def reshare(path, storage, focal):
    """Write the share JPEG of a PicturePath from its largest file. Raises OSError without one."""
    with storage.open(largest(path)) as file, Image.open(file, formats=("WEBP",)) as image:
        write_share(image.convert("RGB"), path, storage, focal)


def rewrite(path, width, storage):
    """Write the WebP of a width of a PicturePath from its largest file. Raises OSError without one."""
    with (
        storage.open(largest(path)) as file,
        imaging.working,
        Image.open(file, formats=("WEBP",)) as image,
    ):
        data = encoded(narrowed(image.convert("RGB"), width, path), "WEBP", **WEBP)
    storage.put(f"{path.folder}/{width}.webp", data)


def largest(path):
    """Return the name of the largest file of a PicturePath, of which the others are made."""
    return f"{path.folder}/{path.width}.webp"


def narrowed(image, width, path):
    """Return the image, of the shape of a PicturePath, in a width."""
    return image.resize(path.size(width), Image.Resampling.LANCZOS)


def remove(path, storage):
    """Remove all files of a PicturePath."""
    storage.remove(path.folder)
