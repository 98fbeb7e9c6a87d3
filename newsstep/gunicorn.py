"""How gunicorn serves the paper: `gunicorn -c newsstep/gunicorn.py newsstep.wsgi`."""

import gc
import os

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


def when_ready(server):
    """Leave what is loaded out of every search for garbage, so that workers go on sharing it."""
    gc.collect()
    gc.freeze()


def worker_exit(server, worker):
    """Write the views that the worker still holds before it goes."""
    from articles.reading import readership

    readership.finish()
