"""What stands in clean HTML: its text, its blocks, its pictures and links, and how readers get it."""

import html
import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from .. import imaging, text
from ..places import SIZES
from .foreign import with_posts


def to_plain(clean_html):
    """Return HTML that is nothing but paragraphs as the plain text of `from_plain`, else itself."""
    source = clean_html.strip()
    inner = re.sub(r"</?p>|<br>", "", source)
    if "<" in inner:
        return clean_html
    paragraphs = re.split(r"</p>\s*<p>", source.removeprefix("<p>").removesuffix("</p>"))
    return "\n\n".join(html.unescape(p.replace("<br>", "\n")) for p in paragraphs)


class TextReader(HTMLParser):
    """Collects the text of clean HTML, a line for each block."""

    BLOCKS = frozenset("p h2 h3 h4 li blockquote tr br hr".split())
    SKIPPED = frozenset({"figure", "table", "rt", "rp"})

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []
        self.skipped_depth = 0

    def handle_starttag(self, tag, attrs):
        if tag in self.SKIPPED:
            self.skipped_depth += 1
        elif tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        if tag in self.SKIPPED:
            self.skipped_depth = max(self.skipped_depth - 1, 0)
        elif tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.skipped_depth:
            self.parts.append(data)


def plain(clean_html):
    """Return the running text of clean HTML, one line a block, without tables and captions."""
    reader = TextReader()
    reader.feed(clean_html)
    reader.close()
    lines = (line.strip() for line in text.tidy("".join(reader.parts)).split("\n"))
    return "\n".join(line for line in lines if line)


class BlockReader(HTMLParser):
    """Collects all that a body shows as (kind, text), a table row by row."""

    KINDS = {
        **dict.fromkeys(("h2", "h3", "h4"), "heading"),
        "li": "item",
        "blockquote": "quote",
        **dict.fromkeys(("figcaption", "caption"), "caption"),
        "tr": "row",
    }
    ENDS = TextReader.BLOCKS | {"figure", "figcaption", "caption", "table", "ul", "ol"}
    ATTACHED = {"img": "picture", "iframe": "film"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks = []
        self.parts = []
        self.attached = []  # (kind, text) of what stands after the block that holds it
        self.opened = []  # the tags of KINDS that have not ended yet
        self.open_link = None  # its address and the parts of its text

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.end_part(tag, " | " if tag in ("td", "th") else "")
        if tag in self.KINDS:
            self.opened.append(tag)
        elif tag in self.ATTACHED:
            address = attributes.get("src") or ""
            path = imaging.parse_path(address)
            label = [attributes.get("alt") or "", f"({path.digest[:8] if path else address})"]
            self.attached.append((self.ATTACHED[tag], " ".join(filter(None, label))))
        elif tag == "a":
            self.open_link = (attributes.get("href") or "", [])
        elif tag == "hr":
            self.blocks.append(("rule", "―"))

    def handle_endtag(self, tag):
        self.end_part(tag)
        if tag in self.opened:
            self.opened.reverse()
            self.opened.remove(tag)
            self.opened.reverse()
        elif tag == "a" and self.open_link:
            address, parts = self.open_link
            self.attached.append(("link", f"{''.join(parts).strip()} ({address})".strip()))
            self.open_link = None

    def handle_data(self, data):
        self.parts.append(data)
        if self.open_link:
            self.open_link[1].append(data)

    def end_part(self, tag, separator=""):
        """End the block where the tag ends one; in a table only rows do."""
        if tag in self.ENDS and (tag in ("tr", "table") or "tr" not in self.opened):
            self.end_block()
        elif separator or tag in self.ENDS:
            self.parts.append(separator or " ")

    def end_block(self):
        line = text.tidy(" ".join("".join(self.parts).split())).removeprefix("| ")
        if line:
            kind = "row" if "tr" in self.opened else next(map(self.KINDS.get, self.opened), "text")
            self.blocks.append((kind, line))
        self.blocks += self.attached
        self.parts, self.attached = [], []


def blocks(clean_html):
    """Return all that a body shows, in order, as (kind, text) in one line each.

    Kinds: text, heading, item, quote, caption, row (of a table), rule; picture, film and link stand
    after the block that holds them, and name what they lead to.
    """
    reader = BlockReader()
    reader.feed(with_posts(clean_html, without_address))
    reader.close()
    reader.end_block()
    return reader.blocks


def without_address(address, _name, words):
    """Return a post whose address is no word of the text."""
    words = words and f"<figcaption>{words}</figcaption>"
    return f'<figure><a href="{html.escape(address)}"></a>{words}</figure>'


def is_empty(clean_html):
    """Return whether a reader would see nothing of the body: no text, picture, film, post or table."""
    return not re.search(r"<(img|iframe|table|figure)\b", clean_html) and text.is_blank(
        plain(clean_html)
    )


IMAGE = re.compile(r'<img src="([^"]*)"(?: alt="([^"]*)")?>|<img alt="([^"]*)" src="([^"]*)">')
PHOTO = re.compile(r'<figure><img src="([^"]*)"></figure>')
LINK = re.compile(r'<a href="([^"]*)"')
INNER_LINK = re.compile(r'<a href="([/#?][^"]*)"')


def links(clean_html):
    """Return the addresses that the body links to, in order."""
    return [html.unescape(address) for address in LINK.findall(clean_html)]


def pictures(clean_html):
    """Return the PicturePaths of the library's pictures that stand in the body, in order."""
    sources = (html.unescape(match[1] or match[4] or "") for match in IMAGE.finditer(clean_html))
    return [path for path in map(imaging.parse_path, sources) if path]


FIGURE = re.compile(r"<figure>.*?</figure>\n?", re.DOTALL)


def without_pictures(clean_html, digests):
    """Return the body without the pictures with these digests and what is written under them."""

    def kept(match):
        return "" if any(path.digest in digests for path in pictures(match[0])) else match[0]

    return IMAGE.sub(kept, FIGURE.sub(kept, clean_html)) if digests else clean_html


def display(clean_html, figure=None):
    """Return the body as readers get it: its pictures in every width.

    The sizes are in the names of the files, so this needs no query. What only names a photo is
    shown as `figure` shows its PicturePath.
    """

    def picture(path, alt):
        small = ' class="small"' if path.width < imaging.SMALL else ""
        return (
            f'<img{small} src="{path.url(960)}" srcset="{path.srcset}" sizes="{SIZES["text"]}" '
            f'width="{path.width}" height="{path.height}" alt="{alt}" loading="lazy" '
            'decoding="async">'
        )

    body = with_pictures(clean_html, picture, figure)
    body = body.replace("<table>", '<div class="table" tabindex="0"><table>')
    return body.replace("</table>", "</table></div>")


def portable(clean_html, address, figure):
    """Return the body for whoever shows it elsewhere: every link and picture names its host.

    `address` is that of the body's own page; `figure` is as for `display`.
    """

    def picture(path, alt):
        width, height = path.size(imaging.ALONE)
        source = urljoin(address, path.url(imaging.ALONE))
        return f'<img src="{source}" width="{width}" height="{height}" alt="{alt}">'

    def link(match):
        return f'<a href="{html.escape(urljoin(address, html.unescape(match[1])))}"'

    return INNER_LINK.sub(link, with_pictures(clean_html, picture, figure))


def with_pictures(clean_html, picture, figure=None):
    """Return the body with its pictures as `picture` shows a PicturePath and its escaped description."""

    def photo(match):
        path = imaging.parse_path(html.unescape(match[1]))
        return figure(path) if path else ""

    def lone(match):
        path = imaging.parse_path(html.unescape(match[1] or match[4] or ""))
        return picture(path, match[2] or match[3] or "") if path else ""

    return IMAGE.sub(lone, PHOTO.sub(photo, clean_html) if figure else clean_html)
