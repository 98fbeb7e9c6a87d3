"""What of a body's HTML may be kept."""

import html
import re
from urllib.parse import urlsplit

import bleach
import nh3

from .. import imaging, text
from .limits import MAX_DEPTH, TooDeep, check_size

TAGS = frozenset(
    "p br h2 h3 h4 strong b em i u s blockquote ul ol li a figure figcaption img "
    "table thead tbody tr th td hr sub sup ruby rt rp iframe".split()
)
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "iframe": {"src"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# What old systems and word processors write for the tags of a body.
RENAMED = {
    "div": "p",
    "center": "p",
    "section": "p",
    "article": "p",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "strike": "s",
    "del": "s",
}
# Read as text by both gates otherwise, so that the source of a script would stand in the article.
UNREADABLE = re.compile(
    r"<(script|style|title|textarea|noscript|template|xmp|noembed|noframes)\b[^<>]*>"
    r".*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
EMPTY_FRAME = re.compile(r"<iframe>\s*</iframe>|<img(?: alt=\"[^\"]*\")?>")
EMPTY_BLOCK = re.compile(r"<(figure|p)>\s*</\1>\n?")
OLD_TAG = re.compile(rf"<(/?)({'|'.join(RENAMED)})(?=[\s>/])[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# The tags that parsers open again in every paragraph until they are closed; without attributes
# the standard has at most three of a kind open.
FORMATTING = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])"
    r"(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>",
    re.IGNORECASE,
)


def clean(source, video_hosts=()):
    """Return the HTML with nothing in it but what a body may hold. Idempotent.

    `video_hosts` are the exact hosts whose https frames stay. Raises Refused before any parsing
    when the source is over the caps. Two parsers clean one after the other, because what one
    of them misreads the other does not.
    """
    check_size(source)
    source = FORMATTING.sub(r"<\1>", text.tidy(source))
    # Cutting a block can join the halves of another one, so until nothing changes.
    cleaned = until_stable(UNREADABLE, source)
    cleaned = OLD_TAG.sub(lambda match: f"<{match[1]}{RENAMED[match[2].lower()]}>", cleaned)
    cleaned = through_both_gates(cleaned, attribute_rule(video_hosts))
    cleaned = until_stable(EMPTY_BLOCK, EMPTY_FRAME.sub("", cleaned)).strip()
    check_size(cleaned)  # or what is stored could not be saved again
    return cleaned


def through_both_gates(source, is_kept):
    """Return what both parsers leave of the source; `is_kept` is the rule of its attributes."""
    cleaned = bleach.clean(
        source,
        tags=TAGS,
        attributes=is_kept,
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )
    return nh3.clean(
        cleaned,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=lambda tag, name, value: value if is_kept(tag, name, value) else None,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


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
        if tag == "iframe":
            return is_video(value, video_hosts)
        if name in ("colspan", "rowspan"):
            return value.isdecimal() and 1 <= int(value[:4]) <= 100
        if name == "href":
            return is_link(value)
        return True

    return is_kept


def is_link(url):
    """Return whether the URL is one that a reader may be sent to."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return (parts.scheme in SCHEMES) if parts.scheme else url.startswith(("/", "#", "?"))


def is_video(url, video_hosts):
    """Return whether the URL is https on exactly one of the hosts."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and parts.netloc in video_hosts


def from_plain(source):
    """Return HTML of a plain text: a blank line begins a paragraph, a newline is a <br>."""
    paragraphs = re.split(r"\n[^\S\n]*\n\s*", text.tidy(source).strip("\n"))
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
