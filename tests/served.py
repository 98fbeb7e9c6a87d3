"""The paper as a server in front of readers asks for it: by WSGI, through its page cache."""

import io
from contextlib import contextmanager

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from articles import urls
from articles.reading import pagecache


@contextmanager
def one_connection():
    """Keep the connection of the test's transaction, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class Asked:
    """The paper behind its page cache, and how often a page of it was rendered."""

    def __init__(self, size=64_000_000):
        self.renders = []
        self.django = WSGIHandler()
        self.instead = None  # (status, headers) of what answers instead of Django
        self.pages = pagecache.Pages(self.behind, urls.PARAMETERS, size, "session")

    def behind(self, environ, start_response):
        self.renders.append(environ["PATH_INFO"] + "?" + environ["QUERY_STRING"])
        if self.instead:
            status, headers = self.instead
            start_response(status, list(headers.items()))
            return [b"instead"]
        return self.django(environ, start_response)

    def __call__(self, path, method="GET", **headers):
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        told = {}

        def start_response(status, headers, exc_info=None):
            told["status"], told["headers"] = int(status[:3]), dict(headers)

        with one_connection():
            parts = self.pages(environ, start_response)
            told["body"] = b"".join(parts)
            if hasattr(parts, "close"):
                parts.close()
        return told
