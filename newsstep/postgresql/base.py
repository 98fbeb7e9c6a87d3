"""Django's PostgreSQL, asked by one at a time while it is away."""

import select
import threading
import time

from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg import pq

from ..before_commit import BeforeCommit

ASK_EVERY = 1  # seconds between two tries to reach a server that was away
ANSWERS_IN = 1  # second in which a server that works answers the question whether it does

_asking = threading.Lock()  # held by the one who tries to reach a server that was away
_away = None  # the reason, None while the server answers
_asked_at = float("-inf")


def note(reason):
    """Note why the server could not be reached just now."""
    global _away, _asked_at
    _asked_at, _away = time.monotonic(), reason


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Whoever comes while another one asks, or a moment after, is told the reason at once."""

    def is_usable(self):
        """Return whether the server answers, and in time: one that hangs would hold every thread."""
        try:
            server = self.connection.pgconn
            server.send_query(b"SELECT 1")
            server.flush()
            answer = select.poll()
            answer.register(server.socket, select.POLLIN)
            if not answer.poll(ANSWERS_IN * 1000):
                note("timeout: the server hangs")
                return False
            results = list(iter(server.get_result, None))
            return all(told.status == pq.ExecStatus.TUPLES_OK for told in results)
        except (AttributeError, self.Database.Error):  # closed, or never open
            return False

    def get_new_connection(self, conn_params):
        if _away is None:
            return self.ask(conn_params)
        if time.monotonic() - _asked_at < ASK_EVERY or not _asking.acquire(blocking=False):
            raise OperationalError(_away)
        try:
            return self.ask(conn_params)
        finally:
            _asking.release()

    def ask(self, conn_params):
        """Connect, and remember whether that was possible."""
        global _away
        try:
            connection = super().get_new_connection(conn_params)
        except self.Database.OperationalError as error:
            note(str(error))
            raise
        _away = None
        return connection
