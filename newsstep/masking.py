"""Addresses as they may be kept: without what lets in whoever knows it."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode

# Behind these stands who is meant and what lets in.
SECRET = re.compile(r"^(/preview/|/admin/(?:invitation|password_reset)/(?!(?:sent|done)/))[^?]*")
# Of other parameters the value may be anything, unless it is a number.
HARMLESS = {"page"}
QUOTED = re.compile(r"""['"“‘«(\[{<].*""")
NOT_OURS = re.compile(r"[^\x20-\x7e]+|\S*[@%]\S*|\d{5,}")


@lru_cache(maxsize=1024)
def masked(path):
    """Return the path without the token of a link."""
    return SECRET.sub(r"\1***/", path)


def without_data(error):
    """Return an exception in one line, without what somebody may have typed.

    That stands behind a quote or a bracket, or below the first line, where PostgreSQL shows whole rows.
    """
    line = (getattr(error, "strerror", None) or str(error)).strip().partition("\n")[0][:500]
    line = " ".join(NOT_OURS.sub("…", QUOTED.sub("…", line)).split())
    return f"{type(error).__name__}: {line}"


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
