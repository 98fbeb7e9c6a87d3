"""Names of tags, sections, people: one form for each, whichever door it came through."""

import re
import unicodedata

from . import text

# Letters and digits as wide as a syllable, which a Korean or Japanese keyboard writes for Latin ones.
NARROW = {
    code: code - 0xFEE0
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for code in range(ord(first), ord(last) + 1)
}
SEPARATORS = "[,;，、\n]"
# A name that holds what separates names stands in quotation marks; those in it are doubled.
QUOTED = re.compile(f'\\s*"((?:[^"]|"")*)"\\s*(?:{SEPARATORS}|$)')
BARE = re.compile(f"(.*?)(?:{SEPARATORS}|$)", re.DOTALL)
NEEDS_QUOTES = re.compile(f'{SEPARATORS}|^"')


def tidy_name(typed):
    """Return the name in its one form: a line in NFC, seen as it is, with single spaces."""
    return " ".join(text.tidy(text.tidy(typed).translate(NARROW)).split())


def tag_name(typed):
    """Return the name of a tag in its one form, without the # that readers are shown anyway."""
    return tidy_name(tidy_name(typed).lstrip("#＃ "))


def key(name):
    """Return what two names have in common that differ in capital letters only."""
    return unicodedata.normalize("NFC", name.casefold())


def distinct(names):
    """Return the names that are not empty, each once whatever its capital letters, as a list."""
    first = {}
    for name in filter(None, names):
        first.setdefault(key(name), name)
    return list(first.values())


def tag_names(line):
    """Return the names in a line of tags, separated by commas or semicolons."""
    line, names, place = line or "", [], 0
    while place < len(line):
        quoted = QUOTED.match(line, place)
        token = quoted or BARE.match(line, place)
        names.append(tag_name(quoted[1].replace('""', '"') if quoted else token[1]))
        place = max(token.end(), place + 1)
    return distinct(names)


def tag_line(tags):
    """Return the line that `tag_names` reads back into the same tags."""
    return ", ".join(
        '"{}"'.format(tag.name.replace('"', '""')) if NEEDS_QUOTES.search(tag.name) else tag.name
        for tag in tags
    )
