"""A paper of PostgreSQL is backed up by its own programs, restored as it was, and its backup proven."""

import json
import shutil

import pytest

from tests import postgresql
from tests.backups import different, done, manage
from tests.bench import servers

PROGRAMS = postgresql.programs()
psycopg = pytest.importorskip("psycopg")
pytestmark = [
    pytest.mark.skipif(PROGRAMS is None, reason="PostgreSQL is missing"),
    pytest.mark.one_database,
]


@pytest.fixture
def cluster():
    with postgresql.server(PROGRAMS) as address:
        yield address


def run_sql(address, sql):
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def paper(cluster, tmp_path, collected, archive):
    """A way to make an environment with a new, empty database; what it has of photos is in VAR."""

    def make(name):
        run_sql(cluster, f"CREATE DATABASE {name}")
        var = tmp_path / name
        var.mkdir()
        (var / "static").symlink_to(collected)
        address = cluster.replace("/postgres?", f"/{name}?")
        return servers.environment(var, 1) | {"DATABASE_URL": address, "LANGUAGE_CODE": "en"}

    return make


def test_a_restored_paper_is_the_same_on_every_public_page_and_its_backup_is_proven(
    paper, cluster, archive, tmp_path
):
    here, there = paper("here"), paper("there")
    shutil.copytree(archive / "media", tmp_path / "here" / "media")
    sqlite = here | {"DATABASE_URL": f"sqlite:///{archive}/newsstep.sqlite3"}
    done(sqlite, "move_to", here["DATABASE_URL"])
    shelf = tmp_path / "backups"
    assert "articles 20" in done(here, "backup", shelf)
    [path] = shelf.glob("*/manifest.json")
    told = json.loads(path.read_text())
    assert told["database"]["kind"] == "postgresql"
    assert told["counts"]["articles_article"] == 20

    run_sql(there["DATABASE_URL"], "CREATE TABLE accounts (name text)")
    refused = manage(there, "restore", shelf)
    assert "tables of something else: accounts" in refused.stderr
    run_sql(there["DATABASE_URL"], "DROP TABLE accounts")
    done(there, "restore", shelf)
    assert different(here, there) == []
    assert "The paper holds articles (20)" in manage(there, "restore", shelf).stderr

    assert "Proven: " in done(here, "verify_backup", "--pages", "5")
    names = {name for (name,) in run_sql(cluster, "SELECT datname FROM pg_database")}
    assert names == {"postgres", "template0", "template1", "here", "there"}
    refused = manage(sqlite | {"VAR": str(tmp_path / "third")}, "restore", shelf)
    assert "The backup is of postgresql, DATABASE_URL names sqlite" in refused.stderr
