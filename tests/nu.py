"""What the Nu Html Checker of the W3C says of pages: it reads them as its own Java program."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Quick to start; its guess at the language of a page takes Korean with much else in it for Romanian.
COMMAND = ["java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR]
COMMAND += ["--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect"]
is_missing = shutil.which("java") is None or not JAR.exists()
assert not (is_missing and "REQUIRE_EVERY_TEST" in os.environ), "the Nu Html Checker is missing"
needs_nu = pytest.mark.skipif(
    is_missing,
    reason="The Nu Html Checker is missing: apt install default-jre-headless npm; npm ci --prefix tests",
)


def faults(folder, pages):
    """Return each error and warning about {name: HTML}, as "name: what, where"; makes the folder."""
    folder.mkdir()
    for number, html in enumerate(pages.values()):
        (folder / f"{number}.html").write_text(html)
    # One start for all of them: the program takes longer to start than to read a page.
    run = subprocess.run(
        [*COMMAND, folder],
        capture_output=True,
        text=True,
        check=True,
    )
    names = list(pages)
    return [
        f"{names[int(Path(found['url']).stem)]}: {found['message']} {found.get('extract', '')!r}"
        for found in json.loads(run.stdout)["messages"]
    ]
