"""Tells pages which of their numbers of comments are old: GET /comments/counts.json.

It answers in front of everything else, for every page that is seen asks for it, but for those
that a beacon's answer tells.
"""

import json

from .counts import lately

TYPE = "application/json"
HEADERS = {
    "Cache-Control": "public, max-age=1",
    "Content-Type": TYPE,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_written = ({}, b"{}")  # what `lately` told last, and its JSON


def answer(environ, start_response):
    """Answer with the numbers as a WSGI application, without Django's own handling."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        start_response("405 Method Not Allowed", [("Allow", "GET, HEAD"), ("Content-Length", "0")])
        return []
    body = numbers()
    start_response("200 OK", [*HEADERS.items(), ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def numbers():
    """Return {number of an article: how many comments} of those lately changed, as JSON."""
    global _written
    told = lately()
    if told is not _written[0]:
        _written = (told, json.dumps(told, separators=(",", ":")).encode())
    return _written[1]
