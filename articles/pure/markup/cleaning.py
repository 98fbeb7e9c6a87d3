"""What of a body's HTML may be kept."""

import html
import itertools
import re
from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote, urlsplit

import bleach
import nh3

from .. import embeds, imaging
from ..characters import printable
from .limits import (
    MAX_BUILT,
    MAX_DEPTH,
    MAX_OPEN,
    Refused,
    TooDeep,
    check_length,
    check_tags,
)
from .scanning import Tag, scan
from .shaping import EMPTY_BLOCK, shaped

TAGS = frozenset(
    "p br h2 h3 h4 strong b em i u s blockquote ul ol li a figure figcaption img "
    "table caption thead tbody tr th td hr sub sup ruby rt rp iframe".split()
)
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "th": {"colspan", "rowspan", "scope", "lang"},
    "td": {"colspan", "rowspan", "lang"},
    "iframe": {"src", "title"},
    **{name: {"lang"} for name in ("p", "h2", "h3", "h4", "li", "blockquote")},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
EMPTY_FRAME = re.compile(r"<iframe(?: title=\"[^\"]*\")?></iframe>|<img(?: alt=\"[^\"]*\")?>")
INSECURE = re.compile(r"\s*(?:http:)?//", re.IGNORECASE)
UNSPELLED = re.compile(r"""[\s"<>\\^`{|}]""")
NO_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
KEPT_RESULTS = 16  # bodies whose cleaning is remembered, of at most MAX_BYTES each

_results = OrderedDict()  # (source, hosts) → clean HTML or Refused; what is clean is its own result


def clean(source, video_hosts=()):
    """Return the HTML with nothing in it but what a body may hold. Idempotent.

    `video_hosts` are the exact hosts whose https frames stay. Raises Refused when the source is over
    the caps, before any parsing, or when a parser would make too much of it, while it does.
    Two parsers clean one after the other, because what one of them misreads the other does not.

    The last results are remembered, so that a body can be cleaned before a transaction begins that
    cleans it too.
    """
    check_length(source)
    hosts = tuple(video_hosts)
    result = _results.get((source, hosts))
    if result is None:
        try:
            result = cleaned(source, hosts)
            remember(result, hosts, result)
        except Refused as refused:
            # Without its traceback, which holds all that the parser had built.
            result = refused.with_traceback(None)
        remember(source, hosts, result)
    if isinstance(result, Refused):
        raise type(result)(*result.args)
    return result


def remember(source, hosts, result):
    """Keep a result for whoever cleans the same soon."""
    _results[source, hosts] = result
    with suppress(KeyError):  # another thread is at it too
        while len(_results) > KEPT_RESULTS:
            _results.popitem(last=False)


def cleaned(source, video_hosts):
    """Return the clean HTML of a source. Raises Refused."""
    source = written(printable(source))
    is_kept = attribute_rule(video_hosts)
    source = through_both_gates(source, is_kept)
    source = shaped(EMPTY_FRAME.sub("", source))
    source = until_stable(EMPTY_BLOCK, source).strip()
    check_size(source)  # or what is stored could not be saved again
    return source


def check_size(source):
    """Raise Refused when the source is over the caps; nothing is parsed for it."""
    check_length(source)
    check_tags([piece for piece in scan(source, ATTRIBUTES) if isinstance(piece, Tag)])


def written(source):
    """Return the source written anew, so that every parser sees the tags that were counted.

    Attributes that are never kept are gone, and nothing in the others looks like a tag; films
    come by https. Raises Refused.
    """
    pieces = list(map(secured, scan(source, ATTRIBUTES)))
    check_tags([piece for piece in pieces if isinstance(piece, Tag)])
    source = "".join(
        piece.replace("<", "&lt;") if isinstance(piece, str) else str(piece) for piece in pieces
    )
    check_length(source)
    return source


def secured(piece):
    """Return a piece of a scanned source; a frame gets its address by https."""
    if not (isinstance(piece, Tag) and piece.name == "iframe"):
        return piece
    attributes = (
        (name, INSECURE.sub("https://", value, count=1) if INSECURE.match(value) else value)
        for name, value in piece.attributes
    )
    return replace(piece, attributes=tuple(attributes))


def through_both_gates(source, is_kept):
    """Return what both parsers leave of the source; `is_kept` is the rule of its attributes."""
    first = bleach.Cleaner(
        tags=TAGS, attributes=is_kept, protocols=SCHEMES, strip=True, strip_comments=True
    )
    bound(first.parser)
    return nh3.clean(
        first.clean(source),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=lambda tag, name, value: (
            spelled(name, value) if is_kept(tag, name, value) else None
        ),
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def bound(parser):
    """Let the parser refuse to make more elements, or to nest them deeper, than a body may need.

    However well tags are counted before, only the parser knows what it makes of them.
    """
    elements = itertools.count(1)

    class Element(parser.tree.elementClass):
        def __init__(self, *arguments):
            if next(elements) > MAX_BUILT or len(parser.tree.openElements) > MAX_OPEN:
                raise TooDeep(f"more than {MAX_BUILT:,} elements, or nested too deeply")
            super().__init__(*arguments)

    parser.tree.elementClass = Element


def until_stable(pattern, source):
    """Return the source with the pattern cut out until it is nowhere. Raises TooDeep."""
    for _ in range(MAX_DEPTH):
        shorter = pattern.sub("", source)
        if shorter == source:
            return source
        source = shorter
    raise TooDeep(f"nested deeper than {MAX_DEPTH}")


def attribute_rule(video_hosts):
    """Return the function (tag, name, value) → whether the attribute is kept."""

    def is_kept(tag, name, value):
        if name not in ATTRIBUTES.get(tag, ()):
            return False
        if tag == "img" and name == "src":
            return imaging.parse_path(value) is not None
        if tag == "iframe" and name == "src":
            return embeds.is_of(value, video_hosts)
        if name == "lang":
            return bool(LANGUAGE.fullmatch(value))
        if name == "scope":
            return value in ("col", "row")
        if name in ("colspan", "rowspan"):
            return value.isdecimal() and 1 <= int(value[:4]) <= 100
        if name == "href":
            return is_link(value)
        return True

    return is_kept


def spelled(name, value):
    """Return the value of an attribute; in an address what RFC 3986 knows only by its number is so."""
    if name not in ("href", "src"):
        return value
    return NO_PERCENT.sub("%25", UNSPELLED.sub(lambda found: quote(found[0]), value.strip()))


def is_link(url):
    """Return whether the URL is one that a reader may be sent to."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    if parts.scheme in ("", "http", "https") and (parts.scheme or url.strip().startswith("//")):
        return bool(parts.hostname) and not UNSPELLED.search(parts.netloc)
    return (parts.scheme in SCHEMES) if parts.scheme else url.startswith(("/", "#", "?"))


def from_plain(source):
    """Return HTML of a plain text: a blank line begins a paragraph, a newline is a <br>."""
    paragraphs = re.split(r"\n[^\S\n]*\n\s*", printable(source).strip("\n"))
    return "\n".join(
        f"<p>{html.escape(paragraph, quote=False).replace(chr(10), '<br>')}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )


def looks_like_html(source):
    """Return whether the source is HTML rather than plain text: it holds a tag of a body."""
    return any(
        re.match(r"</?([a-zA-Z0-9]+)", match[0])[1].lower() in TAGS | {"div", "span", "font"}
        for match in TAG.finditer(source)
    )
