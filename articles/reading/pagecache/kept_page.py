"""One finished page in a worker's memory: its compressed forms, its headers, its age."""

import functools
import gzip
import hashlib
import time
from copy import copy

import brotli
from django.db import DatabaseError

from .freshness import MAX_AGE, READ_EVERY, generation

OVERHEAD = 3000  # bytes of a kept page besides its bodies: headers, keys, objects
HEADERS_OF_304 = ("cache-control", "etag", "vary", "access-control-allow-origin")
BROTLI_QUALITY = 5  # 4 % larger than the best, and twenty times as fast
COMPRESS = {
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
}
OPEN = {"gzip": gzip.decompress, "br": brotli.decompress}


class KeptPage:
    """A finished page, kept compressed only: in the forms that somebody asked for."""

    def __init__(self, status, headers, body, made_under, form):
        self.status = status
        self.made_under = made_under
        self.made_at = self.tried_at = time.monotonic()
        tag = hashlib.blake2b(body, digest_size=12).hexdigest()
        self.tags = {form: f'"{tag}{form and "-"}{form}"' for form in ("", "gzip", "br")}
        self.headers = [
            (name, value)
            for name, value in headers
            if name.lower() not in ("content-length", "vary", "etag")
        ] + [("Vary", "Accept-Encoding")]
        self.forms, self.answers = {}, {}  # form → body, its headers
        self.add(form, body)

    def add(self, form, body):
        # New dictionaries: other threads answer from the old ones.
        compressed = COMPRESS[form](body)
        self.forms = {**self.forms, form: compressed}
        self.answers = {**self.answers, form: self.headers_of(form, compressed)}
        self.size = sum(map(len, self.forms.values())) + OVERHEAD

    def also_in(self, form):
        """Return a copy of the page with one more form, "gzip" or "br"."""
        page = copy(self)
        page.add(form, self.body())
        return page

    def body(self):
        """Return the page as it was before it was compressed."""
        form, body = next(iter(self.forms.items()))
        return OPEN[form](body)

    def headers_of(self, form, body):
        """Return the headers of the page in a form: "gzip", "br", or "" for none."""
        encoding = [("Content-Encoding", form)] if form else []
        return [
            *self.headers,
            *encoding,
            ("ETag", self.tags[form]),
            ("Content-Length", str(len(body))),
        ]

    def is_fresh(self):
        """Return whether nothing has changed since; no, when the database can't say."""
        if time.monotonic() - self.made_at > MAX_AGE:
            return False
        try:
            return self.made_under == generation()
        except DatabaseError:
            return False

    def is_put_off(self):
        """Return whether making it anew failed a moment ago."""
        return self.tried_at > self.made_at and time.monotonic() - self.tried_at < READ_EVERY

    def put_off(self):
        """Note that making it anew has failed."""
        self.tried_at = time.monotonic()

    def answer(self, form, environ, start_response):
        """Answer a GET or HEAD in a form that the page has, or "" for none."""
        body = self.forms[form] if form else self.body()
        headers = self.answers[form] if form else self.headers_of(form, body)
        etags = environ.get("HTTP_IF_NONE_MATCH")
        if etags and (etags == "*" or any(tag in etags for tag in self.tags.values())):
            repeated = [header for header in headers if header[0].lower() in HEADERS_OF_304]
            start_response("304 Not Modified", repeated)
            return []
        start_response(self.status, list(headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@functools.lru_cache(maxsize=256)
def best_form(accepted):
    """Return "br", "gzip" or "", the best form that the Accept-Encoding header accepts."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    every = weights.get("*", False)
    return next((form for form in ("br", "gzip") if weights.get(form, every)), "")
