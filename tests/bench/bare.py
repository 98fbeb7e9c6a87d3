"""A WSGI application that returns one answer and does nothing else: the limit of the server."""

import json
import os
from pathlib import Path

FOLDER = Path(os.environ["BENCH_ANSWER"])
BODY = (FOLDER / "body").read_bytes()
HEADERS = [tuple(header) for header in json.loads((FOLDER / "headers.json").read_text())]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
