"""A paper moves from SQLite to PostgreSQL and back, with every row of every table."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from articles.operation import serving
from tests import postgresql
from tests.bench import servers

PROGRAMS = postgresql.programs()
psycopg = pytest.importorskip("psycopg")
pytestmark = [
    pytest.mark.skipif(PROGRAMS is None, reason="PostgreSQL is missing"),
    pytest.mark.one_database,
]
# What readers and the program's framework write, and no maker of articles.
READERS = """
INSERT INTO articles_visitorkey VALUES ('2026-11-28', x'00ff10');
INSERT INTO articles_countedview (visitor, article_id, counted_at) VALUES (x'c3280027ff', 1, 1795000000);
INSERT INTO django_session VALUES ('a1', 'kept', '2026-12-01 10:00:00.500000');
INSERT INTO django_content_type (app_label, model) VALUES ('gone', 'oldmodel');
INSERT INTO articles_comment VALUES
    (7, '독자', '좋은 기사', '', 'public', '["물음"]', '2026-11-28 01:02:03', NULL, 1, x'80', x'c328', x'00', x'ff',
     1, 0, 0, 0, NULL, 1, NULL);
INSERT INTO articles_commentvote VALUES (1, x'80c3', x'28', 1, '2026-11-28 01:02:03.000004', 7);
INSERT INTO articles_commentmeasure VALUES (1, '청구인', '주장', '', NULL, '2026-11-28 01:02:03',
    '2026-12-28 01:02:03', '', NULL, (SELECT min(id) FROM articles_user), 7, NULL);
UPDATE sqlite_sequence SET seq = 9000 WHERE name = 'articles_article';
"""


@pytest.fixture(scope="module")
def cluster():
    with postgresql.server(PROGRAMS) as address:
        yield address


@pytest.fixture
def paper(tmp_path, archive):
    """The environment of a paper on SQLite that has readers."""
    shutil.copytree(archive, tmp_path / "var")
    file = tmp_path / "var" / "newsstep.sqlite3"
    with sqlite3.connect(file) as database:
        database.executescript(READERS)
    return servers.environment(tmp_path / "var", 1)


def made(cluster, name):
    """Return the address of a new database."""
    run_sql(cluster, f"CREATE DATABASE {name}")
    return cluster.replace("/postgres?", f"/{name}?")


def run_sql(address, sql):
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else None


def move(env, address):
    command = [sys.executable, "manage.py", "move_to", address]
    return subprocess.run(command, env=env, cwd=servers.ROOT, capture_output=True, text=True)


def test_every_row_goes_to_postgresql_and_comes_back_as_it_was(paper, cluster, tmp_path):
    there = made(cluster, "there")
    told = move(paper, there)
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[-1] == f"DATABASE_URL={there}"
    assert run_sql(there, "SELECT visitor FROM articles_countedview") == [
        (b"\xc3\x28\x00\x27\xff",)
    ]
    assert run_sql(there, "SELECT nextval(pg_get_serial_sequence('articles_article', 'id'))") == [
        (9001,)
    ]
    again = move(paper, there)
    assert again.returncode == 1
    assert "그 데이터베이스는 비어 있지 않습니다" in again.stderr
    back = tmp_path / "back.sqlite3"
    told = move(paper | {"DATABASE_URL": there}, f"sqlite:///{back}")
    assert told.returncode == 0, told.stderr
    assert contents(back) == contents(tmp_path / "var" / "newsstep.sqlite3")


def contents(file):
    """Return {table: its rows, in one order}; the words of JSON may stand in any."""
    with sqlite3.connect(file) as database:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"
            " AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        found = {
            name: sorted(map(repr, map(in_order, database.execute(f'SELECT * FROM "{name}"'))))
            for (name,) in names
        }
        found["texts"] = database.execute("SELECT * FROM article_search_text ORDER BY 1").fetchall()
    assert sum(map(len, found.values())) > 500
    return found


def in_order(row):
    return tuple(
        sorted(json.loads(v).items()) if isinstance(v, str) and v.startswith("{") else v
        for v in row
    )


def test_a_move_that_is_killed_leaves_nothing_and_can_be_made_again(paper, cluster):
    there = made(cluster, "killed")
    command = [sys.executable, "manage.py", "move_to", there]
    # A row that is locked lets the move wait in the middle of its work.
    assert (
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0"],
            env=paper | {"DATABASE_URL": there},
            cwd=servers.ROOT,
        ).returncode
        == 0
    )
    with psycopg.connect(there) as other:
        other.execute("LOCK TABLE photo_search IN SHARE MODE")
        process = subprocess.Popen(command, env=paper, cwd=servers.ROOT, start_new_session=True)
        until = time.monotonic() + 60
        waiting = (
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'COPY%'"
        )
        while not run_sql(there, waiting) and time.monotonic() < until:
            time.sleep(0.1)
        assert run_sql(there, waiting)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert run_sql(there, "SELECT COUNT(*) FROM articles_article") == [(0,)]
    told = move(paper, there)
    assert told.returncode == 0, told.stderr
    assert run_sql(there, "SELECT COUNT(*) FROM articles_article") == [(20,)]


def test_a_paper_that_is_served_is_not_moved(paper, cluster, settings, tmp_path):
    settings.VAR = tmp_path / "var"
    folder = serving.hold(serving.fcntl.LOCK_SH)
    try:
        told = move(paper, made(cluster, "served"))
    finally:
        os.close(folder)
    assert told.returncode == 1
    assert "systemctl stop" in told.stderr
