"""Asks a restored paper for its rows, its files and its pages, in a process of its own."""

import hashlib
import io
import json
import random
import re
from collections import defaultdict
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import connection

from .databases import database

STANDING = ("/", "/latest/", "/photos/", "/most-viewed/", "/archive/", "/corrections/", "/about/")
STANDING += ("/regions/", "/feeds/", "/latest.json", "/feeds/rss.xml", "/search/?q=%EC%8B%9C")
STANDING += ("/sitemap.xml", "/news-sitemap.xml", "/robots.txt")
LOC = re.compile(r"<loc>([^<]+)</loc>")
PICTURE = re.compile(r"/media/(photos/[0-9a-z/.\-]+)")
MOST_PARTS = 3  # of the sitemap that are read of each kind
MOST_PICTURES = 200


def look(application, backup, count):
    """Return as JSON {"count": how many answers were looked at, "wrong": what is not as it should be}."""
    told = json.loads((backup / "manifest.json").read_text())
    paths = chosen(application, count)
    wrong, pictures = wrong_rows(told), set()
    for path in paths:
        status, body = answer(application, path)
        if status >= 400 or (status == 200 and not body):
            wrong.append(f"{path} {status}")
        pictures.update(PICTURE.findall(body.decode(errors="replace")))
    pictures = shown(told, pictures)
    wrong += [path for path in pictures if answer(application, path)[0] != 200]
    return json.dumps({"count": len(paths) + len(pictures), "wrong": wrong})


def shown(told, names):
    """Return the paths of pictures that the backup holds, some where there are many."""
    if not told["photos"]["included"]:
        return []
    lost = tuple(name.rpartition("/")[0] for name in told["missing"]["photos"])
    there = sorted(name for name in names if not name.startswith(lost))
    return [f"/media/{name}" for name in there[:MOST_PICTURES]]


def wrong_rows(told):
    """Return what the restored paper lacks, or holds otherwise, of what the backup was made of."""
    facts = database(connection).facts()
    counts = told["counts"] if facts.migrations == told["migrations"] else {}  # they write rows
    wrong = [
        f"{name} {facts.counts.get(name)} ≠ {n}"
        for name, n in counts.items()
        if facts.counts.get(name) != n
    ]
    missing = told["missing"]
    if told["photos"]["included"]:
        names = set(facts.photos).difference(missing["photos"])
        wrong += sorted(name for name in names if not (settings.MEDIA_ROOT / name).is_file())
    for key in facts.sources.keys() - set(missing["sources"]):
        path = settings.SOURCES_ROOT / key
        if (
            not path.is_file()
            or hashlib.sha256(path.read_bytes()).hexdigest() != facts.sources[key]
        ):
            wrong.append(f"sources/{key}")
    return wrong


def chosen(application, count):
    """Return the paths of pages: those that every paper has, one of each kind, and any others."""
    kinds = defaultdict(list)
    for path in addresses(application, MOST_PARTS):
        kinds[path.split("/")[1]].append(path)
    some = {random.choice(paths) for paths in kinds.values()}
    others = [path for paths in kinds.values() for path in paths]
    some |= set(random.sample(others, min(count, len(others))))
    articles = [f"{path[:-1]}.json" for path in some if re.fullmatch(r"/articles/\d+/", path)][:1]
    return [*STANDING, *articles, *sorted(some)]


def addresses(application, most_parts=None):
    """Return the path of every page that the sitemap tells, of some of its parts where it has many."""
    parts = defaultdict(list)
    for path in told_by(application, "/sitemap.xml"):
        parts[path.split("-")[0]].append(path)
    found = []
    for paths in parts.values():
        few = most_parts is None or len(paths) <= most_parts
        for path in paths if few else random.sample(paths, most_parts):
            found += told_by(application, path)
    return found


def told_by(application, path):
    _status, body = answer(application, path)
    return [urlsplit(address).path for address in LOC.findall(body.decode())]


def answer(application, path):
    """Return (status, body) of what the paper answers to a reader."""
    path, _mark, query = path.partition("?")
    environ = {
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": settings.SITE.netloc,
        "HTTP_X_FORWARDED_PROTO": settings.SITE.scheme,
        "wsgi.url_scheme": settings.SITE.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
    }
    setup_testing_defaults(environ)
    said = []
    parts = application(environ, lambda status, headers, error=None: said.append(status))
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return int(said[-1].split()[0]), body
