"""Papers in folders of their own, on which commands are run as an operator does."""

import json
import subprocess
import sys

from tests.bench import servers


def manage(env, *arguments):
    """Run a command of manage.py; returns its end, with what it printed."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, env=env, cwd=servers.ROOT, capture_output=True, text=True)


def done(env, *arguments):
    """Run a command that must succeed; returns what it printed."""
    ended = manage(env, *arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def pages(env):
    """Return {path: digest} of every public page of the paper."""
    command = [sys.executable, "-m", "tests.bench.pages"]
    ended = subprocess.run(command, env=env, cwd=servers.ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def different(one, other):
    """Return the paths of the pages that differ; what tells the time is looked at at one moment."""
    for _ in range(3):
        first, second = pages(one), pages(other)
        wrong = {p for p in first.keys() | second.keys() if first.get(p) != second.get(p)}
        if not wrong:
            break
    assert len(first) > 100
    return sorted(wrong)
