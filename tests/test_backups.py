"""A paper of SQLite is backed up while it works, restored as it was, and its backup proven."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from articles.operation import upgrading
from tests import buckets, old_papers
from tests.backups import different, done, manage
from tests.bench import servers
from tests.test_migrations import LANDED

pytestmark = pytest.mark.one_database
SOURCE = """
INSERT INTO articles_sourcefile (key, name, kind, sha256, size, uploaded_at) VALUES ('abc', '보도자료.pdf', 'pdf',
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 3, '2026-11-28 01:02:03');
"""


def environment(var, collected):
    var.mkdir(exist_ok=True)
    (var / "static").symlink_to(collected)
    return servers.environment(var, 1) | {"LANGUAGE_CODE": "en"}


@pytest.fixture
def paper(tmp_path, archive, collected):
    """The environment of a paper that has articles, photos, a paper of an article, and settings."""
    var = tmp_path / "var"
    shutil.copytree(archive, var)
    with sqlite3.connect(var / "newsstep.sqlite3") as database:
        database.executescript(SOURCE)
    (var / "sources").mkdir(mode=0o700)
    (var / "sources" / "abc").write_text("abc")
    (var / "media" / "marks").mkdir()
    (var / "media" / "marks" / "abc.png").write_text("the mark of the paper")
    (var / "newsstep.env").write_text("PAGE_CACHE_MB=8\n")
    return environment(var, collected)


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def backup(paper, shelf):
    """A backup of the paper."""
    return shelf / done(paper, "backup", shelf).splitlines()[0].rpartition("/")[2]


def contents(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_restored_paper_is_the_same_on_every_public_page(
    paper, backup, shelf, tmp_path, collected
):
    empty = environment(tmp_path / "new", collected)
    assert "articles 20" in done(empty, "restore", shelf)
    assert different(paper, empty) == []
    var, new = tmp_path / "var", tmp_path / "new"
    assert (new / "secret_key").read_text() == (var / "secret_key").read_text()
    assert contents(new / "media") == contents(var / "media")
    assert (new / "sources" / "abc").read_text() == "abc"
    again = manage(empty, "restore", shelf)
    assert again.returncode == 1
    assert "The paper holds articles (20)" in again.stderr


def test_a_backup_is_private_tells_what_it_holds_and_takes_no_room_for_photos(
    paper, backup, tmp_path
):
    told = json.loads((backup / "manifest.json").read_text())
    assert told["counts"]["articles_article"] == 20
    assert told["photos"]["files"] == len(contents(backup / "media")) > 50
    assert told["missing"] == {"photos": [], "sources": []}
    assert f"articles.{max(LANDED)}" in told["migrations"]
    assert [oct(path.stat().st_mode & 0o777) for path in (backup, backup / "private")] == [
        "0o700",
        "0o700",
    ]
    private = {path.name: path.read_text() for path in (backup / "private").iterdir()}
    assert private["newsstep.env"] == "PAGE_CACHE_MB=8\n"
    assert private["secret_key"] == (tmp_path / "var" / "secret_key").read_text()
    photo = next((backup / "media").rglob("*.webp"))
    assert photo.stat().st_nlink == 2
    assert photo.samefile(tmp_path / "var" / photo.relative_to(backup))


def test_a_backup_that_is_proven_is_noted_and_one_that_lost_a_photo_is_not(paper, backup, tmp_path):
    # Whoever can write there must not say how the proof is run.
    (backup / "private" / "newsstep.env").write_text("TRUSTED_PROXIES=everybody\nLD_PRELOAD=x.so\n")
    said = done(paper, "verify_backup", "--pages", "5")
    assert f"Proven: {backup}" in said
    note = tmp_path / "var" / "backup-proven.json"
    assert json.loads(note.read_text())["backup"] == backup.name
    assert note.stat().st_mode & 0o777 == 0o600
    note.unlink()
    static = tmp_path / "var" / "static"
    static.rename(tmp_path / "away")
    assert "Run manage.py collectstatic first." in manage(paper, "verify_backup").stderr
    (tmp_path / "away").rename(static)
    next((backup / "media").rglob("*.webp")).unlink()
    told = manage(paper, "verify_backup")
    assert told.returncode == 1
    assert "is not as it was made" in told.stderr
    assert "PROOF OF THE BACKUP FAILED" in told.stderr
    assert not note.exists()
    assert os.listdir(backup.parent) == [backup.name]


def test_a_damaged_database_makes_no_backup_and_the_failure_is_told(paper, shelf, tmp_path):
    file = tmp_path / "var" / "newsstep.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [[page]] = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'articles_article'"
        )
        [[size]] = database.execute("PRAGMA page_size")
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)
    told = manage(paper, "backup", shelf)
    assert told.returncode == 1
    assert "BACKUP FAILED" in told.stderr
    assert "malformed" in told.stderr
    assert "Traceback" not in told.stderr
    assert list(shelf.iterdir()) == []


def test_a_killed_backup_leaves_nothing_that_looks_like_one_and_the_next_sweeps_it(paper, shelf):
    command = [sys.executable, "manage.py", "backup", str(shelf)]
    process = subprocess.Popen(command, env=paper, cwd=servers.ROOT)
    while not list(shelf.glob(".unfinished-*")) and process.poll() is None:
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    [left] = shelf.iterdir()
    assert left.name.startswith(".unfinished-newsstep-")
    assert "There is no backup in" in manage(paper, "restore", shelf).stderr
    done(paper, "backup", shelf)
    assert [path.name[:9] for path in shelf.iterdir()] == ["newsstep-"]


def test_a_disk_that_is_too_full_is_told_beforehand(paper, shelf):
    told = manage(paper | {"MIN_FREE_MB": "900000000"}, "backup", shelf)
    assert told.returncode == 1
    assert re.search(r"too full: .* are free, 8\d\d\.\d TB are needed", told.stderr)
    assert list(shelf.iterdir()) == []


def test_photos_in_a_bucket_are_copied_when_they_are_wanted_and_else_told_to_be_missing(
    paper, shelf, tmp_path
):
    bucket = {"BUCKET": "photos", "KEY": "k", "SECRET": "s", "ENDPOINT": "http://127.0.0.1:9"}
    far = paper | {f"MEDIA_S3_{name}": value for name, value in bucket.items()}
    told = manage(far, "backup", shelf)
    assert told.returncode == 0
    assert "The photos are not in it: they lie in the bucket" in told.stderr
    [path] = shelf.glob("*/manifest.json")
    assert json.loads(path.read_text())["photos"] == {"included": False, "files": 0, "bytes": 0}
    told = manage(far, "backup", shelf, "--with-bucket")
    assert told.returncode == 1
    assert "BACKUP FAILED: photos: " in told.stderr


def test_photos_of_a_bucket_are_fetched_once(paper, shelf, tmp_path):
    photos = tmp_path / "var" / "media"
    with buckets.server() as endpoint:
        bucket = buckets.emptied(endpoint)
        for name in contents(photos):
            bucket.put(name, (photos / name).read_bytes())
        place = buckets.place(endpoint).items()
        far = paper | {f"MEDIA_S3_{name.upper()}": value for name, value in place}
        far |= {"MEDIA_ROOT": str(tmp_path / "nowhere")}
        for _ in range(2):
            assert manage(far, "backup", shelf, "--with-bucket").stderr == ""
    [backup] = shelf.iterdir()
    assert contents(backup / "media") == contents(photos)
    assert json.loads((backup / "manifest.json").read_text())["photos"]["included"]


def test_an_older_paper_is_backed_up_before_its_upgrade_and_a_newer_backup_is_refused(
    tmp_path, papers, collected
):
    shutil.copytree(papers / old_papers.STEPS[0], tmp_path / "old")
    env = environment(tmp_path / "old", collected)
    (tmp_path / "old" / upgrading.COLLECTED).write_text(upgrading.static_digest())
    shelf = tmp_path / "before"
    done(env, "upgrade", "--backup", shelf)
    new = environment(tmp_path / "new", collected)
    done(new, "restore", shelf)
    assert done(new, "showmigrations", "articles").count("[X]") == len(LANDED)
    [path] = shelf.glob("*/manifest.json")
    told = json.loads(path.read_text())
    assert told["counts"]["articles_article"] == 3
    assert "articles.0011_words_of_photos_in_articles" not in told["migrations"]
    told["migrations"].append("articles.0999_far_away")
    path.write_text(json.dumps(told | {"version": "9.9"}))
    refused = manage(environment(tmp_path / "third", collected), "restore", shelf)
    assert refused.returncode == 1
    assert "newer version of the program, 9.9" in refused.stderr
