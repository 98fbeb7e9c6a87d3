"""Backups of SQLite: one file, written in one read of the database, whoever writes meanwhile."""

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from .. import health, private
from .facts import facts
from .refusals import Refused


class SQLite:
    kind, file = "sqlite", "database.sqlite3"

    def __init__(self, connection):
        self.connection = connection
        self.path = Path(connection.settings_dict["NAME"])

    def size(self):
        """Return how many bytes a backup takes."""
        with opened(self.path) as database:
            pages, size = (
                database.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "page_size")
            )
        return pages * size

    def copy(self, path):
        """Write the database into a file as it is at one moment; returns its Facts."""
        with opened(self.path) as database:
            database.execute("VACUUM INTO ?", [str(path)])
        path.chmod(private.FILE)
        with path.open("rb") as file:
            os.fsync(file.fileno())
        return self.facts(path)

    def check(self, path):
        """Raise Refused for a file that is no whole database."""
        with opened(path) as database:
            said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise Refused(_("The database is damaged: %s") % health.in_one_line(said))

    def facts(self, path=None):
        """Return the Facts of a file, or of the database itself."""
        if not (path or self.path).exists():
            return facts(None, ())
        with opened(path or self.path) as database:
            database.row_factory = sqlite3.Row
            database.execute("BEGIN")

            def ask(sql):
                return [dict(row) for row in database.execute(sql)]

            rows = ask("SELECT name FROM sqlite_master WHERE type = 'table'")
            return facts(ask, {row["name"] for row in rows})

    def restore(self, path):
        """Put the file in the place of the database, whole or not at all."""
        self.connection.close()
        new = self.path.with_name(f"{self.path.name}.restored")
        private.copy(path, new)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        # What belongs to the empty one would be read as the changes of the new one.
        for end in private.BESIDE[1:]:
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        new.replace(self.path)


@contextmanager
def opened(path):
    """Give a connection of its own; its errors become Refused."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=60)
        ) as database:
            yield database
    except sqlite3.Error as error:
        raise Refused(f"{path}: {health.in_one_line(error)}") from error
