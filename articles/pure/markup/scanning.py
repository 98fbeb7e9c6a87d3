"""Where tags begin and end in any source, read as browsers read it, and written so that none may doubt it."""

import re
from dataclasses import dataclass

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
# Their source would stand in the article, for parsers keep it as text.
UNREADABLE = frozenset("script style title textarea noscript template xmp noembed noframes".split())
BEGINNING = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*+)|!--|[!?/])")
COMMENT_END = re.compile(r"-?->|--!?>")
BLANK = re.compile(r"[\s/]*+")
ATTRIBUTE = re.compile(
    r"""(=?[^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(?!["'])([^\s>]*+)))?+"""
)
NAME = re.compile(r"[a-z][a-z0-9]*")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that a parser will see: its name in small letters, and the attributes that may matter."""

    name: str
    is_end: bool = False
    attributes: tuple = ()  # (name, source of the value)

    def __str__(self):
        attributes = "".join(f' {name}="{escaped(value)}"' for name, value in self.attributes)
        return f"<{'/' * self.is_end}{self.name}{attributes}>"


def escaped(value):
    """Return the source of an attribute's value, with nothing in it that looks like a tag."""
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def scan(source, attributes):
    """Yield the source in pieces: text as it stands, and Tags.

    `attributes` is {name of a tag: names of the attributes that may be kept}. Comments, instructions and
    what is UNREADABLE are left out; so are tags with names that no body knows how to write. A `<`
    that begins nothing, or a tag that never ends, is text. Takes time in proportion to the source.
    """
    place = 0
    while match := BEGINNING.search(source, place):
        yield source[place : match.start()]
        name = (match[2] or "").lower()
        if not name:
            place = end_of_comment(source, match)
            continue
        values, place = attributes_at(source, match.end())
        if values is None:
            # Nothing can begin in what no tag ends: it is what somebody wrote with a loose <.
            yield source[match.start() :].replace("<", "&lt;")
            return
        if name in UNREADABLE:
            place = place if match[1] else end_of_block(source, place, name)
        elif NAME.fullmatch(name):
            name = RENAMED.get(name, name)
            kept = {}
            for attribute, value in () if match[1] else values:
                if attribute in attributes.get(name, ()):
                    kept.setdefault(attribute, value)  # of two with one name the first counts
            yield Tag(name, bool(match[1]), tuple(kept.items()))
    yield source[place:]


def end_of_comment(source, match):
    """Return where the comment or instruction ends; at the end of the source when it never does."""
    if match[0] != "<!--":
        end = source.find(">", match.end())
        return end + 1 if end >= 0 else len(source)
    if source.startswith((">", "->"), match.end()):
        return source.index(">", match.end()) + 1
    end = COMMENT_END.search(source, match.end())
    return end.end() if end else len(source)


def end_of_block(source, place, name):
    """Return where the block of an unreadable tag ends that began before the place."""
    end = re.compile(rf"</{name}(?=[\s/>])[^>]*>?", re.IGNORECASE).search(source, place)
    return end.end() if end else len(source)


def attributes_at(source, place):
    """Return (list of (name, value), where the tag ends) from behind the name of a tag on.

    The list is None when the tag never ends.
    """
    values = []
    while True:
        place = BLANK.match(source, place).end()
        if place >= len(source):
            return None, place
        if source[place] == ">":
            return values, place + 1
        match = ATTRIBUTE.match(source, place)
        if match.end() == place:
            return None, place
        value = next((part for part in match.groups()[1:] if part is not None), "")
        values.append((match[1].lower(), value))
        place = match.end()
