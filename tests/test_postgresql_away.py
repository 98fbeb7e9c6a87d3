"""While PostgreSQL is away readers get the kept pages at once, and soon after its return all is as before."""

import json
import os
import pwd
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import postgresql
from tests.bench import servers

from .test_deploy import ask

PROGRAMS = postgresql.programs()
SOON = 2.5  # seconds: of the one who finds out that the server hangs, or tries to reach it again
LATEST = 3
AT_THE_DESK = {"Accept": "text/html", "Cookie": "session=" + "a" * 32}


@pytest.fixture
def paper(tmp_path, collected):
    """(port, {how it is away: (stop, start)}) of a paper on a PostgreSQL server of its own."""
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is missing")
    (tmp_path / "static").symlink_to(collected)
    with postgresql.server(PROGRAMS) as address:
        place = address.partition("host=")[2]
        account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

        def control(*arguments):
            subprocess.run(
                [PROGRAMS / "pg_ctl", "-w", "-D", f"{place}/data", *arguments],
                cwd=place,
                check=True,
                stdout=subprocess.DEVNULL,
                **(user if account else {}),
            )

        def start():
            control("-o", f"-k {place} {postgresql.OPTIONS}", "-l", f"{place}/log", "start")

        def tell(kind):
            main = Path(f"{place}/data/postmaster.pid").read_text().split()[0]
            children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
            for number in (main, *children):
                os.kill(int(number), kind)

        away = {
            "stopped": (lambda: control("-m", "fast", "stop"), start),
            "frozen": (lambda: tell(signal.SIGSTOP), lambda: tell(signal.SIGCONT)),
        }
        env = servers.environment(tmp_path, 1) | {"DATABASE_URL": address}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env, check=True)
        with servers.gunicorn(
            "newsstep.wsgi", tmp_path, tmp_path / "log", DATABASE_URL=address, WORKERS=1
        ) as server:
            yield int(server.address.rpartition(":")[2]), away


def timed(*arguments, **options):
    began = time.monotonic()
    status, _headers, body = ask(*arguments, **options)
    return status, body, time.monotonic() - began


@pytest.mark.parametrize(("how", "reason"), [("stopped", "failed"), ("frozen", "timeout")])
def test_kept_pages_stay_and_everything_comes_back_by_itself(paper, tmp_path, how, reason):
    port, away = paper
    stop, start = away[how]
    assert ask(port, "/")[0] == 200
    stop()
    try:
        for _ in range(3):
            time.sleep(1.1)  # an answer of /healthz is given for a second
            answers = {
                "kept": timed(port, "/"),
                "not kept": timed(port, "/tags/a/"),
                "desk": timed(port, "/admin/", **AT_THE_DESK),
                "health": timed(port, "/healthz"),
            }
            assert {name: told[0] for name, told in answers.items()} == {
                "kept": 200,
                "not kept": 503,
                "desk": 503,
                "health": 503,
            }
            assert answers["kept"][2] < SOON, answers
            assert max(told[2] for told in answers.values()) < LATEST, answers
            assert reason in json.loads(answers["health"][1])["database"]
    finally:
        start()
    began = time.monotonic()
    for path in ("/healthz", "/latest/", "/regions/"):
        while ask(port, path)[0] != 200:
            assert time.monotonic() - began < 5
            time.sleep(0.1)
    log = (tmp_path / "log").read_text()
    assert "DATABASE AWAY: a reader: GET /tags/a/: OperationalError: " in log
    assert "Traceback" not in log
