"""Third-party test material that may lie beside the project; the tests that read it skip without."""

import json
from pathlib import Path

import pytest

CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="the test corpora are not there")


def naughty_strings():
    """Return the list of strings that break programs."""
    path = CORPORA / "text" / "blns" / "blns.json"
    return json.loads(path.read_text()) if path.exists() else []


def scripted_html():
    """Return the HTML vectors that try to run a script."""
    path = CORPORA / "xss" / "h5sc" / "items.json"
    if not path.exists():
        return []
    items = json.loads(path.read_text())
    return [item["data"] for item in (items.values() if isinstance(items, dict) else items)]


def png_files():
    """Return the paths of good and broken PNG files."""
    return sorted((CORPORA / "images" / "libpng").rglob("*.png"))


def robot_agents():
    """Return the user agents with which robots were seen."""
    path = CORPORA / "bots" / "crawler-user-agents" / "crawler-user-agents.json"
    if not path.exists():
        return []
    return [agent for robot in json.loads(path.read_text()) for agent in robot["instances"]]
