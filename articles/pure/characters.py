"""Which characters a text may hold: none that no reader can see, each in one form only."""

import re
import unicodedata

LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Spaces that do not break, of other widths, and letters that are blank.
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]")
# Controls, soft hyphens, fillers, characters of no width or that turn the direction round, variation
# selectors, private ones, lone surrogates and noncharacters. U+FFFD stays: it tells of a broken text.
# What is not assigned stays too, for it may be an emoji of tomorrow.
INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    + "".join(f"{chr(plane * 0x10000 - 2)}{chr(plane * 0x10000 - 1)}" for plane in range(2, 16))
)
ANY_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# Some of them make one sign with what stands before: joined emoji and flags, Persian and Indic letters,
# forms of Chinese and Mongolian ones.
EMOJI = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u2328\u232b-\u23ff\u2460-\u24ff"
    "\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
    "[\ufe0e\ufe0f]?"
)
JOINED = "|".join(
    (
        "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f",
        f"{EMOJI}(?:\u200d{EMOJI})*",
        "[0-9#*]\ufe0f\u20e3",
        "[\u0620-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u17ff\u1820-\u18aa\ua840-\uabff]"
        "[\u200c\u200d]",
        "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\ufe00-\ufe0f\U000e0100-\U000e01ef]",
        "[\u1820-\u18aa][\u180b-\u180f]",
    )
)
JOINED_OR_INVISIBLE = re.compile(f"({JOINED})|[{INVISIBLE}]")
# More marks on one letter than any script has; putting them in order takes quadratic time.
MARKS = "".join(chr(code) for code in range(0x300, 0x1E950) if unicodedata.combining(chr(code)))
TOO_MANY_MARKS = re.compile(f"([{MARKS}][{MARKS}]{{29}})[{MARKS}]+")


# Of which nearly every Korean text is, so that it is done at once.
PLAIN = re.compile("[\t\n -~\u00b7\u2018-\u201d\u2026\u3001-\u3011\uac00-\ud7a3]*")
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text):
    """Return the text without the characters that XML 1.0 (§2.2) allows in no form."""
    return NOT_XML.sub("", text)


def printable(source):
    """Return the source of an HTML text with newlines as \\n and without controls and surrogates.

    Its other characters wait until it is parsed: what makes a tag must not become part of a letter.
    """
    return UNPRINTABLE.sub("", LINE_BREAKS.sub("\n", source))


def tidy(text):
    """Return the text in NFC, with newlines as \\n, one kind of space and no invisible characters."""
    if PLAIN.fullmatch(text):
        return text
    text = SPACES.sub(" ", LINE_BREAKS.sub("\n", text))
    # Marks and joiners may change each other's places; what does not come to rest keeps no joiner.
    for invisible, kept in (*((JOINED_OR_INVISIBLE, r"\1"),) * 3, (ANY_INVISIBLE, "")):
        if not ANY_INVISIBLE.search(text):
            return in_order(text)
        tidied = in_order(invisible.sub(kept, text))
        if tidied == text:
            break
        text = tidied
    return text


def in_order(text):
    """Return the text in NFC, with at most thirty marks on a letter."""
    text = unicodedata.normalize("NFC", TOO_MANY_MARKS.sub(r"\1", text))
    return TOO_MANY_MARKS.sub(r"\1", text)  # some marks are two when they are in order
