"""Where tags begin and end in any source, read as browsers read it, and written so that none may doubt it."""

import re
from dataclasses import dataclass

# What old systems and word processors write for the tags of a body.
# Blocks end a paragraph, or the words on both sides would grow together.
BLOCKS = (
    "div center section article main aside nav header footer hgroup address details summary "
    "dialog dl dt dd pre listing plaintext form fieldset legend search marquee select optgroup option"
)
RENAMED = {
    **dict.fromkeys(BLOCKS.split(), "p"),
    **dict.fromkeys(("dir", "menu"), "ul"),
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "strike": "s",
    "del": "s",
}
LINED = frozenset({"pre", "listing", "plaintext"})  # of which newlines are seen
# Their source would stand in the article, for parsers keep it as text.
UNREADABLE = frozenset("script style title textarea noscript template xmp noembed noframes".split())
# Browsers show nothing of what stands in these, and take all that follows for it when they never end.
UNREAD = frozenset({"iframe"})
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


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage that is left out whole: the name of its tag, "!--" for a comment, and its source."""

    name: str
    source: str
    is_ended: bool

    def __str__(self):
        return ""


def escaped(value):
    """Return the source of an attribute's value, with nothing in it that looks like a tag."""
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def scan(source, attributes):
    """Yield the source in pieces: text as it stands, Tags, and Cuts.

    `attributes` is {name of a tag: names of the attributes that may be kept}. Comments, what is
    UNREADABLE and what stands in a frame are Cuts; instructions are left out, and so are tags with names
    that no body knows how to write. A `<` that begins nothing, or a tag that never ends, is text.
    Takes time in proportion to the source.
    """
    place, endless, is_lined = 0, set(), False
    while match := BEGINNING.search(source, place):
        yield from lines(source[place : match.start()], is_lined)
        name, is_end = (match[2] or "").lower(), bool(match[1])
        if not name:
            start, (place, is_ended) = match.end(), end_of_comment(source, match)
            if match[0] == "<!--":
                yield Cut("!--", source[start:place], is_ended)
            continue
        values, place = attributes_at(source, match.end())
        if values is None:
            # Nothing can begin in what no tag ends: it is what somebody wrote with a loose <.
            yield source[match.start() :].replace("<", "&lt;")
            return
        is_lined = not is_end if name in LINED else is_lined
        if NAME.fullmatch(name) and name not in UNREADABLE:
            yield from tags(name, is_end, values, attributes)
        if name in UNREADABLE | UNREAD - endless and not is_end:
            start, (place, is_ended) = place, end_of_block(source, place, name)
            yield Cut(name, source[start:place], is_ended)
            endless |= set() if is_ended else {name}  # or the end is sought again and again
    yield from lines(source[place:], is_lined)


def lines(words, is_lined):
    """Yield the pieces of a text: itself, or its lines with a <br> between them."""
    first, *others = words.split("\n") if is_lined else (words,)
    yield first
    for line in others:
        yield from (Tag("br"), line)


def tags(name, is_end, values, attributes):
    """Yield the Tags that stand for one tag of a source."""
    name = RENAMED.get(name, name)
    kept = {}
    for attribute, value in () if is_end else values:
        if attribute in attributes.get(name, ()):
            kept.setdefault(attribute, value)  # of two with one name the first counts
    if name not in UNREAD:
        yield Tag(name, is_end, tuple(kept.items()))
    elif not is_end:
        yield from (Tag(name, False, tuple(kept.items())), Tag(name, True))


def end_of_comment(source, match):
    """Return where the comment or instruction ends, and whether it does before the source."""
    if match[0] == "<!--" and not source.startswith((">", "->"), match.end()):
        end = COMMENT_END.search(source, match.end())
        return (end.end(), True) if end else (len(source), False)
    end = source.find(">", match.end())
    return (end + 1, True) if end >= 0 else (len(source), False)


def end_of_block(source, place, name):
    """Return where an unreadable block that began before the place ends, and whether it does.

    A frame that never ends holds nothing, so that the rest of the text is not lost.
    """
    end = re.compile(rf"</{name}(?=[\s/>])[^>]*>?", re.IGNORECASE).search(source, place)
    if end:
        return end.end(), True
    return (place if name in UNREAD else len(source)), False


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
