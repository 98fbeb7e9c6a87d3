"""A paper moves from SQLite to PostgreSQL and back, with every row of every table."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from types import SimpleNamespace

import pytest

from articles.management import moving
from articles.management.commands.move_to import without_password
from articles.operation import serving
from tests import postgresql
from tests.bench import servers

PROGRAMS = postgresql.programs()
pytestmark = [
    pytest.mark.skipif(PROGRAMS is None, reason="PostgreSQL is missing"),
    pytest.mark.one_database,
]


@pytest.fixture(scope="module")
def cluster():
    with postgresql.server(PROGRAMS) as address:
        yield address


@pytest.fixture
def empty(tmp_path, papers):
    """The environment of a paper on SQLite without rows."""
    (tmp_path / "var").mkdir()
    shutil.copy(papers / "empty" / "newsstep.sqlite3", tmp_path / "var")
    return servers.environment(tmp_path / "var", 1) | {"LANGUAGE_CODE": "ko"}


def run(env, *arguments):
    return subprocess.run(
        [sys.executable, *arguments], env=env, cwd=servers.ROOT, capture_output=True, text=True
    )


def succeeded(env, *arguments):
    told = run(env, *arguments)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_every_row_goes_to_postgresql_whatever_stops_it_and_comes_back(
    empty, cluster, papers, collected, tmp_path
):
    (tmp_path / "var" / "static").symlink_to(collected)
    file, back = tmp_path / "var" / "newsstep.sqlite3", tmp_path / "back.sqlite3"
    succeeded(empty, "-m", "tests.whole_paper")  # which has a row in every table, or fails
    told = json.loads(succeeded(empty, "-m", "tests.moves", cluster))
    busy, stranger, full = told["refused"]
    assert "다른 컴퓨터가 그 데이터베이스로" in busy
    assert "stranger" in stranger
    assert "geheim99" not in stranger
    assert "표 somebody에 행이 있습니다" in full
    assert told["killed"] == [None] * 12
    assert "terminat" in told["lost"]
    assert (told["left"], told["untouched"]) == ([], True)
    assert "비어 있지 않습니다" in told["ended"][1]  # the last kill came after the commit
    assert told["numbers"] == {}
    there = empty | {"DATABASE_URL": cluster.replace("/postgres?", "/there?")}
    shutil.copy(papers / "empty" / "newsstep.sqlite3", back)
    told = succeeded(there, "manage.py", "move_to", f"sqlite:///{back}")
    assert told.splitlines()[-1] == f"DATABASE_URL=sqlite:///{back}"
    assert contents(back) == contents(file)
    assert succeeded(there, "-m", "tests.whole_paper") == succeeded(
        empty, "-m", "tests.whole_paper"
    )


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
    assert sum(map(len, found.values())) > 400
    return found


def in_order(row):
    return tuple(
        sorted(json.loads(v).items()) if isinstance(v, str) and v.startswith("{") else v
        for v in row
    )


def test_what_postgresql_would_refuse_is_named_before_anything_is_written(empty, cluster, tmp_path):
    file = tmp_path / "var" / "newsstep.sqlite3"
    with sqlite3.connect(file) as database:
        database.executescript("""
            INSERT INTO articles_section (id, name, slug, position, comment_policy, is_opinion) VALUES
                (1, '사회' || char(0), 'a', 1, '', 0), (2, CAST(x'ff41' AS TEXT), 'b', 40000, '', 0),
                (3, '가나다', printf('%.101c', 'c'), 3, '', 0);
            INSERT INTO articles_visitorkey VALUES ('2026-13-01', 'text');
            INSERT INTO articles_mailbox (user_id, kinds, next_try_at, tried_count, answer)
                VALUES (9, '["\\u0000"]', '2026-11-28 01:02:03', 0, '');
            INSERT INTO django_session VALUES ('k', 'x', 'yesterday');
        """)
    end = moving.end(SimpleNamespace(vendor="sqlite", settings_dict={"NAME": file}))
    found = {
        (table.removeprefix("articles_"), row, column)
        for table, row, column, _ in moving.misfits(end)
    }
    end.close()
    assert found == {
        ("section", "id 1", "name"),
        ("section", "id 2", "name"),
        ("section", "id 2", "position"),
        ("section", "id 3", "slug"),
        ("visitorkey", "day 2026-13-01", "day"),
        ("visitorkey", "day 2026-13-01", "key"),
        ("mailbox", "id 1", "kinds"),
        ("mailbox", "rowid 1", "user_id"),
        ("django_session", "session_key k", "expire_date"),
    }
    told = run(empty, "manage.py", "move_to", cluster)
    assert told.returncode == 1
    assert "articles_section · id 1 · name · NUL 문자가 있습니다" in told.stderr
    assert "표를 만드는 중" not in told.stdout


def test_a_paper_that_is_served_is_not_moved(empty, cluster, settings, tmp_path):
    settings.VAR = tmp_path / "var"
    folder = serving.hold(serving.fcntl.LOCK_SH)
    try:
        told = run(empty, "manage.py", "move_to", cluster)
    finally:
        os.close(folder)
    assert told.returncode == 1
    assert "systemctl stop" in told.stderr


def test_a_password_stands_in_no_line_that_is_printed():
    for password in ("p%40ss", "p@ss", "p[ss", "p#ss", "p/ss?"):
        shown = without_password(f"postgres://newsstep:{password}@db/newsstep")
        assert shown == "postgres://newsstep:PASSWORD@db/newsstep"
    told = "postgres://db/newsstep?user=x&password={}&sslmode=require"
    assert without_password(told.format("pass")) == told.format("PASSWORD")
    assert without_password("sqlite:////var/x") == "sqlite:////var/x"
