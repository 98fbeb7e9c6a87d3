"""Strings: lines, excerpts, slugs. Knows nothing of models."""

import hashlib
import json
import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.encoding import iri_to_uri
from django.utils.text import slugify

from .characters import MARKS, tidy

# No article, photo or plan of a newsroom is of another time; far years overflow in some zone.
FIRST_YEAR, LAST_YEAR = 1900, 2100

# Of what one sees as one character: what goes on with it, and the letters that make flags in pairs.
JOINER = "\u200d"
CONTINUES = re.compile(f"[{JOINER}{MARKS}\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
FLAGS = re.compile(f"{FLAG.pattern}*$")

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # begins what a spreadsheet works out

MAX_WEB_ADDRESS = 500  # characters
_check_web_address = URLValidator(schemes=("http", "https"))


def tidy_line(text):
    """Return the text as one line: tidy, newlines and tabs as spaces, none at the ends."""
    return re.sub("[\n\t]+", " ", tidy(text)).strip()


def tidy_lines(text):
    """Return the text tidy, of several lines, without blank space around each."""
    return "\n".join(line.strip() for line in tidy(text).strip().split("\n"))


def one_line(lines):
    """Return a text of several lines as one, with a sign between them."""
    return " · ".join(lines.split("\n"))


def cell(words):
    """Return words as the cell of a table that spreadsheets take for no formula.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{words}" if words.startswith(FORMULA) else words


def from_cell(words):
    """Return the words of which `cell` made that."""
    return words[1:] if words.startswith("'") and words[1:].startswith(FORMULA) else words


def is_blank(text):
    """Return whether a reader would see nothing of the text."""
    return not tidy(text).strip()


def excerpt(text, length=200):
    """Return about the first `length` characters as one line, cut at a word, ended by …"""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: whole(line, length - 1)]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > length * 0.7 else cut).rstrip(" .,·") + "…"


def whole(line, place):
    """Return the last place up to this one at which a cut goes through no visible character.

    Marks, skin tones, joined emoji and the two letters of a flag belong to what stands before them.
    """
    while place and (CONTINUES.match(line, place) or line[place - 1] == JOINER):
        place -= 1
    is_in_flag = FLAG.match(line, place) and len(FLAGS.search(line[:place])[0]) % 2
    return place - 1 if is_in_flag else place


def slug(name, taken=()):
    """Return a slug of the name, Hangul kept, that is not in `taken`; never empty."""
    base = (
        slugify(name, allow_unicode=True)[:80] or "-".join(f"{ord(c):x}" for c in name[:8]) or "0"
    )
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def old_address(url):
    """Return the path and query of an old URL as one comparable string, without its host.

    `https://old.example/news/view.html?idxno=12#top` → `/news/view.html?idxno=12`.
    """
    parts = urlsplit(url.strip())
    path = "/" + unquote(parts.path).lstrip("/")
    query = "&".join(f"{name}={value}" for name, value in sorted(parse_qsl(parts.query)))
    return tidy_line(f"{path}?{query}" if query else path)


def web_address(typed):
    """Return a typed address of the web as machines read it, "" for none. Raises ValueError.

    `한글.kr/가` → `https://xn--bj0bj06e.kr/%EA%B0%80`: without a scheme it is https.
    """
    line = tidy_line(typed)
    if not line:
        return ""
    parts = urlsplit(line if "://" in line else f"https://{line}")
    host = parts.netloc.encode("idna").decode()  # a UnicodeError is a ValueError
    address = iri_to_uri(parts._replace(netloc=host).geturl())
    try:
        _check_web_address(address)
    except ValidationError as error:
        raise ValueError(line) from error
    if "@" in host or len(address) > MAX_WEB_ADDRESS or parts.port == 0:  # beyond 65,535 it raises
        raise ValueError(line)
    return address


def quoted(path):
    """Return the path percent-encoded for a header or an attribute."""
    return quote(path, safe="/:?=&%")


def digest(content):
    """Return the SHA-256 hex digest of plain data, the same for the same content."""
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()
