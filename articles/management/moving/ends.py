"""The two ends of a move: what is read, and what is written to, in either database.

Each speaks to the driver itself, for values that Django would make of a million rows are not needed.
"""

import sqlite3
from itertools import islice

from articles.reading.search import Document, postgresql, sqlite

BATCH = 2000  # rows


class SQLite:
    """A file of SQLite."""

    engine = sqlite
    # What SQLite keeps of its own accord, also in an empty index.
    OWN = (
        "sqlite_",
        *(f"{name}_search_{end}" for name in ("article", "photo") for end in ("data", "config")),
    )

    def __init__(self, connection):
        self.raw = sqlite3.connect(
            connection.settings_dict["NAME"], timeout=10, isolation_level=None
        )

    def begin_reading(self):
        self.raw.execute("PRAGMA query_only = ON")
        self.raw.execute("BEGIN")

    def begin_writing(self):
        self.raw.execute("BEGIN IMMEDIATE")

    def names(self):
        """Return the tables that may hold rows of somebody."""
        rows = self.raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [name for (name,) in rows if not name.startswith(self.OWN)]

    def rows(self, name, columns):
        return self.raw.execute(select(name, columns))

    def one(self, sql):
        return self.raw.execute(sql).fetchone()

    def empty(self, names):
        for name in names:
            self.raw.execute(f'DELETE FROM "{name}"')  # noqa: S608

    def write(self, name, columns, rows):
        self.many(f'INSERT INTO "{name}" ({listed(columns)}) VALUES ({marks(columns)})', rows)  # noqa: S608

    def many(self, sql, rows):
        while batch := list(islice(rows, BATCH)):
            self.raw.executemany(sql, batch)

    def write_index(self, name, rows):
        for number, text in rows:
            terms = " ".join(Document.unpacked(text).terms())
            self.raw.execute(f"INSERT INTO {name} (rowid, terms) VALUES (?, ?)", (number, terms))  # noqa: S608
            self.raw.execute(f"INSERT INTO {name}_text VALUES (?, ?)", (number, text))  # noqa: S608

    def last_number(self, name, _column):
        """Return the highest number that was ever given, also to a row that is gone."""
        row = self.raw.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).fetchone()
        return row[0] if row else 0

    def go_on_after(self, name, _column, number):
        self.raw.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        self.raw.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))

    def commit(self):
        self.raw.execute("COMMIT")

    def close(self):
        self.raw.close()


class PostgreSQL:
    """A database of a PostgreSQL server."""

    engine = postgresql

    def __init__(self, connection):
        self.connection = connection
        connection.ensure_connection()
        self.raw = connection.connection  # of UTC, and autocommit

    def begin_reading(self):
        self.raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def begin_writing(self):
        self.raw.execute("BEGIN")

    def names(self):
        """Return the tables that may hold rows of somebody."""
        found = self.raw.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = ANY(current_schemas(false))"
        )
        return [name for (name,) in found.fetchall()]

    def rows(self, name, columns):
        with self.raw.cursor(name="rows") as cursor:
            cursor.itersize = BATCH
            yield from cursor.execute(select(name, columns))

    def one(self, sql):
        return self.raw.execute(sql).fetchone()

    def empty(self, names):
        self.raw.execute(f"TRUNCATE {listed(names)}")

    def write(self, name, columns, rows):
        sql = f'COPY "{name}" ({listed(columns)}) FROM STDIN'
        with self.raw.cursor() as cursor, cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)

    def write_index(self, name, rows):
        cut = (
            (number, text, postgresql.vector(Document.unpacked(text).terms()))
            for number, text in rows
        )
        self.write(name, ("number", "text", "terms"), cut)

    def last_number(self, name, column):
        """Return the highest number that was ever given, also to a row that is gone."""
        numbers = self.serial(name, column)
        number, was_given = self.one(f"SELECT last_value, is_called FROM {numbers}")  # noqa: S608
        return number if was_given else 0

    def go_on_after(self, name, column, number):
        self.raw.execute(
            "SELECT setval(%s, %s, %s)", (self.serial(name, column), max(number, 1), number > 0)
        )

    def serial(self, name, column):
        row = self.raw.execute("SELECT pg_get_serial_sequence(%s, %s)", (f'"{name}"', column))
        return row.fetchone()[0]

    def commit(self):
        self.raw.execute("COMMIT")

    def close(self):
        self.connection.close()


def end(connection):
    """Return the end for a connection of Django's."""
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor](connection)


def listed(names):
    return ", ".join(f'"{name}"' for name in names)


def marks(columns):
    return ", ".join("?" for _ in columns)


def select(name, columns):
    return f'SELECT {listed(columns)} FROM "{name}"'  # noqa: S608
