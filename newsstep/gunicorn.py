"""How gunicorn serves the paper: `gunicorn -c newsstep/gunicorn.py newsstep.wsgi`."""

import gc
import os
import threading
import time

from newsstep import settings  # noqa: F401  (reads var/newsstep.env into the environment)

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.get("THREADS", "4"))
# Loaded once before the workers are born: a wrong setting stops the start, with its one line.
preload_app = True
control_socket_disable = True
# No header of a request may say under which path the paper lies.
forwarder_headers = ""
graceful_timeout = 20
keepalive = 15
# A worker's heartbeat on a disk that stalls would have it killed.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108

# A thread reads what is sent, so it waits for nobody: a small form must be there in the first
# seconds, a photo at the pace of a bad telephone line, and no sender may fall silent for long.
FIRST_SECONDS = 5
SLOWEST = 20_000  # bytes a second
SILENCE = 15  # seconds


class InTime:
    """The socket of a request, as long as its body comes in time."""

    def __init__(self, sock, size):
        self.sock = sock
        self.until = time.monotonic() + FIRST_SECONDS + size / SLOWEST

    def recv(self, size):
        left = min(self.until - time.monotonic(), SILENCE)
        if left <= 0:
            raise TimeoutError("the body of the request is too late")
        self.sock.settimeout(left)
        try:
            return self.sock.recv(size)
        finally:
            self.sock.settimeout(None)


def pre_request(worker, request):
    """Let the body of the request be read as long as it comes in time."""
    size = getattr(request.body.reader, "length", 0)  # 0 for one that comes in pieces
    request.unreader.sock = InTime(request.unreader.sock, size)


def post_request(worker, request, environ, response):
    request.unreader.sock = request.unreader.sock.sock


def when_ready(server):
    """Leave what is loaded out of every search for garbage, so that workers go on sharing it."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker):
    """Begin what a worker does beside its readers: tell search engines and people what is new.

    The first worker also sweeps what interrupted writes of files have left.
    """
    from articles.desk import watch
    from articles.exchange import indexnow, mail

    for begins in (indexnow, mail, watch):
        begins.start()
    if worker.age == 1:
        threading.Thread(target=sweep_files, name="sweep", daemon=True).start()


def sweep_files():
    """Sweep photos for a minute at most, and then the papers of articles."""
    from django.db import connection

    from articles.desk import photos, source_files

    try:
        photos.sweep(seconds=60)
        source_files.sweep()
    finally:
        connection.close()


def worker_exit(server, worker):
    """Write the views that the worker still holds before it goes."""
    from articles.reading import readership

    readership.finish()
