"""The container: what its files promise, and its entry point in a bare folder with code that it can't change."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml

from articles.operation import upgrading
from tests.bench import servers

ROOT = servers.ROOT
IMAGE = (ROOT / "Containerfile").read_text()
SERVICES = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]


def test_the_image_runs_as_nobody_special_and_holds_what_was_checked():
    lines = re.sub(r"\\\n\s*", "", IMAGE).splitlines()
    assert lines.index("USER 10001:10001") < lines.index('ENTRYPOINT ["deploy/entrypoint"]')
    assert "--require-hashes" in IMAGE
    assert all(re.search(r":[\w.-]*\d", line) for line in lines if line.startswith("FROM"))
    assert not re.search(r"ARG|SECRET_KEY|PASSWORD|ADD |curl|wget", IMAGE)


def test_the_image_is_made_of_the_program_and_nothing_of_a_paper():
    taken = {
        line[1:]
        for line in (ROOT / ".containerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert (ROOT / ".containerignore").read_text() == (ROOT / ".dockerignore").read_text()
    assert all((ROOT / name).exists() for name in taken)
    assert taken.isdisjoint({"var", ".venv", ".git", "tests"})
    needed = {"articles", "deploy", "newsstep", "static", "templates", "manage.py"}
    assert needed <= taken


def test_the_paper_alone_needs_one_volume_and_no_rights():
    paper = SERVICES["paper"]
    assert (paper["read_only"], paper["cap_drop"]) == (True, ["ALL"])
    assert paper["volumes"] == ["paper:/var/newsstep"]
    assert paper["ports"] == ["127.0.0.1:8000:8000"]
    assert "VAR=/var/newsstep" in IMAGE
    assert paper["healthcheck"]["test"] == ["CMD", "deploy/healthy"]
    assert [name for name, service in SERVICES.items() if "profiles" not in service] == ["paper"]
    assert {"database", "caddy"} < set(SERVICES)


def test_every_setting_of_the_readme_reaches_the_paper():
    table = (ROOT / "README.md").read_text().split("## Settings")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    settings = {name for row in rows for name in re.findall(r"`([A-Z_\d]+)`", row)}
    assert {"MEDIA_S3_BUCKET", "ERROR_MAIL_TO", "ACCESS_LOG"} < settings
    inside = {"VAR", "MEDIA_ROOT", "SOURCES_ROOT", "PORT", "BIND", "DEBUG"}  # of the image
    assert set(SERVICES["paper"]["environment"]) == settings - inside
    assert "-r requirements-s3.txt" in IMAGE


@pytest.mark.one_database
def test_of_two_containers_that_start_at_once_one_upgrades_and_both_serve(
    tmp_path, papers, collected
):
    var, programs = tmp_path / "var", tmp_path / "programs"
    shutil.copytree(papers / "0027_first_steps", var)
    (var / "static").symlink_to(collected)
    (var / upgrading.COLLECTED).write_text(upgrading.static_digest())
    programs.mkdir()
    (programs / "gunicorn").write_text("#!/bin/sh\necho served")
    (programs / "gunicorn").chmod(0o755)
    env = servers.environment(var, 1) | {"LANGUAGE_CODE": "en"}
    env["PATH"] = f"{programs}:{Path(sys.executable).parent}:{env['PATH']}"
    starts = [
        subprocess.Popen(
            [ROOT / "deploy" / "entrypoint", "--without-backup"],
            env=env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    told = [start.communicate()[0] for start in starts]
    assert [start.returncode for start in starts] == [0, 0]
    assert ["served" in words for words in told] == [True, True]
    assert sorted("Migrating: articles.0028" in words for words in told) == [False, True]


@pytest.mark.one_database
def test_the_entry_point_makes_a_paper_of_an_empty_volume_and_serves_it(tmp_path, collected):
    code, var, port = tmp_path / "code", tmp_path / "var", servers.free_port()
    code.mkdir()
    for name in ("articles", "deploy", "newsstep", "static", "templates", "manage.py"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, code / name)
    shutil.copy(ROOT / "pyproject.toml", code)
    shutil.copytree(collected, var / "static")  # which would take half a minute
    (var / upgrading.COLLECTED).write_text(upgrading.static_digest())
    before = contents(code)
    for path in (code, *code.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    env = servers.environment(var, port) | {"PYTHONDONTWRITEBYTECODE": "1", "WORKERS": "1"}
    env["PATH"] = f"{Path(sys.executable).parent}:{env['PATH']}"
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [code / "deploy" / "entrypoint"],
            env=env,
            cwd=code,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        healthy = [sys.executable, code / "deploy" / "healthy"]
        deadline = time.monotonic() + 120  # a machine that does other work beside it
        while subprocess.run(healthy, env=env, capture_output=True, check=False).returncode:
            assert process.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.3)
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/")
        assert page.status == 200
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
    assert contents(code) == before
    assert (var / "newsstep.sqlite3").exists()


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
