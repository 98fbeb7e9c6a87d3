"""Django's SQLite, with something to do before a commit."""

from django.db.backends.sqlite3 import base

from ..before_commit import BeforeCommit


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    pass
