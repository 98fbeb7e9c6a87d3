"""The databases of the tests: migrated once a run, copied for each worker, brought back by a copy.

A flush would write the rights, the roles and the indexes anew after each test that commits, row by row.
"""

import shutil
import sqlite3
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection

TEMPLATE = "test_newsstep_migrated"


def prepared(once):
    """Let each worker begin with a copy of one database; returns what brings its rows back."""
    return {"sqlite": on_sqlite, "postgresql": on_postgresql}[connection.vendor](once)


def migrate(name):
    connection.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", str(name))
        call_command("migrate", verbosity=0)
        if connection.vendor == "postgresql":
            keep_rows()
        connection.close()


def on_sqlite(once):
    migrated = once("migrated.sqlite3", migrate)
    shutil.copyfile(migrated, connection.settings_dict["TEST"]["NAME"])

    def restore(_case):
        connection.ensure_connection()
        with closing(sqlite3.connect(migrated)) as kept:
            kept.backup(connection.connection)

    return restore


def on_postgresql(once):
    def make(folder):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
            cursor.execute(f"CREATE DATABASE {TEMPLATE}")
        migrate(TEMPLATE)
        folder.mkdir()

    once("migrated", make)
    connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE

    def restore(_case):
        with connection.cursor() as cursor:
            # Keys are looked at again when all rows are there.
            commands = ["SET session_replication_role = replica"]
            commands += [f'DELETE FROM public."{name}"' for name in tables(cursor, "public")]
            commands += [
                f'INSERT INTO public."{name}" SELECT * FROM kept."{name}"'
                for name in tables(cursor, "kept")
            ]
            cursor.execute("; ".join([*commands, "RESET session_replication_role"]))

    return restore


def keep_rows():
    """Copy the rows that migrations have written into tables of the same names in another schema."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA kept")
        for name in tables(cursor, "public"):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{name}")')
            if cursor.fetchone()[0]:
                cursor.execute(f'CREATE TABLE kept."{name}" AS TABLE "{name}"')


def tables(cursor, schema):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
    return [name for (name,) in cursor.fetchall()]
