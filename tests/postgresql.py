"""Runs the suite on PostgreSQL, on a private server in a temporary folder: `make test`.

Loaded into that run as a plugin, it leaves out what ran on SQLite and would see nothing else here.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

DEBIAN = Path("/usr/lib/postgresql")
# Nothing of it outlives the tests.
OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=300"


def programs():
    """Return the folder of the newest initdb and pg_ctl, None where there are none."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else DEBIAN.glob("*/bin")
    return max(
        (folder for folder in folders if (folder / "pg_ctl").exists()),
        key=lambda folder: float(folder.parent.name) if folder.parent.parent == DEBIAN else 0,
        default=None,
    )


@contextmanager
def server(folder):
    """Run a server from the programs in `folder`; gives its DATABASE_URL."""
    # It refuses to run as root.
    account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}

    def run(program, *arguments):
        subprocess.run(
            [folder / program, "-D", f"{place}/data", *arguments],
            cwd=place,
            check=True,
            stdout=subprocess.DEVNULL,
            **user,
        )

    with tempfile.TemporaryDirectory(prefix="newsstep-postgresql-") as place:
        if account:
            os.chown(place, account.pw_uid, account.pw_gid)
        run("initdb", "-A", "trust", "-U", "newsstep", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        run("pg_ctl", "-w", "-o", f"-k {place} {OPTIONS}", "-l", f"{place}/log", "start")
        try:
            yield f"postgres://newsstep@/postgres?host={place}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")


def main():
    folder = programs()
    if folder is None:
        print("PostgreSQL is not there; the tests ran on SQLite only.")
        return "REQUIRE_EVERY_TEST" in os.environ
    with server(folder) as address:
        print("On PostgreSQL:", flush=True)
        command = [sys.executable, "-m", "pytest", "-p", "tests.postgresql", *sys.argv[1:]]
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}).returncode


# What runs there

DATABASE = {"db", "transactional_db", "live_server"}
left = {}  # {kind: how many of its tests were left to the run on SQLite}


def kind(item):
    """Return why the test sees on every database the same, None if it may see something else."""
    if item.get_closest_marker("browser"):
        return "in a browser"
    if item.get_closest_marker("one_database"):
        return "whose queries others send too"
    if item.get_closest_marker("django_db") or not DATABASE.isdisjoint(item.fixturenames):
        return None
    return "without a database"


def pytest_collection_modifyitems(config, items):
    kinds = [kind(item) for item in items]
    left.update({name: kinds.count(name) for name in kinds if name})
    items[:] = [item for item, name in zip(items, kinds, strict=True) if name is None]


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = left


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    left.update(getattr(node, "workeroutput", {}).get("left", {}))


def pytest_terminal_summary(terminalreporter):
    for name, count in sorted(left.items()):
        terminalreporter.write_line(f"{count} tests {name} were left to the run on SQLite")


if __name__ == "__main__":
    sys.exit(main())
