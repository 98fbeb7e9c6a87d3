"""Moves the paper of the settings into databases of PostgreSQL and is killed at it: python -m tests.moves SERVER.

Each try is a process of its own, born of this one. Tells in JSON what each has left, and at last moves into "there".
"""

import hashlib
import io
import json
import multiprocessing
import os
import signal
import sys
from contextlib import closing
from pathlib import Path

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstep.settings")
django.setup()

from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection  # noqa: E402

from articles.management import moving  # noqa: E402
from articles.management.commands import move_to  # noqa: E402
from articles.management.moving import ends, tables  # noqa: E402
from articles.operation import serving  # noqa: E402

SERVER = sys.argv[1]
# Where it is killed: behind so many of all rows; at the indexes, and before and after the commit.
PARTS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)


def address(name):
    return SERVER.replace("/postgres?", f"/{name}?")


def sql(name, command):
    with psycopg.connect(address(name), autocommit=True) as server:
        found = server.execute(command)
        return found.fetchall() if found.description else None


def die(*_arguments, **_options):
    os.kill(os.getpid(), signal.SIGKILL)


def attempt(url, fail, out):
    fail()
    try:
        call_command("move_to", url, stdout=io.StringIO())
    except CommandError as error:
        out.send(str(error))
    else:
        out.send("moved")


def run(url, fail=lambda: None):
    """Try to move in another process; returns what it says, None where it was killed."""
    told, out = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=attempt, args=(url, fail, out))
    process.start()
    out.close()
    process.join()
    return told.recv() if told.poll() and process.exitcode == 0 else None


def before(owner, name):
    return lambda: setattr(owner, name, die)


def after_rows(number, act=die):
    """Act when so many rows were read."""

    def fail():
        whole = moving.move

        def move(here, other, progress):
            rows = iter(range(10**9))
            return whole(here, other, lambda name: act() if next(rows) == number else None)

        moving.move = move

    return fail


def after_commit():
    whole = ends.PostgreSQL.commit

    def commit(self):
        whole(self)
        die()

    ends.PostgreSQL.commit = commit


def lose_the_server():
    sql(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'there'",
    )


def tell():
    with closing(moving.end(connection)) as here:
        rows = moving.rows_of(here)
    source = digest()
    sql("postgres", "CREATE DATABASE there")
    there = address("there")
    told = {"refused": refused(there)}
    fails = [
        before(move_to.Command, "check_fits"),
        before(move_to.Command, "migrate"),
        before(move_to.tqdm, "__init__"),  # the tables are there
        *(after_rows(int(rows * part)) for part in PARTS),
        before(ends.PostgreSQL, "write_index"),
        before(ends.PostgreSQL, "commit"),
    ]
    told["killed"] = [run(there, fail) for fail in fails[:3]]
    move_to.Command.migrate = lambda *_arguments: None  # they stay
    sql("postgres", "CREATE DATABASE empty TEMPLATE there")
    told["killed"] += [run(there, fail) for fail in fails[3:]]
    told["lost"] = run(there, after_rows(rows // 2, lose_the_server))
    told["left"] = rows_in("there")
    told["ended"] = [run(there, after_commit), run(there)]
    told["untouched"] = source == digest()
    told["numbers"] = numbers()
    return told


def refused(there):
    """Return what is said of databases that nothing can be moved into."""
    with psycopg.connect(there, autocommit=True) as other:
        other.execute(f"SELECT pg_advisory_lock({serving.LOCK})")
        told = [run(there)]
    told.append(run(there.replace("newsstep@", "stranger:geheim99@")))
    sql("there", "CREATE TABLE somebody AS SELECT 1")
    told.append(run(there))
    sql("there", "DROP TABLE somebody")
    return told


def digest():
    connection.close()
    name = Path(connection.settings_dict["NAME"])
    return hashlib.sha256(name.read_bytes()).hexdigest()


def rows_in(name):
    """Return the tables that hold rows which no migration has written."""
    found = sql(name, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    names = {name for (name,) in found} - tables.FILLED
    return sorted(table for table in names if sql(name, f'SELECT 1 FROM "{table}" LIMIT 1'))


def numbers():
    """Return {table: [the highest number given there, and here]} where they are not the same."""
    with connection.cursor() as cursor:
        here = dict(cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    found = {}
    for table in tables.tables():
        if table.serial:
            command = (
                f"SELECT nextval(pg_get_serial_sequence('\"{table.name}\"', '{table.serial}'))"
            )
            [(number,)] = sql("there", command)
            if number != here.get(table.name, 0) + 1:
                found[table.name] = [number, here.get(table.name)]
    return found


if __name__ == "__main__":
    print(json.dumps(tell(), ensure_ascii=False))
