"""Finished pages, kept in a worker's memory and answered in front of Django."""

import functools
import io
import threading
from collections import OrderedDict
from contextlib import suppress
from urllib.parse import parse_qsl, quote, urlencode

from django.conf import settings
from django.db import DatabaseError
from django.http.request import split_domain_port, validate_host
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.http import RFC3986_SUBDELIMS

from .freshness import generation
from .kept_page import KeptPage, best_form
from .old_addresses import hidden_path

SAFE = RFC3986_SUBDELIMS + "/~:@"  # what Django leaves as it is in the path of an address

_worker_pages = None  # the Pages of this process


class Pages:
    """A WSGI application that keeps the finished pages of the one behind it.

    `parameters` tells of each view name whose pages may be kept which query parameters it reads;
    every other parameter is ignored. `size` is the memory in bytes for kept pages of one worker;
    what was asked for the longest ago goes first. A page is rendered without anything of the
    request but its path and named parameters, so no request can put something into it. Requests
    with a cookie named `session_cookie` pass through.
    """

    def __init__(self, application, parameters, size, session_cookie):
        self.application = application
        self.parameters = parameters
        self.size = size
        self.session_mark = f"{session_cookie}="
        self.hits = self.misses = self.bytes = 0
        self.names = functools.lru_cache(4096)(self.names_of)
        self._pages = OrderedDict()  # key → KeptPage
        self._changing = threading.Lock()
        self._rendering = {}  # key → lock, held while its page is made
        global _worker_pages
        _worker_pages = self

    def __call__(self, environ, start_response):
        key = self.key(environ)
        if key is None or is_hidden(environ):
            return self.application(environ, start_response)
        page = self._pages.get(key)
        if page is not None and page.is_fresh():
            self.hits += 1
            with suppress(KeyError):  # another thread has just let it go
                self._pages.move_to_end(key)
        else:
            page = self.made(key, environ)
        if isinstance(page, KeptPage):
            form = best_form(environ.get("HTTP_ACCEPT_ENCODING", ""))
            if form and form not in page.forms:
                page = self.widened(key, page, form)
            return page.answer(form, environ, start_response)
        status, headers, body = page
        start_response(status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def key(self, environ):
        """Return (path, query) of the page that is asked for; None when none may be kept."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        if self.session_mark in environ.get("HTTP_COOKIE", "") or not is_ours(
            environ.get("HTTP_HOST", ""),
            environ.get("HTTP_X_FORWARDED_PROTO", ""),
        ):
            return None
        path = environ["PATH_INFO"]
        names = self.names(path)
        if names is None:
            return None
        query = environ.get("QUERY_STRING", "")
        return path, canonical(query, names) if query and names else ""

    def names_of(self, path):
        """Return the parameters that the page of a path reads; None when it may not be kept."""
        try:
            path = path.encode("latin-1").decode()
            match = resolve(path)
            # The same page has one address; others, such as /articles/007/, are not kept.
            address = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
            if address != quote(path, safe=SAFE):
                return None
        except (Resolver404, NoReverseMatch, UnicodeError):
            return None
        return self.parameters.get(match.view_name)

    def made(self, key, environ):
        """Return the page as it is now, a KeptPage or (status, headers, body) of what is not kept.

        One thread makes it, the others of the worker wait for it. When that fails, the last copy.
        """
        with self._changing:
            lock = self._rendering.setdefault(key, threading.Lock())
        try:
            with lock:
                return self.fresh(key) or self.anew(key, environ)
        finally:
            self._rendering.pop(key, None)

    def fresh(self, key):
        """Return the page that another thread has made meanwhile, or could not make just now."""
        page = self._pages.get(key)
        if page is None or not (page.is_put_off() or page.is_fresh()):
            return None
        self.hits += 1
        return page

    def anew(self, key, environ):
        """Make the page and keep it if it may be kept; return what `made` does."""
        self.misses += 1
        last = self._pages.get(key)
        try:
            # Read before rendering: a change in the meantime must not be kept as fresh.
            made_under = generation()
        except DatabaseError:
            if last:  # rendering would only wait for the database once more
                return last
            made_under = None
        answer = self.render(key, environ)
        last = self._pages.get(key)
        if answer[0].startswith("5") and last:
            last.put_off()
            return last
        page = None
        if made_under and may_be_kept(*answer):
            form = best_form(environ.get("HTTP_ACCEPT_ENCODING", "")) or "gzip"
            page = KeptPage(*answer, made_under, form)
        self.keep(key, page)
        return page or answer

    def widened(self, key, page, form):
        """Return the page with one more form, which is kept in its place unless another one is."""
        wider = page.also_in(form)
        self.keep(key, wider, instead_of=page)
        return wider

    def render(self, key, environ):
        """Return (status, headers, body) of the page from the application."""
        answers = []
        parts = self.application(
            bare_environ(environ, *key), lambda *answer: answers.append(answer)
        )
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        status, headers = answers[-1][:2]
        return status, headers, body

    def keep(self, key, page, instead_of=None):
        """Put the page in place of the one that is kept, or of that one only.

        Without a page, forget the one that is kept.
        """
        with self._changing:
            if instead_of and self._pages.get(key) is not instead_of:
                return
            old = self._pages.pop(key, None)
            if old:
                self.bytes -= old.size
            if page and page.size <= self.size:
                self._pages[key] = page
                self.bytes += page.size
            while self.bytes > self.size:
                _key, gone = self._pages.popitem(last=False)
                self.bytes -= gone.size

    def statistics(self):
        """Return hits, misses, entries and bytes of this worker's pages."""
        return {
            "hits": self.hits,
            "misses": self.misses,
            "entries": len(self._pages),
            "bytes": self.bytes,
        }


def is_hidden(environ):
    """Return whether the page would stand before an old address of an article."""
    path, query = environ["PATH_INFO"].encode("latin-1"), environ.get("QUERY_STRING", "")
    return bool(hidden_path(environ["REQUEST_METHOD"], path, query))


def bare_environ(environ, path, query):
    """Return the request for a page without anything of the reader's own."""
    return {
        **{name: value for name, value in environ.items() if name.startswith("wsgi.")},
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        **own_address(),
    }


def may_be_kept(status, headers, _body):
    """Return whether an answer is one that every reader may get."""
    by_name = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and by_name.get("cache-control", "").startswith("public")
        and "set-cookie" not in by_name
        and by_name.get("vary", "Accept-Encoding").lower() == "accept-encoding"
    )


@functools.lru_cache(maxsize=256)
def is_ours(host, protocol):
    """Return whether the request came to a host of ours, and by https where that is required."""
    domain, _port = split_domain_port(host)
    by_https = not settings.IS_HTTPS or protocol == "https"
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS) and by_https


def canonical(query, names):
    """Return the query with the named parameters only, each once, as the page reads them."""
    parameters = {name: value for name, value in parse_qsl(query, True) if name in names}
    # The first page of a list has its address without a number.
    if parameters.get("page") == "1":
        del parameters["page"]
    return urlencode(sorted(parameters.items()))


@functools.cache
def own_address():
    """Return what a request to the paper's own address says of it, in terms of WSGI."""
    site = settings.SITE
    return {
        "HTTP_HOST": site.netloc,
        "HTTP_X_FORWARDED_PROTO": site.scheme,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if settings.IS_HTTPS else 80)),
        "wsgi.url_scheme": site.scheme,
    }


def statistics():
    """Return hits, misses, entries and bytes of this worker's pages; {} when none are kept."""
    return _worker_pages.statistics() if _worker_pages else {}
