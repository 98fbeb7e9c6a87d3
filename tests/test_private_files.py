"""What nobody else on the machine may read is private by the program's own doing, whatever the umask."""

import os
import shutil
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from articles.operation import private
from articles.operation.checks import files_are_private

from .test_settings import ROOT

PRIVATE = ("newsstep.sqlite3", "newsstep.env", "secret_key")


def manage(var, *command):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=kept | {"VAR": str(var), "SITE_URL": "https://news.example.com"},
        umask=0,
        capture_output=True,
        text=True,
        check=True,
    )


def modes(folder):
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_the_files_of_a_new_paper_are_their_owners_only(tmp_path):
    var = tmp_path / "new" / "var"
    told = manage(var, "migrate", "-v0")
    assert told.stderr == ""  # nothing is warned of that is right a moment later
    assert var.stat().st_mode & 0o777 == 0o750
    assert modes(var) == {"newsstep.sqlite3": 0o600, "secret_key": 0o600}


def test_a_paper_that_was_open_is_closed_at_the_next_start(tmp_path, archive):
    shutil.copytree(archive, tmp_path, dirs_exist_ok=True)
    (tmp_path / "newsstep.env").write_text("")
    (tmp_path / "newsstep.sqlite3-wal").touch()
    (tmp_path / "media").mkdir(mode=0o755, exist_ok=True)
    photo = tmp_path / "media" / "photo.webp"
    photo.touch(mode=0o644)
    for name in (*PRIVATE, "newsstep.sqlite3-wal"):
        (tmp_path / name).chmod(0o644)
    tmp_path.chmod(0o755)
    manage(tmp_path, "check")
    assert tmp_path.stat().st_mode & 0o777 == 0o750
    told = modes(tmp_path)
    assert {told[name] for name in PRIVATE} == {0o600}
    # The server in front reads these.
    assert told["media"] == 0o755
    assert photo.stat().st_mode & 0o777 == 0o644


def test_nobody_else_reads_what_an_import_leaves(tmp_path, settings):
    settings.VAR = tmp_path
    with pytest.raises(CommandError):
        call_command("import_articles", tmp_path / "missing.jsonl")
    assert modes(tmp_path) == {"import.lock": 0o600}


def test_the_database_is_private_wherever_it_lies(tmp_path):
    var, database = tmp_path / "var", tmp_path / "elsewhere.sqlite3"
    for path in (database, database.with_name("elsewhere.sqlite3-wal")):
        path.touch(mode=0o644)
    private.keep(var, str(database))
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("elsewhere*")} == {0o600}


def test_the_operator_is_told_of_a_file_that_could_not_be_closed(tmp_path, settings, monkeypatch):
    env = tmp_path / "newsstep.env"
    env.touch()
    env.chmod(0o644)
    monkeypatch.setattr("pathlib.Path.chmod", refuse)
    private.keep(tmp_path)
    assert private.readable(tmp_path) == [env]
    settings.VAR = tmp_path
    [warning] = files_are_private(None)
    assert str(env) in warning.msg
    assert f"chmod 600 {env}" in warning.hint


def refuse(*_arguments):
    raise PermissionError
