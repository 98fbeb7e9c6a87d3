"""A paper of an older version is upgraded by one command, whenever that is killed, and not served before."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from articles.operation import serving, upgrading
from tests import old_papers
from tests.bench import servers

pytestmark = pytest.mark.one_database
PATHS = """
import django; django.setup()
from django.test import Client
for path in ("/", "/articles/1/", "/articles/3/", "/latest/", "/photos/", "/most-viewed/", "/archive/",
             "/search/?q=청주", "/corrections/", "/about/", "/regions/", "/feeds/", "/latest.json",
             "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/healthz"):
    print(path, Client(HTTP_HOST="127.0.0.1").get(path, follow=True).status_code)
"""


def run(env, *arguments):
    return subprocess.run(
        [sys.executable, *arguments], env=env, cwd=servers.ROOT, capture_output=True, text=True
    )


@pytest.fixture
def old(tmp_path, collected):
    """A way to make a paper of an older version; returns its environment."""

    def make(step):
        var = tmp_path / step
        var.mkdir()
        shutil.copytree(collected, var / "static")
        (var / upgrading.COLLECTED).write_text(upgrading.static_digest())
        env = servers.environment(var, 1) | {"LANGUAGE_CODE": "en"}
        made = run(env, "-m", "tests.old_papers", step)
        assert made.returncode == 0, made.stderr
        return env

    return make


def upgraded(env):
    """Upgrade the paper and return the addresses that do not answer with 200 afterwards."""
    told = run(env, "manage.py", "upgrade", "--without-backup")
    assert told.returncode == 0, told.stderr
    assert "systemctl start newsstep.socket newsstep" in told.stdout
    answers = run(env, "-c", PATHS)
    assert answers.stdout, answers.stderr
    return [line for line in answers.stdout.splitlines() if not line.endswith(" 200")]


@pytest.mark.parametrize("step", old_papers.STEPS[::3])
def test_the_papers_of_older_versions_are_served_after_an_upgrade(old, step):
    env = old(step)
    assert upgraded(env) == []
    assert not os.path.exists(f"{env['VAR']}/{upgrading.BEGUN}")
    with sqlite3.connect(f"{env['VAR']}/newsstep.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM article_search_text").fetchone() == (3,)


@pytest.mark.parametrize(
    ("step", "seconds"), [(old_papers.STEPS[1], 1.4), (old_papers.STEPS[2], 2.2)]
)
def test_an_upgrade_that_is_killed_ends_well_when_it_is_run_again(old, step, seconds):
    env = old(step)
    command = [sys.executable, "manage.py", "upgrade", "--without-backup"]
    process = subprocess.Popen(command, env=env, cwd=servers.ROOT, start_new_session=True)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert upgraded(env) == []


def test_an_old_paper_is_refused_in_one_line_that_names_the_command(old):
    env = old("0027_first_steps")
    command = ("-m", "gunicorn", "-c", "newsstep/gunicorn.py", "newsstep.wsgi")
    told = run(env, *command)
    assert told.returncode == 1
    [line] = [line for line in told.stderr.splitlines() if line.startswith("newsstep:")]
    assert "run manage.py upgrade (articles.0028" in line
    assert "Traceback" not in told.stderr
    with open(f"{env['VAR']}/{upgrading.BEGUN}", "w"):
        assert "an upgrade was interrupted; run manage.py upgrade" in run(env, *command).stderr


def test_what_serves_and_what_upgrades_keep_each_other_away(old, settings):
    env = old("0027_first_steps")
    settings.VAR = env["VAR"]
    with serving.alone():
        told = run(env, "-m", "gunicorn", "-c", "newsstep/gunicorn.py", "newsstep.wsgi")
    assert "newsstep: the paper is being moved or upgraded" in told.stderr
    folder = serving.hold(serving.fcntl.LOCK_SH)
    try:
        told = run(env, "manage.py", "upgrade", "--without-backup")
    finally:
        os.close(folder)
    assert told.returncode == 1
    assert "Stop it first: systemctl stop newsstep.socket newsstep" in told.stderr


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
