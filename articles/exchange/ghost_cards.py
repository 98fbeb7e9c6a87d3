"""The cards of Ghost's editor that would lose what they lead to, as HTML that the importer knows."""

import html
import re

from django.utils.translation import gettext as _

from .record import GUESSED, IGNORED, Note

BOOKMARK = re.compile(
    r"<figure\b[^<>]{0,500}\bkg-bookmark-card\b[^<>]{0,500}>((?:(?!</?figure\b).)*)</figure>",
    re.DOTALL,
)
HREF = re.compile(r"<a\b[^<>]{0,500}\bhref=\"([^\"<>]{1,2000})\"")
PLAYED = re.compile(r"<(video|audio)\b([^<>]*)>(?:(?!</?\1\b).)*</\1>", re.DOTALL)
SOURCE = re.compile(r"(?<!\S)src=\"([^\"<>]+)\"")
FILE = re.compile(r"<a\b[^<>]{0,500}\bhref=\"([^\"<>]{0,500}/content/files/[^\"<>]{0,500})\"")
PARTS = tuple(
    re.compile(rf"<(\w+)\b[^<>]{{0,500}}\bclass=\"kg-bookmark-{name}\"[^<>]*>((?:(?!</\1\b).)*)</\1>", re.DOTALL)
    for name in ("description", "author", "publisher")
)  # fmt: skip
TITLE = re.compile(r"<div class=\"kg-bookmark-title\">([^<>]*)</div>")
CAPTION = re.compile(r"<figcaption\b[^<>]*>((?:(?!</figcaption).)*)</figcaption>", re.DOTALL)


def shown(body, notes):
    """Return the HTML with links where other pages, films and sounds were; these are added to the Notes."""

    def played(match):
        source = SOURCE.search(match[2])
        if source is None:
            return match[0]
        notes.append(Note(GUESSED, _("films and frames"), f"{html.unescape(source[1])} → <a>"))
        return f'<p><a href="{source[1]}">{source[1]}</a></p>'

    for file in FILE.findall(body):
        notes.append(Note(IGNORED, _("files"), html.unescape(file)))
    return PLAYED.sub(played, BOOKMARK.sub(bookmark, body))


def bookmark(figure):
    """Return the link to another page with what was told of it, without that page's pictures."""
    address = HREF.search(figure[1])
    if address is None:
        return figure[0]
    title = TITLE.search(figure[1])
    link = f'<a href="{address[1]}">{title[1] if title else address[1]}</a>'
    said = [found[2] for part in PARTS if (found := part.search(figure[1])) and found[2].strip()]
    caption = CAPTION.search(figure[1])
    under = f"<p>{caption[1]}</p>" if caption else ""
    return f"<p>{'<br>'.join([link, *said])}</p>{under}"
