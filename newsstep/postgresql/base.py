"""Django's PostgreSQL, asked by one at a time while it is away."""

import threading
import time

from django.db import OperationalError
from django.db.backends.postgresql import base

ASK_EVERY = 1  # seconds between two tries to reach a server that was away

_asking = threading.Lock()  # held by the one who tries to reach a server that was away
_away = None  # the reason, None while the server answers
_asked_at = float("-inf")


class DatabaseWrapper(base.DatabaseWrapper):
    """Whoever comes while another one asks, or a moment after, is told the reason at once."""

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
        global _away, _asked_at
        try:
            connection = super().get_new_connection(conn_params)
        except self.Database.OperationalError as error:
            _asked_at, _away = time.monotonic(), str(error)
            raise
        _away = None
        return connection
