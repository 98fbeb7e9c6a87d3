"""How large and how deep the HTML of a body may be, told before anything parses it."""

from collections import Counter

# Tags that end by themselves, or whose end old HTML leaves out, say nothing about depth.
UNNESTED = frozenset(
    "br hr img input link meta area base col embed source track wbr "
    "p li dt dd td th tr tbody thead rt rp option".split()
)
MAX_BYTES = 200_000
MAX_TAGS = 5_000
MAX_DEPTH = 64
MAX_WORK = 50_000  # tags times the tags that are open around them
MAX_BUILT = 20_000  # elements that a parser may make of them
MAX_OPEN = 4 * MAX_DEPTH  # elements that it may have open at once


class Refused(ValueError):
    """The HTML is larger or deeper than a body may be; the message says which, in English."""


class TooLong(Refused):
    """More than MAX_BYTES."""


class TooManyTags(Refused):
    """More than MAX_TAGS."""


class TooDeep(Refused):
    """Nested more than MAX_DEPTH."""


def check_length(source):
    """Raise TooLong when the source is over MAX_BYTES."""
    if len(source.encode("utf-8", "replace")) > MAX_BYTES:
        raise TooLong(f"more than {MAX_BYTES:,} bytes of HTML")


def check_tags(tags):
    """Raise Refused when the scanned Tags are too many, or would cost a parser too much.

    What a parser would have to do is counted as if it were: a tag without its end stays open,
    and each further tag costs as much as tags are open, because parsers open them again.
    """
    if len(tags) > MAX_TAGS:
        raise TooManyTags(f"more than {MAX_TAGS:,} tags")
    depth = work = 0
    is_open = Counter()
    for tag in tags:
        if tag.name in UNNESTED:
            work += depth
        elif not tag.is_end:
            is_open[tag.name] += 1
            depth += 1
            work += depth
        elif is_open[tag.name]:
            is_open[tag.name] -= 1
            depth -= 1
        if depth > MAX_DEPTH or work > MAX_WORK:
            raise TooDeep(f"nested deeper than {MAX_DEPTH}")
