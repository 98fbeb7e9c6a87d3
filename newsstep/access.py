"""What stands around every answer of a worker: the access log, and what took too long."""

import json
import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import IPv6Network, ip_network
from urllib.parse import urlsplit

from . import noticed
from .masking import address

SLOW = 1000  # milliseconds
LONGEST = 300  # characters of what the asker chooses
STDOUT = 1


class Watched:
    """A WSGI application that notices which requests of the one behind it take over a second.

    `named` returns the name under which requests to a path are counted together.
    """

    def __init__(self, application, named):
        self.application, self.named = application, named

    def __call__(self, environ, start_response):
        began = time.monotonic()
        try:
            return self.application(environ, start_response)
        finally:
            took = int((time.monotonic() - began) * 1000)
            if took >= SLOW:
                path = f"{environ['REQUEST_METHOD']} {address(environ['PATH_INFO'], '')}"
                noticed.notice(noticed.SLOW, self.named(environ), path=path, took=took)


class Logged:
    """A WSGI application that writes a line of JSON for each answer of the one behind it.

    `client` returns the address of who asks. A line is written at once and whole, so that those of
    several workers and threads stay apart.
    """

    def __init__(self, application, client, output=STDOUT):
        self.application, self.client, self.output = application, client, output
        self.network = lru_cache(4096)(self.network_of)

    def __call__(self, environ, start_response):
        began, told = time.monotonic(), []

        def start(status, headers, *error):
            told[:] = status, headers
            return start_response(status, headers, *error)

        body = self.application(environ, start)
        if told:
            self.write(environ, *told, body, time.monotonic() - began)
        return body

    def network_of(self, remote, forwarded):
        """Return the network of who asks, by the two addresses that a request tells."""
        named = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
        return network(self.client({"REMOTE_ADDR": remote, **named}))

    def write(self, environ, status, headers, body, seconds):
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        asker = self.network(
            environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")[-LONGEST:]
        )
        path, query = environ["PATH_INFO"][:LONGEST], environ.get("QUERY_STRING", "")[:LONGEST]
        line = (
            f'{{"time": "{now}", "method": {quoted(environ["REQUEST_METHOD"])}'
            f', "path": {path_of(path, query)}'
            f', "status": {status[:3]}, "ms": {seconds * 1000:.1f}, "bytes": {size(headers, body)}'
            f', "referrer": {host(environ.get("HTTP_REFERER", "")[:LONGEST])}'
            f', "agent": {quoted(environ.get("HTTP_USER_AGENT", "")[:LONGEST])}'
            f', "network": {asker}}}\n'
        )
        with suppress(OSError):  # whoever reads the log has gone, or the disk is full
            os.write(self.output, line.encode())


# These return a value as it stands in JSON. Readers' browsers and pages come again and again; what is
# handed to them is cut before, or whoever sends long words would fill the memory with them.


@lru_cache(maxsize=4096)
def quoted(words):
    return json.dumps(words[:LONGEST])


@lru_cache(maxsize=4096)
def path_of(path, query):
    return quoted(address(path, query))


@lru_cache(maxsize=4096)
def host(referrer):
    """Return the host that a page leads from, "" for none."""
    try:
        return quoted(urlsplit(referrer).hostname or "")
    except ValueError:
        return quoted("")


def network(client):
    """Return the network of an address, wide enough that it is nobody's: /24, of IPv6 /48."""
    if not client:
        return quoted("")
    if "." in client:
        return quoted(str(ip_network(f"{client}/24", strict=False)))
    household = int(client.partition("::")[0], 16)  # the first 64 bits
    return quoted(str(IPv6Network((household >> 16 << 80, 48))))


def size(headers, body):
    """Return the bytes of the body; of a stream those that its header tells, 0 without one."""
    if isinstance(body, (list, tuple)):
        return sum(map(len, body))
    return next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
