"""One saved page of another system, read into the fields of a line of an import. Knows nothing of models."""

import re
from collections import Counter
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser

from ...pure import markup
from ..record import LEFT_OUT, REFUSED, Broken, Note, Record
from ..vendor.rules import EMAIL
from .decoding import decoded

LINES = ("headline", "subheading", "section", "region", "copyright_notice")
TIMES = ("published_at", "revised_at")
# Which page it was: what people would miss first.
MAX_OPEN = 5_000  # elements; the time of a parser grows with the square
OPENED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,40})")
# What is empty, or ends where the next one begins.
CLOSED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot "
    "option optgroup rp rt html head body".split()
)
HOST = re.compile(r"(?:https?:)?//(?:(?:www|m|mobile)\.)?([^/?#]{1,60})", re.IGNORECASE)
# Where the address of a picture stands that is loaded once a reader comes near.
LATER = ("data-src", "data-original", "data-lazy-src", "data-lazy")
EXPECTED = ("section", "reporters", "address")


def read(content, name, rules, files, address=""):
    """Return the fields of the page in bytes. Raises Broken.

    `name` is that of its file, `files` tells which of the paths of a picture lies among the photos,
    `address` where the page stood when it is known.
    """
    text, notes = decoded(content)
    check_depth(text)
    page = Page(text, rules)
    page.cut()
    page.show_pictures(PurePosixPath(name).parent, files)
    fields = {"notes": notes, "body": page.body()}
    fields |= {field: page.text_of(field) for field in LINES + TIMES}
    fields |= {"tags": page.texts_of("tags")}
    fields |= {"reporters": list(map(reporter, page.texts_of("reporters")))}
    for field, value in rules.defaults.items():
        fields[field] = fields.get(field) or value
    fields["url"] = address or page.text_of("address")
    fields["photos"] = page.photos(PurePosixPath(name).parent, files)
    fields["id"] = page.number(fields["url"], name)
    for field in EXPECTED:
        value = fields["url" if field == "address" else field]
        if not value:
            notes.append(Note(LEFT_OUT, field, _("is missing")))
    check(fields)
    return fields | {"notes": [list(note) for note in notes]}


def check_depth(text):
    """Raise Broken for a page in which more tags stay open at a time than a parser has time for."""
    is_open, depth = Counter(), 0
    for tag in OPENED.finditer(text):
        name, step = tag[2].lower(), -1 if tag[1] else 1
        if name not in CLOSED and is_open[name] + step >= 0:
            is_open[name] += step
            depth += step
        if depth > MAX_OPEN:
            raise Broken(_("nested deeper than %(limit)s") % {"limit": f"{MAX_OPEN:,}"})


def check(fields):
    """Raise Broken for a page without which there is no article."""
    record = Record(fields, fields.keys())
    record.needed("headline", 200)
    record.needed("section", 40)
    if record.time("published_at") is None:
        raise Broken(_("published_at: is missing"))
    if markup.is_empty(fields["body"]) and not fields["photos"]:
        raise Broken(_("body: is empty"))


def reporter(line):
    """Return a line of a name, perhaps with an address, as a reporter of an import."""
    email = re.search(EMAIL, line)
    name = re.sub(EMAIL, "", line).strip(" ()[]<>/|") or line
    return {"name": name, "email": email[0] if email else ""}


class Page:
    """The tree of a page, asked by Rules."""

    def __init__(self, text, rules):
        self.tree, self.rules = LexborHTMLParser(text), rules

    def cut(self):
        """Take out what the rules cut."""
        for selector in self.rules.selectors.get("cut", ()):
            for node in reversed(self.tree.css(selector.css)):  # what is inside others goes first
                node.decompose()

    def show_pictures(self, folder, files):
        """Let pictures that a script was to load have their own address, where we lack what stands for them."""
        for image in self.tree.css("img"):
            address = image.attributes.get("src") or ""
            if files.path_of(address, folder) is None:
                for name in LATER:
                    if own := image.attributes.get(name):
                        image.attrs["src"] = own
                        break

    def said(self, node, selector, field):
        """Return what an element says of a field: the group of its pattern, or all."""
        value = node.attributes.get(selector.attribute) if selector.attribute else node.text()
        value = " ".join((value or "").split())
        if pattern := self.rules.patterns.get(field):
            match = pattern.search(value)
            value = (match[1] or "").strip() if match else ""
        return value

    def texts_of(self, field):
        """Return all that the first selector which finds something finds, each text once."""
        for selector in self.rules.selectors.get(field, ()):
            found = [self.said(node, selector, field) for node in self.tree.css(selector.css)]
            if any(found):
                return list(dict.fromkeys(filter(None, found)))
        return []

    def text_of(self, field):
        """Return the first text that is found, "" where there is none."""
        return next(iter(self.texts_of(field)), "")

    def body(self):
        """Return the HTML of the text; several elements stand one after the other. Raises Broken."""
        for selector in self.rules.selectors["body"]:
            found = [node.inner_html or "" for node in self.tree.css(selector.css)]
            try:
                markup.check_size("\n".join(found))  # before anybody walks through it
            except markup.Refused as error:
                raise Broken(_("body: %(reason)s") % {"reason": REFUSED[type(error)]}) from error
            if any(not markup.is_empty(part) or "<img" in part for part in found):
                return "\n".join(found)
        return ""

    def number(self, address, name):
        """Return the number of the article and whose it is, the name of its file where none is told."""
        pattern = self.rules.patterns.get("id")
        match = pattern and (pattern.search(address) or pattern.search(name))
        number = match[1] if match else str(PurePosixPath(name).with_suffix(""))
        host = HOST.match(address)  # other papers count from 1, too
        return f"{host[1].lower()}?{number}"[:100] if host else number[:100]

    def photos(self, folder, files):
        """Return the photos of the page whose files we have, in their order.

        Those in the text keep their place there and what stands under them.
        """
        found = {}
        selectors = self.rules.selectors.get("photos", ()) + self.rules.selectors["body"]
        for selector in selectors:
            for node in self.tree.css(selector.css):
                for image in [node] if node.tag == "img" else node.css("img"):
                    path = files.path_of(image.attributes.get("src") or "", folder)
                    if path:
                        found.setdefault(path, self.photo(path, image))
        return list(found.values())

    def photo(self, path, image):
        """Return what the page says of a photo."""
        said = {"file": path, "alt": (image.attributes.get("alt") or "").strip()}
        around = image
        for _step in range(4):
            around = around.parent
            if around is None or len(around.css("img")) > 1:
                break
            for selector in self.rules.selectors.get("caption", ()):
                if (caption := around.css_first(selector.css)) is not None:
                    return said | {"caption": re.sub(r"^\s*[▲△▶◀▼]\s*", "", caption.text()).strip()}
        return said
