"""What the paper bears: changes, senseless queries, restarts and dying workers under load."""

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import sys
import threading
import time
import urllib.request
from contextlib import closing, contextmanager

from . import archives
from .load import Load
from .servers import GUNICORN, Server, environment

CHANGES = 5
ENDS = 20
URLS = 100
QUERIES = 100_000
READERS = 8
FLUSHED = 1.5  # seconds after which every read is stored
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
# A server that gets its listening socket from who starts it, as from systemd.
WITH_SOCKET = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""


def visible_after(server, var):
    """Change the paper some times under load.

    Returns (the seconds after a change at which its old page was last sent, at most; how many
    pages a worker made besides one for each change).
    """
    worst = 0
    answers = []  # when it was asked for, the page
    with many(lambda: get(server.address + "/")):
        time.sleep(0.5)
    before = made(server)
    for _ in range(CHANGES):
        answers.clear()
        with many(lambda: answers.append((time.time(), get(server.address + "/")))):
            changed = archives.facts(var, "change")
            time.sleep(2.5)
        old = [at for at, page in answers if changed["text"] not in page]
        assert len(old) < len(answers), "the change is not on any page"
        worst = max(worst, max(old) - changed["at"])
    return worst, made(server) - before - CHANGES * len(server.workers)


def made(server):
    """Return how many pages all workers have made."""
    return sum(misses for misses, _hits, _entries in statistics(server))


def grown_by_queries(server, paths):
    """Return by how many pages senseless queries over some paths let the cache of a worker grow."""
    paths = paths[:URLS]
    pages = Load("pages", server, paths)
    for _ in range(3):
        pages.measure()
    before = entries(server)
    load, asked = Load("queries", server, paths, script="random.lua"), 0
    while asked < QUERIES:
        asked += load.measure()["requests"]
    return entries(server) - before


def entries(server):
    """Return how many pages the fullest worker keeps."""
    return max(entries for _misses, _hits, entries in statistics(server))


def statistics(server):
    """Return (pages made, answers from memory, pages kept) of each worker, which must be quiet.

    Raises RuntimeError when not every worker answers within half a minute.
    """
    told = set()

    def ask():
        pages = json.loads(get(server.address + "/healthz"))["pages"]
        told.add((pages["misses"], pages["hits"], pages["entries"]))

    # One asking alone may be answered by the same worker all the time.
    until = time.monotonic() + 30
    with many(ask):
        while len(told) < len(server.workers):
            if time.monotonic() > until:
                raise RuntimeError(f"{len(told)} of {len(server.workers)} workers told their pages")
            time.sleep(0.05)
    return told


def ends(var, log, articles, kill):
    """End the paper, or kill a worker of it, ENDS times under load; returns what was lost.

    Returns {"answered": beacons, "failed": requests, "lost": views answered and not stored, "twice": views stored more
    often than sent, "seconds": the most that one end lost, as a share of the views of a second}.
    """
    told = {"answered": 0, "failed": 0, "lost": 0, "twice": 0, "seconds": 0.0}
    with closing(socket.create_server(("127.0.0.1", 0), backlog=1024)) as listener:
        port = listener.getsockname()[1]
        start = (var, port, listener.fileno(), log)
        server = with_socket(*start)
        try:
            for _ in range(ENDS):
                stored, readers, began = views(var), Readers(port, articles), time.monotonic()
                with many(readers.read):
                    time.sleep(0.5)
                    if kill:
                        os.kill(server.workers[0], signal.SIGKILL)
                    else:
                        server.process.terminate()
                        server.process.wait()
                        server = with_socket(*start)
                    time.sleep(0.5)
                rate = readers.answered / (time.monotonic() - began)
                time.sleep(FLUSHED)
                more = views(var) - stored
                lost = max(readers.answered - more, 0)
                told["answered"] += readers.answered
                told["failed"] += readers.failed
                told["lost"] += lost
                told["twice"] += max(more - readers.sent, 0)
                told["seconds"] = max(told["seconds"], lost / rate)
        finally:
            server.stop()
    return told


def with_socket(var, port, listener, log):
    """Start the paper on a socket that outlives it."""
    command = [sys.executable, "-c", WITH_SOCKET, str(listener), *GUNICORN, "newsstep.wsgi"]
    return Server(command, port, log, "/healthz", env=environment(var, port), pass_fds=(listener,))


class Readers:
    """People who each open an article, stay for its beacon and do not come back."""

    def __init__(self, port, articles):
        self.port = port
        self.articles = articles
        self.sent = self.answered = self.failed = 0
        self.counting = threading.Lock()

    def read(self):
        number = random.choice(self.articles)
        page = self.ask("GET", f"/articles/{number}/", 200)
        with self.counting:
            self.sent += 1
        beacon = self.ask("POST", "/views/", 204, str(number))
        with self.counting:
            self.answered += beacon
            self.failed += 2 - page - beacon

    def ask(self, method, path, status, body=None):
        """Return whether the answer has the status; each asks on a connection of its own."""
        address = ".".join(str(random.randrange(1, 255)) for _ in range(4))
        headers = {
            "Connection": "close",
            "Origin": f"http://127.0.0.1:{self.port}",
            "User-Agent": AGENT,
            "Accept-Language": "ko-KR,ko;q=0.9",
            "X-Forwarded-For": address,
        }
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                answer.read()
                return answer.status == status
            except (OSError, http.client.HTTPException):
                return False


@contextmanager
def many(ask):
    """Let threads ask over and over while the block runs."""
    is_over = threading.Event()

    def go_on():
        while not is_over.is_set():
            ask()

    threads = [threading.Thread(target=go_on) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def get(address):
    with urllib.request.urlopen(address, timeout=30) as response:
        return response.read().decode()


def views(var):
    """Return how many views are stored in all."""
    with closing(sqlite3.connect(f"file:{var}/newsstep.sqlite3?mode=ro", uri=True)) as database:
        return database.execute("SELECT SUM(count) FROM articles_hourlyviews").fetchone()[0] or 0
