"""The worker that serves the paper: a request takes a thread once it is there, and not before.

gunicorn's own gives every connection a thread and reads in it, so that a few who send slowly leave
none to readers. Here the loop that waits for connections reads small requests itself.
"""

import errno
import functools
import re
import socket
import time
from collections import deque
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ

from gunicorn.workers.gthread import ThreadWorker

SMALL = 64 * 1024  # bytes of a head, and of a body: of what readers send nothing is larger
PATIENCE = 15  # seconds in which a small request must be there
TURN, PARKED = 60, 200  # seconds that a form waits for its turn, and how many wait
LINGER = 2  # seconds in which the other side may still hear our answer (RFC 9112 §9.6)
MOST = 1000  # connections without a thread: then the oldest goes
SLOWEST = 20_000  # bytes a second of a photo, on a bad telephone line
SILENCE = 15  # seconds
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
IN_PIECES = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
LAST_PIECE = b"0\r\n\r\n"
COOKIE = re.compile(rb"\r\ncookie:", re.IGNORECASE)
BEACON = b"POST /views/ "  # as many as readers, and answered at once


class Arriving:
    """A request as far as it has come."""

    def __init__(self, sent=b""):
        self.sent = bytearray()
        self.needs = None  # bytes, once the head is there
        self.in_pieces = self.is_form = self.has_cookie = self.is_upload = False
        self.add(sent)

    def add(self, data):
        """Note what has come."""
        seen = max(len(self.sent) - 3, 0)
        self.sent += data
        if self.needs is None and (end := self.sent.find(b"\r\n\r\n", seen)) >= 0:
            self.read_head(bytes(self.sent[: end + 2]), end + 4)

    def read_head(self, head, body_at):
        """Note what the head says of the body. Without a cookie nobody is waited for any longer."""
        length = LENGTH.search(head)
        size = int(length[1]) if length else 0
        self.in_pieces = bool(IN_PIECES.search(head))
        self.needs = body_at + (size if size <= SMALL else 0)
        self.has_cookie = bool(COOKIE.search(head))
        self.is_form = (size > 0 or self.in_pieces) and not head.startswith(BEACON)
        self.is_upload = (size > SMALL or self.in_pieces) and self.has_cookie

    def is_whole(self):
        """Return whether a thread can answer it, if only to refuse it."""
        if self.needs is None:
            return len(self.sent) > SMALL
        if self.in_pieces and not self.is_upload:
            return self.sent.endswith(LAST_PIECE) or len(self.sent) > self.needs + SMALL
        return len(self.sent) >= self.needs


class InTime:
    """The socket of a request in its thread, which waits for no more than it is told to."""

    def __init__(self, sock):
        self.sock = sock
        self.until = 0

    def expect(self, size):
        """Wait for a body of that size from now on."""
        self.until = time.monotonic() + SILENCE + size / SLOWEST

    def expect_nothing(self):
        self.until = 0

    def recv(self, size):
        left = min(self.until - time.monotonic(), SILENCE)
        if left <= 0:
            # gunicorn takes this number for somebody who has gone, and logs nothing.
            raise TimeoutError(errno.EPIPE, "the request is too late")
        self.sock.settimeout(left)
        try:
            return self.sock.recv(size)
        finally:
            self.sock.settimeout(None)


class Worker(ThreadWorker):
    """gunicorn's worker with threads, in which nobody who sends or hears slowly holds one."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.held = {}  # connection without a thread: what becomes of it when its time is over
        self.parked = deque()  # forms, which get half of the threads at most
        self.forms = 0
        self.looked_at = 0

    # What comes in

    def accept(self, listener):
        """Take a connection; who only keeps one open makes room for it."""
        super().accept(listener)
        if self.nr_conns >= self.worker_connections and self.keepalived_conns:
            idle = self.keepalived_conns.popleft()
            self.poller.unregister(idle.sock)
            self.forget(idle)

    def enqueue_req(self, conn):
        """Give the next request of the connection a thread, as soon as it is there."""
        conn.init()
        unreader = conn.parser.unreader
        unreader.sock = InTime(conn.sock)
        conn.sock.setblocking(False)
        conn.arriving = Arriving(unreader.take_buffered())
        self.collect(conn)

    def collect(self, conn):
        """Read what has come of a request."""
        request = conn.arriving
        while not request.is_whole():
            try:
                data = conn.sock.recv(SMALL)
            except BlockingIOError:
                return self.hold(conn, self.collect, self.refuse, PATIENCE)
            except OSError:
                data = b""
            if not data:
                return self.forget(conn)
            request.add(data)
        self.let_go(conn)
        if request.is_form and self.forms >= max(1, self.cfg.threads // 2):
            return self.park(conn)
        return self.begin(conn)

    def park(self, conn):
        """Let the form wait for its turn; those of the newsroom come first."""
        if len(self.parked) >= PARKED:
            return self.refuse(conn)
        conn.until = time.monotonic() + TURN
        return (self.parked.appendleft if conn.arriving.has_cookie else self.parked.append)(conn)

    def begin(self, conn):
        """Let a thread answer the request."""
        self.forms += conn.arriving.is_form
        conn.parser.unreader.unread(bytes(conn.arriving.sent))
        super().enqueue_req(conn)

    def hold(self, conn, more, over, seconds):
        """Go on with `more` when something comes, with `over` when it does not in time."""
        if conn in self.held:
            return
        conn.until = time.monotonic() + seconds
        self.held[conn] = over
        self.poller.register(conn.sock, EVENT_READ, partial(self.hear, conn, more))
        if len(self.held) > MOST:
            oldest = next(iter(self.held))
            if self.held[oldest] == self.refuse:
                answer(oldest)
            self.forget(oldest)

    def hear(self, conn, more, _sock):
        if conn in self.held:  # it may have gone at the same moment
            more(conn)

    def let_go(self, conn):
        if self.held.pop(conn, None):
            self.poller.unregister(conn.sock)

    def murder_pending(self):
        """End what did not come in time."""
        super().murder_pending()
        now = time.monotonic()
        if now - self.looked_at < 0.5:
            return
        self.looked_at = now
        for conn, over in list(self.held.items()):
            if conn.until <= now and conn in self.held:
                over(conn)
        for conn in [conn for conn in self.parked if conn.until <= now]:
            self.parked.remove(conn)
            self.refuse(conn)

    def _cap_keepalive(self, deadline):
        """Wait no longer than that for the next requests, when the worker stops."""
        super()._cap_keepalive(deadline)
        for conn in self.held:
            if not conn.arriving.sent:
                conn.until = min(conn.until, deadline)

    # What ends

    def finish_request(self, conn, future):
        """Keep the connection after an answer, or end it without waiting for the other side."""
        if conn.arriving.is_form:
            self.forms -= 1
            if self.parked:
                self.begin(self.parked.popleft())
        if future.cancelled() or future.exception() or not future.result():
            self.part(conn)
        else:
            super().finish_request(conn, future)

    def refuse(self, conn):
        """Say that the request is too late."""
        self.let_go(conn)
        answer(conn)
        self.part(conn)

    def part(self, conn):
        """End the connection once the other side has heard our last answer."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            return self.forget(conn)
        return self.hold(conn, self.hear_out, self.forget, LINGER)

    def hear_out(self, conn):
        try:
            if conn.sock.recv(SMALL):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self.forget(conn)

    def forget(self, conn):
        self.let_go(conn)
        self.nr_conns -= 1
        conn.close()


def answer(conn):
    """Tell whoever began a request that it is too late; never waits."""
    if conn.arriving.sent:
        with suppress(OSError):
            conn.sock.send(too_late())


@functools.cache
def too_late():
    """Return the answer to whoever sends too slowly."""
    from articles.views.errors import TOO_LATE

    words = str(TOO_LATE).encode()
    head = (
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nCache-Control: no-store\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(words)}\r\n\r\n"
    )
    return head.encode() + words


def is_logged_in(cookies):
    """Return whether the cookies name a session of ours."""
    from django.conf import settings
    from django.http import parse_cookie

    from articles.desk.login import sessions

    return sessions.is_known(parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME))
