"""What a source held that its clean HTML does not hold."""

import html
import re
from collections import Counter
from contextlib import suppress
from urllib.parse import urlsplit

from .. import text
from .cleaning import is_link
from .scanning import UNREAD, Cut, Tag, scan

KINDS = {
    "img": "pictures",
    **dict.fromkeys(("svg", "canvas", "math"), "drawings"),
    **dict.fromkeys(("iframe", "frame"), "frames"),
    **dict.fromkeys(("video", "audio", "object", "embed"), "films"),
    **dict.fromkeys(("input", "button", "textarea"), "forms"),
    "script": "scripts",
}
# Whose words a reader misses nothing of, where they end; those of a field are counted as one.
UNMISSED = frozenset({"!--", "style", "title", "script", "textarea"})
HREF = re.compile(
    r"<a\b[^<>]*?\shref\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s<>\"']+))", re.IGNORECASE
)
SCRIPT = re.compile(r"javascript:", re.IGNORECASE)
ANY_TAG = re.compile("<[^<>]*>")


def losses(source, kept):
    """Return what of the source's meaning `kept`, its clean HTML, has lost, as a Counter by kind.

    Kinds: pictures, drawings, frames, films, forms (fields of them whose words do not stay), scripts, and hidden: passages with
    words that no reader can see, such as what stands in a <noscript> or after a comment that never ends.
    """
    return Counter(kinds(source)) - Counter(kinds(kept))


def lost_hosts(source, kept):
    """Return the hosts of the frames in the source that its clean HTML has not, in order."""
    left = set(hosts(kept))
    return [host for host in dict.fromkeys(hosts(source)) if host and host not in left]


def lost_links(source):
    """Return the addresses of links to which a reader may not be sent, which clean HTML has not, in order.

    Those of scripts lead nowhere: who takes them for buttons misses nothing.
    """
    addresses = (
        html.unescape("".join(map(str, filter(None, found)))).strip()
        for found in HREF.findall(source)
    )
    return [
        address
        for address in addresses
        if address and not is_link(address) and not SCRIPT.match(address)
    ]


def hosts(source):
    """Yield the host of each frame in the source, "" for one without."""
    for piece in scan(source, {"iframe": {"src"}}):
        if isinstance(piece, Tag) and piece.name == "iframe" and not piece.is_end:
            address = html.unescape(dict(piece.attributes).get("src", ""))
            with suppress(ValueError):
                yield urlsplit(address.strip()).hostname or ""


def kinds(source):
    """Yield the kind of each thing in the source that clean HTML may have lost."""
    for piece in scan(source, {}):
        if isinstance(piece, Cut):
            yield from kinds_of_cut(piece)
        elif isinstance(piece, Tag) and not piece.is_end and piece.name in KINDS:
            yield KINDS[piece.name]


def kinds_of_cut(cut):
    """Yield the kind of what was left out whole, nothing when no reader misses it."""
    if cut.name in KINDS.keys() - UNREAD:
        yield KINDS[cut.name]
    has_words = not text.is_blank(ANY_TAG.sub("", cut.source))
    if has_words and not (cut.is_ended and cut.name in UNMISSED):
        yield "hidden"
