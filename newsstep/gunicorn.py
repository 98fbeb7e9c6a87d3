"""How gunicorn serves the paper: `gunicorn -c newsstep/gunicorn.py newsstep.wsgi`."""

import gc
import os
import resource
import threading

from newsstep import settings  # noqa: F401  (reads var/newsstep.env into the environment)
from newsstep.worker import SMALL, Worker, is_logged_in

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
worker_class = Worker
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

# Each open connection takes one of the files that a process may have open.
worker_connections = 2000


def on_starting(server):
    """Refuse to serve a paper that is not ready, and let each worker open files for all connections."""
    refuse_what_is_not_ready()
    let_workers_open_files(server)


def refuse_what_is_not_ready():
    """End in one line while the paper is being changed or is of an older version."""
    from articles.operation import serving, upgrading

    try:
        serving.serve()
    except serving.InUse:
        reason = "the paper is being moved or upgraded; start it afterwards"
    else:
        reason = upgrading.why_not_served()
    if reason:
        raise SystemExit(f"newsstep: {reason}")


def let_workers_open_files(server):
    """Let a worker open files for all its connections, as far as the machine allows."""
    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * worker_connections
    if most != resource.RLIM_INFINITY and most < wanted:
        server.cfg.set("worker_connections", most // 2)
        wanted = most
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def pre_request(worker, request):
    """Let a thread wait for a large body of somebody who is logged in; all else is there already."""
    size = getattr(request.body.reader, "length", None)  # None for one that comes in pieces
    if (size is None or size > SMALL) and is_logged_in(dict(request.headers).get("COOKIE", "")):
        request.unreader.sock.expect(size or 0)


def post_request(worker, request, environ, response):
    request.unreader.sock.expect_nothing()


def when_ready(server):
    """Leave what is loaded out of every search for garbage, so that workers go on sharing it."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker):
    """Begin what a worker does beside its readers: tell search engines, people and the operator what is new.

    The first worker also sweeps what interrupted writes of files have left.
    """
    from articles.desk import watch
    from articles.exchange import indexnow, mail
    from articles.operation import incidents, tidying

    for begins in (indexnow, mail, watch, incidents, tidying):
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
    """Write the views and the errors that the worker still holds before it goes."""
    from articles.operation import incidents
    from articles.reading import readership

    readership.finish()
    incidents.finish()
