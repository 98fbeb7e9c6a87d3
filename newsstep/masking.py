"""Addresses as they may be kept: without what lets in whoever knows it."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode

# Behind these stands who is meant and what lets in.
SECRET = re.compile(r"^(/preview/|/admin/(?:invitation|password_reset)/(?!(?:sent|done)/))[^?]*")
# Of other parameters the value may be anything, unless it is a number.
HARMLESS = {"page"}


@lru_cache(maxsize=1024)
def masked(path):
    """Return the path without the token of a link."""
    return SECRET.sub(r"\1***/", path)


def address(path, query):
    """Return a path and its query, of which only numbers and what counts pages is kept."""
    path = quote(masked(path.encode("latin-1").decode(errors="replace")), safe="/~:@!$&'()*+,;=")
    return f"{path}?{kept(query)}" if query else path


@lru_cache(maxsize=1024)
def kept(query):
    """Return the query with the values of numbers of pages and articles only."""
    pairs = parse_qsl(query[:2000], keep_blank_values=True)
    return urlencode(
        [(name[:40], value if is_harmless(name, value) else "***") for name, value in pairs[:20]],
        safe="*",
    )


def is_harmless(name, value):
    return name in HARMLESS or (value.isdecimal() and len(value) <= 10)
