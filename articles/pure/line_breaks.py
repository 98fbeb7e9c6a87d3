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
    parts, end = [], 0
    for start, stop in stretches(words):
        parts += (words[end:start], words[start:stop])
        end = stop
    parts = [html.escape(part, quote=False) for part in (*parts, words[end:])]
    parts[1::2] = [f'<span class="nb">{part}</span>' for part in parts[1::2]]
    return "".join(parts)


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
