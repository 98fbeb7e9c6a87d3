"""A search engine that is told of changed pages by IndexNow: a server on this machine."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        engine = self.server
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        engine.told.append((self.path, self.headers["Content-Type"], sent))
        engine.meanwhile()
        status, headers = engine.answers.pop(0) if engine.answers else (200, {})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()


class Engine(ThreadingHTTPServer):
    """`answers` are the next ones, (status, headers); after them it takes everything."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.told, self.answers = [], []
        self.meanwhile = lambda: None  # what happens before it answers
        self.address = f"http://127.0.0.1:{self.server_port}/indexnow"

    def heard(self):
        """Return the paths of all pages that it was told of since it was asked last, a list a message."""
        told, self.told = self.told, []
        return [
            [url.removeprefix("http://127.0.0.1:8000") for url in message["urlList"]]
            for _path, _kind, message in told
        ]


@contextmanager
def engine():
    """Run an Engine."""
    with Engine() as server:
        # It looks ten times a second at most whether it is to end.
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
