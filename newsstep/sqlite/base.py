"""Django's SQLite, private from its first byte on, with something to do before a commit."""

from contextlib import suppress
from pathlib import Path

from django.db.backends.sqlite3 import base

from articles.operation import private

from ..before_commit import BeforeCommit


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        path = Path(conn_params["database"])
        if not self.is_in_memory_db() and not path.exists():
            with suppress(OSError):  # SQLite says why it cannot be made
                path.touch(mode=private.FILE)  # which it gives to what lies beside it
        return super().get_new_connection(conn_params)
