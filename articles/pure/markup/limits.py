"""How large and how deep the HTML of a body may be, told before anything parses it."""

import re
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
MAX_ATTRIBUTES = 400
TAG_START = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{2000,}")
DATA_URL = re.compile(r"data:[^\"'\s<>]*")


class Refused(ValueError):
    """The HTML is larger or deeper than a body may be; the message says which, in English."""


class TooLong(Refused):
    """More than MAX_BYTES."""


class TooManyTags(Refused):
    """More than MAX_TAGS."""


class TooDeep(Refused):
    """Nested more than MAX_DEPTH."""


def check_size(source):
    """Raise Refused when the source is over the caps; nothing is parsed for it."""
    if len(source.encode("utf-8", "replace")) > MAX_BYTES:
        raise TooLong(f"more than {MAX_BYTES:,} bytes of HTML")
    starts = list(TAG_START.finditer(source))
    if len(starts) > MAX_TAGS or source.count("<") - len(starts) > MAX_TAGS:
        raise TooManyTags(f"more than {MAX_TAGS:,} tags")
    check_depth(starts)
    for tag in LONG_TAG.findall(source):
        if len(re.findall(r"[\s/=]", DATA_URL.sub("", tag))) > MAX_ATTRIBUTES:
            raise TooManyTags(f"a tag with more than {MAX_ATTRIBUTES} attributes")


def check_depth(starts):
    """Raise TooDeep when the tags, matches of TAG_START, would cost a parser too much.

    What a parser would have to do is counted as if it were: a tag without its end stays open,
    and each further tag costs as much as tags are open, because parsers open them again.
    """
    depth = work = 0
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
