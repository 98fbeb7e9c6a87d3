"""A paper of an older version is upgraded by one command, whenever that is killed, and not served before."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from articles.operation import serving, upgrading
from tests import old_papers
from tests.bench import servers

pytestmark = pytest.mark.one_database
SERVE = ("-m", "gunicorn", "-c", "newsstep/gunicorn.py", "newsstep.wsgi")


def run(env, *arguments):
    return subprocess.run(
        [sys.executable, *arguments], env=env, cwd=servers.ROOT, capture_output=True, text=True
    )


@pytest.fixture
def old(tmp_path, papers):
    """The environment of a paper as the version before comments left it."""
    shutil.copytree(papers / "0027_first_steps", tmp_path / "var")
    return servers.environment(tmp_path / "var", 1) | {"LANGUAGE_CODE": "en"}


def test_papers_of_older_versions_are_upgraded_whenever_that_is_killed(tmp_path, papers, collected):
    env = servers.environment(tmp_path, 1)
    told = run(env, "-m", "tests.upgrades", str(papers), str(collected))
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found.pop("kills") >= 25
    assert not any(found.values()), found
    assert set(found) == {*old_papers.STEPS, "files"}


def test_an_old_paper_is_refused_in_one_line_that_names_the_command(old):
    told = run(old, *SERVE)
    assert told.returncode == 1
    [line] = [line for line in told.stderr.splitlines() if line.startswith("newsstep:")]
    assert "run manage.py upgrade (articles.0028" in line
    assert "Traceback" not in told.stderr


def test_what_serves_and_what_upgrades_keep_each_other_away(old, settings):
    settings.VAR = old["VAR"]
    with serving.alone():
        told = run(old, *SERVE)
    assert "newsstep: the paper is being moved or upgraded" in told.stderr
    folder = serving.hold(serving.fcntl.LOCK_SH)
    try:
        told = run(old, "manage.py", "upgrade", "--without-backup")
    finally:
        os.close(folder)
    assert told.returncode == 1
    assert "Stop it first: systemctl stop newsstep.socket newsstep" in told.stderr


def test_an_upgrade_whose_backup_fails_changes_nothing(old, tmp_path):
    (tmp_path / "full").touch()
    told = run(old, "manage.py", "upgrade", "--backup", str(tmp_path / "full"))
    assert told.returncode == 1
    assert "The backup failed, so nothing was changed: " in told.stderr.splitlines()[-1]
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "var" / upgrading.BEGUN).exists()
    with sqlite3.connect(tmp_path / "var" / "newsstep.sqlite3") as database:
        [(last,)] = database.execute(
            "SELECT MAX(name) FROM django_migrations WHERE app = 'articles'"
        )
    assert last == "0027_first_steps"


def test_static_files_that_an_interrupted_upgrade_has_left_are_not_taken_for_new(
    settings, tmp_path
):
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    before, half = settings.STATIC_ROOT / "before.css", settings.STATIC_ROOT / "half.css"
    before.write_text("whole")
    os.utime(before, (1, 1))

    def interrupted():
        with upgrading.begun():
            half.write_text("hal")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert upgrading.why_not_served() == "an upgrade was interrupted; run manage.py upgrade"
    with upgrading.begun():
        assert [path.name for path in settings.STATIC_ROOT.iterdir()] == ["before.css"]
    assert not (tmp_path / upgrading.BEGUN).exists()
