"""The HTML of bodies: what of it may be kept, its plain text, and how its pictures are shown."""

import html
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

import bleach
import nh3

from . import imaging, text

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
# Tags that end by themselves, or whose end old HTML leaves out, say nothing about depth.
UNNESTED = frozenset(
    "br hr img input link meta area base col embed source track wbr "
    "p li dt dd td th tr tbody thead rt rp option".split()
)
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

MAX_BYTES = 200_000
MAX_TAGS = 5_000
MAX_DEPTH = 64
MAX_WORK = 50_000  # tags times the tags that are open around them
MAX_ATTRIBUTES = 400

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
TAG_START = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{2000,}")
DATA_URL = re.compile(r"data:[^\"'\s<>]*")
# The tags that parsers open again in every paragraph until they are closed; without attributes
# the standard has at most three of a kind open.
FORMATTING = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])"
    r"(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>",
    re.IGNORECASE,
)


class Refused(ValueError):
    """The HTML is larger or deeper than a body may be; the message says which, in English."""


class TooLong(Refused):
    """More than MAX_BYTES."""


class TooManyTags(Refused):
    """More than MAX_TAGS."""


class TooDeep(Refused):
    """Nested more than MAX_DEPTH."""


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
    keeps = attribute_rule(video_hosts)
    cleaned = bleach.clean(
        cleaned,
        tags=TAGS,
        attributes=keeps,
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )
    cleaned = nh3.clean(
        cleaned,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=lambda tag, name, value: value if keeps(tag, name, value) else None,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    cleaned = until_stable(EMPTY_BLOCK, EMPTY_FRAME.sub("", cleaned)).strip()
    check_size(cleaned)  # or what is stored could not be saved again
    return cleaned


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

    def keeps(tag, name, value):
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

    return keeps


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


def check_size(source):
    """Raise Refused when the source is over the caps; reads it once, without parsing it.

    What a parser would have to do is counted as if it were: a tag without its end stays open,
    and each further tag costs as much as tags are open, because parsers open them again.
    """
    if len(source.encode("utf-8", "replace")) > MAX_BYTES:
        raise TooLong(f"more than {MAX_BYTES:,} bytes of HTML")
    depth = work = 0
    starts = list(TAG_START.finditer(source))
    if len(starts) > MAX_TAGS or source.count("<") - len(starts) > MAX_TAGS:
        raise TooManyTags(f"more than {MAX_TAGS:,} tags")
    is_open = Counter()
    for match in starts:
        name = match[2].lower()
        if name in UNNESTED:
            work += depth
        elif not match[1]:
            is_open[name] += 1
            depth += 1
            work += depth
        elif is_open[name]:
            is_open[name] -= 1
            depth -= 1
        if depth > MAX_DEPTH or work > MAX_WORK:
            raise TooDeep(f"nested deeper than {MAX_DEPTH}")
    for tag in LONG_TAG.findall(source):
        if len(re.findall(r"[\s/=]", DATA_URL.sub("", tag))) > MAX_ATTRIBUTES:
            raise TooManyTags(f"a tag with more than {MAX_ATTRIBUTES} attributes")


def from_plain(source):
    """Return HTML of a plain text: a blank line begins a paragraph, a newline is a <br>."""
    paragraphs = re.split(r"\n[^\S\n]*\n\s*", text.tidy(source).strip("\n"))
    return "\n".join(
        f"<p>{html.escape(paragraph, quote=False).replace(chr(10), '<br>')}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )


def to_plain(clean_html):
    """Return HTML that is nothing but paragraphs as the plain text of `from_plain`, else itself."""
    source = clean_html.strip()
    inner = re.sub(r"</?p>|<br>", "", source)
    if "<" in inner:
        return clean_html
    paragraphs = re.split(r"</p>\s*<p>", source.removeprefix("<p>").removesuffix("</p>"))
    return "\n\n".join(html.unescape(p.replace("<br>", "\n")) for p in paragraphs)


def looks_like_html(source):
    """Return whether the source is HTML rather than plain text: it holds a tag of a body."""
    return any(
        re.match(r"</?([a-zA-Z0-9]+)", match[0])[1].lower() in TAGS | {"div", "span", "font"}
        for match in TAG.finditer(source)
    )


class TextReader(HTMLParser):
    """Collects the text of clean HTML, a line for each block."""

    BLOCKS = frozenset("p h2 h3 h4 li blockquote tr br hr".split())
    SKIPPED = frozenset({"figure", "table", "rt", "rp"})

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []
        self.skipping = 0

    def handle_starttag(self, tag, attrs):
        if tag in self.SKIPPED:
            self.skipping += 1
        elif tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        if tag in self.SKIPPED:
            self.skipping = max(self.skipping - 1, 0)
        elif tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.skipping:
            self.parts.append(data)


def plain(clean_html):
    """Return the running text of clean HTML, one line a block, without tables and captions."""
    reader = TextReader()
    reader.feed(clean_html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class BlockReader(HTMLParser):
    """Collects all that a body shows as (kind, text), a table row by row."""

    KINDS = {
        **dict.fromkeys(("h2", "h3", "h4"), "heading"),
        "li": "item",
        "blockquote": "quote",
        "figcaption": "caption",
        "tr": "row",
    }
    ENDS = TextReader.BLOCKS | {"figure", "figcaption", "table", "ul", "ol"}
    BESIDE = {"img": "picture", "iframe": "film"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks = []
        self.parts, self.beside, self.open = [], [], []
        self.link = None  # its address and the parts of its text

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.part(tag, " | " if tag in ("td", "th") else "")
        if tag in self.KINDS:
            self.open.append(tag)
        elif tag in self.BESIDE:
            address = told.get("src") or ""
            path = imaging.parse_path(address)
            shown = [told.get("alt") or "", f"({path.digest[:8] if path else address})"]
            self.beside.append((self.BESIDE[tag], " ".join(filter(None, shown))))
        elif tag == "a":
            self.link = (told.get("href") or "", [])
        elif tag == "hr":
            self.blocks.append(("rule", "―"))

    def handle_endtag(self, tag):
        self.part(tag)
        if tag in self.open:
            self.open.reverse()
            self.open.remove(tag)
            self.open.reverse()
        elif tag == "a" and self.link:
            address, parts = self.link
            self.beside.append(("link", f"{''.join(parts).strip()} ({address})"))
            self.link = None

    def handle_data(self, data):
        self.parts.append(data)
        if self.link:
            self.link[1].append(data)

    def part(self, tag, separator=""):
        """End the block where the tag ends one; in a table only rows do."""
        if tag in self.ENDS and (tag in ("tr", "table") or "tr" not in self.open):
            self.end_block()
        elif separator or tag in self.ENDS:
            self.parts.append(separator or " ")

    def end_block(self):
        shown = " ".join("".join(self.parts).split()).removeprefix("| ")
        if shown:
            kind = "row" if "tr" in self.open else next(map(self.KINDS.get, self.open), "text")
            self.blocks.append((kind, shown))
        self.blocks += self.beside
        self.parts, self.beside = [], []


def blocks(clean_html):
    """Return all that a body shows, in order, as (kind, text) in one line each.

    Kinds: text, heading, item, quote, caption, row (of a table), rule; picture, film and link stand
    after the block that holds them, and name what they lead to.
    """
    reader = BlockReader()
    reader.feed(clean_html)
    reader.close()
    reader.end_block()
    return reader.blocks


def is_empty(clean_html):
    """Return whether a reader would see nothing of the body: no text, picture, film or table."""
    return not re.search(r"<(img|iframe|table)\b", clean_html) and text.is_blank(plain(clean_html))


IMAGE = re.compile(r'<img src="([^"]*)"(?: alt="([^"]*)")?>|<img alt="([^"]*)" src="([^"]*)">')


LINK = re.compile(r'<a href="([^"]*)"')


def links(clean_html):
    """Return the addresses that the body links to, in order."""
    return [html.unescape(address) for address in LINK.findall(clean_html)]


def pictures(clean_html):
    """Return the PicturePaths of the library's pictures that stand in the body, in order."""
    sources = (html.unescape(match[1] or match[4] or "") for match in IMAGE.finditer(clean_html))
    return [path for path in map(imaging.parse_path, sources) if path]


def display(clean_html):
    """Return the body as readers get it: its pictures in every width, its films lazy.

    The sizes are in the names of the files, so this needs no query.
    """

    def picture(match):
        path = imaging.parse_path(html.unescape(match[1] or match[4] or ""))
        if path is None:
            return ""
        alt = match[2] or match[3] or ""
        return (
            f'<img src="{path.url(960)}" srcset="{path.srcset}" sizes="{imaging.BODY_SIZES}" '
            f'width="{path.width}" height="{path.height}" alt="{alt}" loading="lazy" '
            'decoding="async">'
        )

    shown = IMAGE.sub(picture, clean_html)
    shown = shown.replace("<table>", '<div class="table" tabindex="0"><table>')
    shown = shown.replace("</table>", "</table></div>")
    return shown.replace("<iframe ", '<iframe loading="lazy" allowfullscreen ')
