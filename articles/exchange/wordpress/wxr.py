"""Reads an export of WordPress (WXR, of any version) as a stream: one item after the other."""

import codecs
import re
from collections import deque
from dataclasses import dataclass, field
from html.entities import html5
from xml.parsers import expat

from django.utils.translation import gettext as _

CHUNK = 1 << 16  # bytes
MAX_ITEM = 20_000_000  # characters of one item; what is longer is cut there
MARKUP = 100  # characters that an element counts for, however little it holds
# Characters that XML forbids and old texts hold: the file would end there.
FORBIDDEN = bytes(set(range(32)) - set(b"\t\n\r"))
ENCODING = re.compile(rb"<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.-]{1,40})")
ENCODINGS = {
    **dict.fromkeys("euc-kr euc_kr ks_c_5601-1987 ksc5601 cp949 ms949".split(), "cp949"),
    "iso-8859-1": "latin-1",
}  # of all others UTF-8 is read
# What the prefixes stand for where no declaration says it.
SPACES = {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
# The elements that hold fields: name → where its fields go.
HOLDERS = {
    "item": "item",
    "wp:postmeta": "meta",
    "wp:comment": "comment",
    "wp:commentmeta": "commentmeta",
    "wp:termmeta": "unread",
    "wp:author": "author",
    "wp:category": "category",
    "wp:tag": "term",
    "wp:term": "term",
    "image": "unread",
}


class Unreadable(ValueError):
    """The file is no export of WordPress, or ends being XML; the message says where."""


@dataclass
class Item:
    """A post, a page, a picture …: its texts by name, such as title, wp:post_id, content:encoded."""

    line: int  # of the file, counted from 1
    texts: dict = field(default_factory=dict)
    terms: list = field(default_factory=list)  # (taxonomy, slug, name)
    meta: dict = field(default_factory=dict)  # fields of its own: the first of each name
    more_meta: list = field(default_factory=list)  # (name, value) of the others
    comments: list = field(default_factory=list)  # {name: text}
    comment_meta: list = field(default_factory=list)  # names of the fields of plugins in them
    is_cut: bool = False  # it was longer than MAX_ITEM

    def text(self, name):
        return self.texts.get(name, "")


@dataclass
class Channel:
    """What stands in front of the items: the site, its authors and its categories."""

    texts: dict = field(default_factory=dict)
    authors: dict = field(default_factory=dict)  # login → {name: text}
    categories: dict = field(default_factory=dict)  # slug → {name: text}
    descriptions: list = field(default_factory=list)  # (name, words) of tags and other terms
    gap_count: int = 0  # letters that are broken in the file


def read(path, channel, on_read=lambda size: None):
    """Yield the Items of a file, and fill the Channel meanwhile; `on_read` is told how many bytes were read.

    Raises Unreadable, after all Items that stand before the place where the file is no XML.
    """
    reader = Reader(channel)
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            error = reader.feed(chunk)
            while reader.items:
                yield reader.items.popleft()
            if error:
                raise Unreadable(error)
            if not chunk:
                break
            on_read(len(chunk))
    if not reader.is_export:
        raise Unreadable(_("the file is not an export of WordPress (WXR)"))


class Reader:
    """Makes Items of the events of a parser."""

    def __init__(self, channel):
        self.channel, self.items = channel, deque()
        self.item, self.holders = None, []  # the Item and the (kind, {name: text}) that are open
        self.words = self.term = None
        self.size, self.is_export = 0, False
        self.spaces = dict(SPACES)
        # Prefixes that nobody declared, as many exports have them, are no error to a parser without namespaces.
        self.parser = parser = expat.ParserCreate()
        parser.UseForeignDTD(True)  # &nbsp; of who takes HTML for XML is no error then, but skipped
        parser.SkippedEntityHandler = lambda name, *_told: self.data(
            html5.get(f"{name};", f"&{name};")
        )
        self.decoder = None
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.data
        parser.StartDoctypeDeclHandler = self.refuse_doctype

    def feed(self, chunk):
        """Read bytes, none at the end; returns why the file can't be read on, "" when it can."""
        try:
            self.parser.Parse(self.decoded(chunk.translate(None, FORBIDDEN)), not chunk)
        except (expat.ExpatError, ValueError) as error:
            if isinstance(error, Unreadable):
                return str(error)
            message = _("the file is broken XML in line %(line)s, column %(column)s (%(reason)s)")
            return message % {
                "line": self.parser.ErrorLineNumber,
                "column": self.parser.ErrorColumnNumber + 1,
                "reason": str(error).partition(":")[0],
            }
        return ""

    def decoded(self, chunk):
        """Return the text of bytes: a broken one costs its letter, which is counted, and not the file."""
        if self.decoder is None:
            said = ENCODING.match(chunk.lstrip(codecs.BOM_UTF8))
            name = said[1].decode().lower() if said else ""
            encoding = ENCODINGS.get(name, "utf-8-sig")
            self.decoder = codecs.getincrementaldecoder(encoding)("replace")
        words = self.decoder.decode(chunk, final=not chunk)
        words = words.replace("\ufffe", "").replace("\uffff", "")  # XML forbids them, too
        self.channel.gap_count += words.count("\ufffd")
        return words

    def refuse_doctype(self, *_told):
        raise Unreadable(_("the file has a <!DOCTYPE>, which no export of WordPress has"))

    def start(self, name, attributes):
        self.spaces |= {key[6:]: uri for key, uri in attributes.items() if key.startswith("xmlns:")}
        name, self.words = known_name(name, self.spaces), []
        self.size += MARKUP
        kind = HOLDERS.get(name)
        if name == "item":
            self.item = Item(self.parser.CurrentLineNumber)
        if name == "item" or not self.item:
            self.size = 0
        if kind:
            self.holders.append((kind, {}))
        self.term = (attributes.get("domain", "category"), attributes.get("nicename", ""))

    def data(self, words):
        self.size += len(words)
        if self.words is None:
            return
        if self.size <= MAX_ITEM:
            self.words.append(words)
        elif self.item:
            self.item.is_cut = True

    def end(self, name):
        name, words = known_name(name, self.spaces), "".join(self.words or ())
        self.words = None
        if self.size > MAX_ITEM and self.item and name != "item":
            self.item.is_cut = True
            if name in HOLDERS and self.holders:
                self.holders.pop()
            return
        self.is_export |= name == "wp:wxr_version"
        if name in HOLDERS and self.holders:
            self.close(*self.holders.pop())
            return
        if name != "content:encoded":  # other exporters indent what stands in the elements
            words = words.strip()
        kind, held = self.holders[-1] if self.holders else ("channel", self.channel.texts)
        if kind == "item" and name == "category":
            self.item.terms.append((*self.term, words))
        elif name:
            (self.item.texts if kind == "item" else held).setdefault(name, words)

    def close(self, kind, texts):
        """Put what a holder held to where it belongs."""
        if kind == "item":
            self.items.append(self.item)
            self.item, self.is_export = None, True
        elif kind == "meta" and self.item:
            key, value = texts.get("wp:meta_key", ""), texts.get("wp:meta_value", "")
            if self.item.meta.setdefault(key, value) != value:
                self.item.more_meta.append((key, value))
        elif kind == "commentmeta" and self.item:
            self.item.comment_meta.append(texts.get("wp:meta_key", ""))
        elif kind == "comment" and self.item:
            self.item.comments.append(texts)
        elif kind == "author":
            self.channel.authors[texts.get("wp:author_login", "")] = texts
        elif kind == "term":
            said = {name.rpartition("_")[2]: value for name, value in texts.items()}
            if words := said.get("description"):
                self.channel.descriptions.append((said.get("name") or said.get("slug", ""), words))
        elif kind == "category":
            self.channel.categories[texts.get("wp:category_nicename", "")] = texts


def known_name(name, spaces):
    """Return the name of an element with the prefix that WXR gives its namespace, whatever the version.

    `spaces` are the addresses of the prefixes; of what is not WXR's, such as media:content, the name is "".
    """
    prefix, _colon, local = name.rpartition(":")
    space = spaces.get(prefix, "")
    if not prefix:
        return local
    if "/export/" in space:
        return f"excerpt:{local}" if "excerpt" in space else f"wp:{local}"
    if "purl.org" in space:
        return f"content:{local}" if "content" in space else f"dc:{local}"
    return ""
