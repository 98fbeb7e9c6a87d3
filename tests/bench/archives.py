"""The archives that are measured: built once and kept, and what stands in them."""

import json
import subprocess
import sys

from .servers import ROOT, environment


def build(folder, articles):
    """Make the folder hold a paper of so many articles."""
    folder.mkdir(parents=True, exist_ok=True)
    manage(folder, "manage.py", "migrate", "-v0")
    manage(folder, "-m", "tests.bench.fill", str(articles))


def collect(folder):
    """Make the folder hold the static files of its paper."""
    manage(folder, "manage.py", "collectstatic", "--noinput", "-v0")


def facts(folder, *what):
    """Return what tests/bench/facts.py says of the paper in the folder."""
    told = manage(folder, "-m", "tests.bench.facts", *what, stdout=subprocess.PIPE).stdout
    return json.loads(told)


def manage(folder, *arguments, **options):
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment(folder, 8000), check=True, **options
    )
