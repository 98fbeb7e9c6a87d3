"""The words of the screen: every one of them is Korean, and what is compiled is what is written."""

import gettext
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KOREAN = Path("articles/locale/ko/LC_MESSAGES")
ENTRY = re.compile(
    r'^(msgid|msgid_plural|msgstr(?:\[\d\])?|msgctxt) ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.M
)


def entries(text):
    """Return [{keyword: text}] of a .po file, without its header."""
    found = []
    for block in re.split(r"\n\s*\n", text):
        entry = {
            keyword: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', quoted))
            for keyword, quoted in ENTRY.findall(block)
        }
        if entry.get("msgid"):
            found.append(entry)
    return found


@pytest.fixture(scope="module")
def korean():
    return (ROOT / KOREAN / "django.po").read_text()


def test_every_word_is_translated(korean):
    assert "#, fuzzy" not in korean
    assert len(entries(korean)) > 200
    missing = [
        entry["msgid"]
        for entry in entries(korean)
        if not all(text for keyword, text in entry.items() if keyword.startswith("msgstr"))
    ]
    assert missing == []


def test_a_translation_takes_the_same_values(korean):
    for entry in entries(korean):
        wanted = set(re.findall(r"%\(\w+\)[sd]", entry["msgid"] + entry.get("msgid_plural", "")))
        for keyword, text in entry.items():
            if keyword.startswith("msgstr"):
                assert set(re.findall(r"%\(\w+\)[sd]", text)) == wanted, entry["msgid"]


def test_what_is_compiled_is_what_is_written(korean):
    compiled = gettext.GNUTranslations(io.BytesIO((ROOT / KOREAN / "django.mo").read_bytes()))
    catalogue = compiled._catalog
    for entry in entries(korean):
        if "msgid_plural" not in entry and "msgctxt" not in entry:
            msgid = entry["msgid"].encode().decode("unicode_escape").encode("latin-1").decode()
            msgstr = entry["msgstr"].encode().decode("unicode_escape").encode("latin-1").decode()
            assert catalogue[msgid] == msgstr


@pytest.mark.skipif(
    not shutil.which("xgettext") and "REQUIRE_EVERY_TEST" not in os.environ,
    reason="gettext is missing: apt install gettext",
)
def test_no_word_of_the_program_is_missing(tmp_path, korean):
    copy = tmp_path / "copy"
    ignored = shutil.ignore_patterns(".venv", "var", ".git", "__pycache__", "tests", "static")
    shutil.copytree(ROOT, copy, ignore=ignored)
    (copy / "static").mkdir()
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "ko", "--no-location", "--no-obsolete"],
        cwd=copy,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "newsstep.settings"},
        check=True,
        capture_output=True,
    )
    now = {entry["msgid"] for entry in entries((copy / KOREAN / "django.po").read_text())}
    assert now == {entry["msgid"] for entry in entries(korean)}
