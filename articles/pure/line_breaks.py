"""Where a line of Korean text must not break, though browsers let it: shown to readers, never stored."""

import html
import re
import unicodedata

UNITS = "℃℉\u3371-\u337a\u3380-\u33df"  # ㎞, ㎡ and their like
CLOSING = "”’」』》〉〕】\\])%‰"
# A sign holds on to what stands before it, on both sides, or to what stands after it.
PLACES = re.compile(
    rf"([·ㆍ‧](?<=\S.)|[{UNITS}](?<=\d.)(?![가-힣]))"  # no line begins with a dot or a unit
    rf"|([{UNITS}](?<=\d.))"  # a unit with its particle
    rf"|([{CLOSING}](?=[가-힣]))"  # what is closed, and its particle
    r"|([·ㆍ‧](?<=\S\s.))"  # a dot that stands free
    r"|(\d+(?:-\d+)+)"  # scores, telephones, dates
)
REACH = ((1, 0), (1, 1), (0, 1), (2, 0), (0, 0))
SIGN = re.compile(f"[·ㆍ‧{UNITS}{CLOSING}-]")
TAG_OR_TEXT = re.compile(r'(<(?:[^<>"]|"[^"]*")*+>)|([^<]+)')


def held_together(words):
    """Return a text as HTML in which no line breaks where Korean has no place for it.

    What stays together is wrapped and not joined by characters of no width, which would be copied with
    the text.
    """
    return wrapped(words, [(start, stop, "nb") for start, stop in stretches(words)])


def wrapped(words, held):
    """Return a text as HTML with each of [(start, stop, class)], in order and apart, in a span."""
    parts, end = [], 0
    for start, stop, name in held:
        kept = html.escape(words[start:stop], quote=False)
        parts += (
            html.escape(words[end:start], quote=False),
            f'<span class="{name}">{kept}</span>',
        )
        end = stop
    return "".join((*parts, html.escape(words[end:], quote=False)))


def stretches(words):
    """Return [(start, stop)] of what must stay on one line, in order and apart."""
    found = []
    for place in PLACES.finditer(words):
        before, after = REACH[place.lastindex - 1]
        start, stop = place.start() - before, place.end() + after
        if found and start < found[-1][1]:
            start, _stop = found.pop()
        # A mark belongs to the letter before it, which stays out with it.
        if not unicodedata.category(words[start]).startswith(("M", "C")):
            found.append((start, stop))
    return found


def held_together_in(clean_html):
    """Return clean HTML with its texts held together."""

    def held(piece):
        if piece[1] or not SIGN.search(piece[2]):
            return piece[0]
        return held_together(html.unescape(piece[2]))

    return TAG_OR_TEXT.sub(held, clean_html)
