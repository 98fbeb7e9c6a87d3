"""Backups of PostgreSQL, by its own programs pg_dump and pg_restore."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError
from django.db.backends.utils import names_digest
from django.utils.translation import gettext as _

from .. import health, private
from .facts import OURS, facts
from .refusals import Refused

DEBIAN = Path("/usr/lib/postgresql")
TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()"
# Functions of extensions are not ours.
MADE = """
    SELECT format('DROP TABLE %I.%I CASCADE', schemaname, tablename) AS sql
    FROM pg_tables WHERE schemaname = current_schema()
    UNION ALL
    SELECT format('DROP FUNCTION %s CASCADE', oid::regprocedure) FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND oid::regprocedure::text ~ '_search_hits'
"""
LIKE_THIS = """
    SELECT format('CREATE DATABASE %%I TEMPLATE template0 ENCODING %%L LC_COLLATE %%L LC_CTYPE %%L',
        %s::text, pg_encoding_to_char(encoding), datcollate, datctype) AS sql
    FROM pg_database WHERE datname = current_database()
"""


class PostgreSQL:
    kind, file = "postgresql", "database.dump"

    def __init__(self, connection):
        self.connection = connection

    def size(self):
        """Return how many bytes a backup takes at most."""
        with self.opened() as database:
            return database.execute("SELECT pg_database_size(current_database())").fetchone()[0]

    def copy(self, path):
        """Write the database into a file as it is at one moment; returns its Facts."""
        with self.opened() as database:
            database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            snapshot = database.execute("SELECT pg_export_snapshot()").fetchone()[0]
            form = ("--format=custom", "--no-owner", "--no-privileges")
            self.run("pg_dump", *form, f"--snapshot={snapshot}", f"--file={path}")
            path.chmod(private.FILE)
            with path.open("rb") as file:
                os.fsync(file.fileno())
            return told(database)

    def check(self, path):
        """Raise Refused for a file that pg_restore cannot read to its end."""
        self.run("pg_restore", "--file", os.devnull, str(path))

    def facts(self):
        """Return the Facts of the database."""
        with self.opened() as database:
            database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return told(database)

    def restore(self, path):
        """Fill the database from the file; it is empty where that fails."""
        with self.opened() as database:
            strange = [n for n in names(database) if not n.startswith(OURS)]
            if strange:
                words = _("The database holds tables of something else: %s")
                raise Refused(words % ", ".join(sorted(strange)))
            with database.transaction():
                for (sql,) in database.execute(MADE).fetchall():
                    database.execute(sql)
        name = self.connection.settings_dict["NAME"]
        how = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        self.run("pg_restore", *how, f"--dbname={name}", str(path))
        self.run("vacuumdb", "--analyze-only", "--quiet", name)

    @contextmanager
    def scratch(self):
        """Give the name of a new, empty database of the same server, which is dropped afterwards."""
        name = f"newsstep_proof_{names_digest(self.connection.settings_dict['NAME'], length=8)}"
        drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
        with self.opened() as database:
            database.execute(drop)
            [(sql,)] = database.execute(LIKE_THIS, [name]).fetchall()
            database.execute(sql)
        try:
            yield name
        finally:
            with self.opened() as database:
                database.execute(drop)

    @contextmanager
    def opened(self):
        """Give a connection of its own, by the driver itself; its errors become Refused."""
        other = self.connection.copy()
        try:
            other.ensure_connection()
            yield other.connection
        except (other.Database.Error, DatabaseError) as error:
            raise Refused(health.in_one_line(error)) from error
        finally:
            other.close()

    def run(self, program, *arguments):
        """Run a program of PostgreSQL on the database; it learns of the password by its environment."""
        command = [self.program(program), *arguments]
        ended = subprocess.run(  # noqa: S603
            command, env=self.environment(), capture_output=True, text=True, check=False
        )
        if ended.returncode:
            raise Refused(f"{program}: {health.in_one_line(ended.stderr)}")

    def program(self, name):
        """Return the path of a program of the server's version."""
        self.connection.ensure_connection()
        version = self.connection.pg_version // 10000
        beside = DEBIAN / str(version) / "bin" / name
        found = str(beside) if beside.exists() else shutil.which(name)
        if found is None:
            words = _("%(program)s is missing: apt install postgresql-client-%(version)s")
            raise Refused(words % {"program": name, "version": version})
        return found

    def environment(self):
        """Return the environment in which PostgreSQL's programs find the database."""
        from psycopg.pq import Conninfo

        names = {o.keyword.decode(): o.envvar.decode() for o in Conninfo.get_defaults() if o.envvar}
        given = self.connection.get_connection_params()
        return os.environ | {names[n]: str(value) for n, value in given.items() if n in names}


def names(database):
    return {name for (name,) in database.execute(TABLES).fetchall()}


def told(database):
    from psycopg.rows import dict_row

    def ask(sql):
        return database.cursor(row_factory=dict_row).execute(sql).fetchall()

    return facts(ask, names(database))
