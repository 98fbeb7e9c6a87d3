"""Addresses of an older system: which ones are the same, and what in them names the article."""

import re
from collections import defaultdict
from itertools import combinations
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from .text import tidy_line

MAX_PARAMETERS = 30  # that are looked at
MAX_NAMES = 5  # identifying parameters of one address
# Names that old systems gave to the article's number; they decide where an export is too small to tell.
USUAL = "idxno document_srl wr_id newsid articleid aid idx no p id uid seq num".split()
INDEX = re.compile(r"/(?:index|default)\.(?:php\d?|html?|aspx?|jsp|do)$")
ENDING = re.compile(r"\.(?:php\d?|html?|aspx?|jsp|do|amp)$")
# The same article for telephones, for printers, for feed readers.
TWINS = {"m", "mobile", "amp", "print", "feed"}
VARIANT = re.compile(r"_?(?:view|read|print|amp|mobile)+$")


class Address(NamedTuple):
    """A path without a slash at its end and ((name, value), …) in order, both in small letters."""

    path: str
    parameters: tuple


def address_of(path, query):
    """Return the Address of a path and a query in bytes; the path is percent-decoded already."""
    path = INDEX.sub("", "/" + decoded(path).strip("/")).rstrip("/") or "/"
    pairs = []
    for field in query.replace(b"+", b" ").split(b"&")[:MAX_PARAMETERS]:
        name, _, value = (decoded(unquote_to_bytes(part)) for part in field.partition(b"="))
        if name and value:
            pairs.append((name, value))
    return Address(path, tuple(sorted(dict(pairs).items())))


def address_of_url(url):
    """Return the Address of an old URL; its host doesn't matter. Raises ValueError."""
    parts = urlsplit(url.strip())
    return address_of(unquote_to_bytes(parts.path), parts.query.encode())


def decoded(raw):
    """Return bytes of an address as small letters; old Korean servers wrote them in EUC-KR."""
    if raw.isascii() and (plain := raw.decode()).isprintable():
        return plain.strip().lower()
    for encoding in ("utf-8", "cp949"):
        try:
            return tidy_line(raw.decode(encoding)).lower()
        except UnicodeDecodeError:
            continue
    return raw.decode("ascii", "backslashreplace").lower()


# Which addresses are the same


def key(address, names):
    """Return what an address is stored by: its path and those of its parameters that identify."""
    chosen = [pair for pair in address.parameters if pair[0] in names]
    if not chosen and address.path == "/":
        chosen = address.parameters
    return joined(address.path, chosen)


def keys(address, names):
    """Return the keys that an address may be stored by, the one with most parameters first.

    The last one is its path alone.
    """
    chosen = [pair for pair in address.parameters if pair[0] in names][:MAX_NAMES]
    some = [pairs for size in range(len(chosen), 0, -1) for pairs in combinations(chosen, size)]
    single = [(pair,) for pair in address.parameters]
    every = [address.parameters, *some, *single, ()]
    return list(dict.fromkeys(joined(address.path, pairs) for pairs in every))


def joined(path, pairs):
    """Return a path and parameters as one line."""
    query = "&".join(f"{name}={value}" for name, value in pairs)
    return f"{path}?{query}" if query else path


def twin(address, names):
    """Return what the addresses of one article for screens, telephones and printers share.

    "" where nothing tells them from those of others.
    """
    folder, last = parts_of(address.path)
    chosen = [pair for pair in address.parameters if pair[0] in names]
    if chosen:
        return joined(VARIANT.sub("", last), chosen)
    return "/".join(filter(None, [*folder, last]))


def are_twins(path, other):
    """Return whether two paths whose addresses have the same twin are of one article.

    Where none of the two says that it is for telephones or printers, they lie in the same folder.
    """
    return is_twin(path) or is_twin(other) or parts_of(path)[0] == parts_of(other)[0]


def is_twin(path):
    """Return whether a path says that it is another form of a page."""
    return not TWINS.isdisjoint(path.split("/"))


def parts_of(path):
    """Return (folders, last part without its ending) of a path, without what makes it a twin."""
    parts = [part for part in path.split("/") if part]
    while parts and parts[0] in TWINS:
        del parts[0]
    while parts and parts[-1] in TWINS:
        del parts[-1]
    return parts[:-1], ENDING.sub("", parts[-1]) if parts else ""


# What in them names the article


def identifying(addresses):
    """Return the names of the parameters that tell the articles of an export apart.

    `addresses` are those of different articles. On one path it is the parameter whose values
    differ from article to article, or the few that do together.
    """
    by_path = defaultdict(list)
    for address in addresses:
        if address.parameters:
            by_path[address.path].append(dict(address.parameters))
    names, alone = set(), []
    for rows in by_path.values():
        if len(rows) > 1:
            names.update(differing(rows))
        else:
            alone += rows
    # Where each article has a path of its own, a parameter is no more than an addition, unless
    # it differs as well.
    if alone:
        names.update(name for name in differing(alone)[:1] if is_telling(name, alone))
    return names


def differing(rows):
    """Return the fewest names by whose values nearly all of the rows ({name: value}) differ."""
    chosen, apart = [], 0
    candidates = {name for row in rows for name in row}
    while candidates and apart < len(rows) * 0.98:
        counts = {
            name: len({tuple(row.get(n) for n in (*chosen, name)) for row in rows})
            for name in candidates
        }
        best = max(candidates, key=lambda name: (counts[name], *likeness(name, rows)))
        if chosen and counts[best] - apart < len(rows) * 0.02:
            break
        chosen.append(best)
        candidates.remove(best)
        apart = counts[best]
    return chosen


def likeness(name, rows):
    """Return how much a parameter looks like an article's number, as a key that sorts."""
    usual = -USUAL.index(name) if name in USUAL else -len(USUAL)
    values = [row[name] for row in rows if name in row]
    with_digits = sum(map(has_digit, values)) / len(values)
    return usual, with_digits, sum(map(len, values)) / len(values), name


def is_telling(name, rows):
    """Return whether values of a parameter differ for each row, and look like numbers."""
    values = [row.get(name, "") for row in rows]
    return len(set(values)) > len(rows) * 0.98 and (name in USUAL or any(map(has_digit, values)))


def has_digit(value):
    return any(map(str.isdecimal, value))
