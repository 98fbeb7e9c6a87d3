"""The photos of a body, which only names them: what is said of a photo stands beside the body."""

import html
import re

from .. import imaging, text
from .cleaning import clean
from .reading import IMAGE, plain

MAX_CAPTION = 500  # characters; a longer one stays in the text
FIGURE = re.compile(r"<figure>(?:(?!</?figure>).)*</figure>", re.DOTALL)
OTHERS = re.compile(r"<(?:table|iframe)\b")


def named(clean_html, video_hosts=()):
    """Return (body, {PicturePath: (caption, alt)}) of clean HTML: a body that only names its photos.

    Each photo is then a figure with nothing in it but its address, wherever it stood before, and
    what stood under it or described it is in the second.
    """
    parts = FIGURE.split(clean_html)
    if any(map(IMAGE.search, parts)):
        clean_html = clean(in_figures(clean_html), video_hosts)
    said = {}
    return FIGURE.sub(lambda match: name_photos(match[0], said), clean_html), said


def in_figures(clean_html):
    """Return the HTML with a figure around every picture that has none."""
    parts = re.split(f"({FIGURE.pattern})", clean_html, flags=re.DOTALL)
    lone = (IMAGE.sub(r"<figure>\g<0></figure>", part) for part in parts[::2])
    return "".join(piece for pair in zip(lone, [*parts[1::2], ""], strict=True) for piece in pair)


def name_photos(figure, said):
    """Return a figure as one of each photo in it, and put what it says of them into `said`.

    A photo has one caption: one that is too long, or another than it has already, stays in the text.
    """
    images = list(IMAGE.finditer(figure))
    if not images or OTHERS.search(figure):
        return figure
    words = IMAGE.sub("", figure).replace("figcaption>", "p>").replace("figure>", "div>")
    caption, figures = text.tidy_lines(plain(words)), []
    for image in images:
        path = imaging.parse_path(html.unescape(image[1] or image[4] or ""))
        alt = text.tidy_line(html.unescape(image[2] or image[3] or ""))
        own, known_alt = said.get(path, ("", ""))
        if image is images[-1] and not own and len(caption) <= MAX_CAPTION:
            own, caption = caption, ""
        said[path] = (own, known_alt or (alt if alt != own else ""))
        figures.append(figure_of(path))
    if caption and caption != said[path][0]:
        figures.append(f"<p>{html.escape(caption, quote=False).replace(chr(10), '<br>')}</p>")
    return "\n".join(figures)


def figure_of(path):
    """Return the figure that names the photo of a PicturePath in a body."""
    return f'<figure><img src="{path.address(960)}"></figure>'
