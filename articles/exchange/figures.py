"""The pictures that stand in the text of an older system, and the figures that take their place."""

import html
import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ..pure import imaging

OLD_IMAGE = re.compile(
    r"<img\b[^<>]{0,2000}?\bsrc\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s<>]+))[^<>]*>",
    re.IGNORECASE,
)
OLD_CAPTION = re.compile(r"<figcaption\b[^<>]*>([^<]*)</figcaption>", re.IGNORECASE)
# A figure that holds no other one, or an image that stands alone.
OLD_PICTURE = re.compile(
    rf"<figure\b[^<>]*>(?:(?!</?figure\b).)*</figure\s*>|{OLD_IMAGE.pattern}",
    re.IGNORECASE | re.DOTALL,
)


def place_photos(body, photos):
    """Return the HTML with the old system's pictures replaced by ours, where we have them.

    They are the same when the file has the same name. The first photo leads the article, so
    it is taken out of the text. A caption that stands under the picture stays.
    """
    known = {PurePosixPath(name).name: stored for name, stored in reversed(photos)}
    lead_hash = photos[0][1].sha256 if photos else None

    def figure(match):
        image = OLD_IMAGE.search(match[0])
        stored = known.get(file_name(source_of(image))) if image else None
        if stored is None:
            return match[0]  # a figure of something else; a strange image is cut by `clean`
        if stored.sha256 == lead_hash:
            return ""
        caption = OLD_CAPTION.search(match[0])
        return figure_of(stored, caption and caption[1].strip())

    return OLD_PICTURE.sub(figure, body)


def figure_of(photo, caption):
    """Return the HTML of a photo; its own caption stands under it where `caption` is None."""
    path = imaging.path_of(photo.sha256, photo.width, photo.height)
    if caption is None:
        caption = html.escape(captioned(photo), quote=False)
    return (
        f'<figure><img src="{path.url(960)}" alt="{html.escape(photo.alt or photo.caption)}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def source_of(image):
    """Return the URL in a match of OLD_IMAGE."""
    return html.unescape(image[1] or image[2] or image[3] or "")


def file_name(url):
    """Return the last part of the URL's path, "" when it has none."""
    try:
        return PurePosixPath(unquote(urlsplit(url).path)).name
    except ValueError:
        return ""


def captioned(photo):
    """Return the photo's caption with its credit, unless that stands in it already."""
    if not photo.credit or photo.credit in photo.caption:
        return photo.caption
    return f"{photo.caption} ({photo.credit})".strip()
