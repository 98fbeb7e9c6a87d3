"""The pictures in the text of an older system, and the photos that take their place."""

import html
import re
from urllib.parse import unquote, urlsplit

from ..pure import markup, text
from .record import CUT

OLD_IMAGE = re.compile(
    r"<img\b[^<>]{0,2000}?\bsrc\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s<>]+))[^<>]*>",
    re.IGNORECASE,
)
OLD_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
# A figure that holds no other one; a table of one picture and, at most, one line below it.
OLD_FIGURE = re.compile(r"<figure\b[^<>]*>(?:(?!</?figure\b).)*</figure\s*>", re.I | re.S)
CELL = r"<tr\b[^<>]*>\s*<td\b[^<>]*>{}</td>\s*</tr>\s*"
OLD_TABLE = re.compile(
    r"<table\b[^<>]*>\s*(?:<tbody\b[^<>]*>\s*)?"
    + CELL.format(rf"\s*({OLD_IMAGE.pattern})\s*")
    + "(?:"
    + CELL.format(r"((?:(?!</?(?:td|tr|table|img)\b).)*)")
    + r")?(?:</tbody>\s*)?</table>",
    re.IGNORECASE | re.DOTALL,
)


def place_photos(body, photos, record):
    """Return the HTML with the old system's pictures replaced by those of `photos` that we have.

    They are the same when the file has the same name. A figure whose pictures we lack goes, and
    what stood under it is told.
    """
    body = OLD_TABLE.sub(r"<figure>\1<figcaption>\5</figcaption></figure>", body)

    described = {}

    def picture(match):
        path, alt = photos.named(source_of(match)), alt_of(match)
        # A photo is described once in an article.
        if path is None or described.setdefault(path, alt) != alt:
            record.note(CUT, "img", f"{source_of(match)} {alt}")
        return f'<img src="{path.address(960)}" alt="{html.escape(alt)}">' if path else ""

    def figure(match):
        images = list(OLD_IMAGE.finditer(match[0]))
        if not images or any(photos.named(source_of(image)) for image in images):
            return match[0]
        for image in images:
            said = f"{alt_of(image)} {words_of(match[0])}"
            record.note(CUT, "img", f"{source_of(image)} {said}")
        return ""

    return OLD_IMAGE.sub(picture, OLD_FIGURE.sub(figure, body))


def words_of(figure):
    """Return the words of a piece of HTML in one line."""
    return text.tidy_line(html.unescape(re.sub(r"<[^<>]*>", " ", figure)))


def without_lead(body, photos):
    """Return the clean body without the photo that leads the article, which stands above it."""
    lead = next(iter(photos.all), None)
    return body.replace(markup.figure_of(lead.path), "").strip() if lead else body


def alt_of(image):
    """Return what a match of OLD_IMAGE says to those who do not see the picture."""
    alt = OLD_ALT.search(image[0])
    return html.unescape((alt and (alt[1] or alt[2])) or "")


def source_of(image):
    """Return the URL in a match of OLD_IMAGE, without its query, its path decoded."""
    url = html.unescape(image[1] or image[2] or image[3] or "")
    try:
        return unquote(urlsplit(url).path) if not url.startswith("data:") else url[:40]
    except ValueError:
        return url
