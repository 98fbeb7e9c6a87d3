"""What the newsroom has saved outlives a power failure: files before their row, rows at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from PIL import Image

from articles.desk import photos
from articles.models import Photo
from articles.pure import imaging

from .factories import picture_bytes

ROOT = Path(__file__).resolve().parent.parent


class Deeds:
    """What is done to files and rows, in its order; what `fails` does so the second time."""

    def __init__(self, monkeypatch, fails=None):
        self.done, self.fails = [], fails
        for name, deed in (("fsync", self.fsync), ("replace", self.replace)):
            self.__dict__[f"really_{name}"] = getattr(os, name)
            monkeypatch.setattr(os, name, deed)
        self.really_save = Image.Image.save
        monkeypatch.setattr(Image.Image, "save", lambda *given, **told: self.save(*given, **told))

    def do(self, deed, *told):
        self.done.append((deed, *told))
        if deed == self.fails and [name for name, *_ in self.done].count(deed) == 2:
            raise OSError(28, "No space left on device")

    def fsync(self, descriptor):
        place = os.fstat(descriptor)
        self.do("sync", place.st_ino, place.st_size)
        self.really_fsync(descriptor)

    def replace(self, source, target):
        place = os.stat(source)
        self.do("name", place.st_ino, place.st_size, Path(target).name)
        self.really_replace(source, target)

    def save(self, image, file, *told, **options):
        file.write(b"half a picture")
        self.do("save")
        file.seek(0)
        file.truncate()
        self.really_save(image, file, *told, **options)

    def rows(self, execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "articles_photo"'):
            self.do("row")
            if self.fails == "row":
                raise DatabaseError("disk I/O error")
        return execute(sql, params, many, context)


FILES = ["640.webp", "320.webp", "share-50-50.jpg"]


@pytest.mark.django_db
def test_files_of_a_photo_are_on_the_disk_before_its_row(monkeypatch, media, nari):
    picture = imaging.decode(picture_bytes())
    deeds = Deeds(monkeypatch)
    with connection.execute_wrapper(deeds.rows):
        photos.add(picture, nari)
    done = [deed for deed in deeds.done if deed[0] != "save"]
    # Each file is on the disk in full before it has its name.
    for synced, named, name in zip(done[0:6:2], done[1:6:2], FILES, strict=True):
        assert synced == ("sync", *named[1:3])
        assert named == ("name", *named[1:3], name)
    # Then the names are, in every folder that may be new, and only then there is a row.
    folder = media / picture.path.folder
    places = [folder, *folder.parents[:3]]
    assert places[-1] == media
    assert [deed[:2] for deed in done[6:10]] == [("sync", place.stat().st_ino) for place in places]
    assert done[10:] == [("row",)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fails", "named"), [("save", 1), ("sync", 1), ("name", 1), ("row", len(FILES))]
)
def test_a_failure_leaves_no_row_and_no_half_file_and_the_next_try_goes_on(
    monkeypatch, media, nari, fails, named
):
    picture = imaging.decode(picture_bytes())
    with monkeypatch.context() as patched:
        deeds = Deeds(patched, fails)
        with connection.execute_wrapper(deeds.rows), pytest.raises((OSError, DatabaseError)):
            photos.add(picture, nari)
    assert not Photo.objects.exists()
    folder = media / picture.path.folder
    assert {path.name for path in folder.iterdir()} == set(FILES[:named])
    for path in folder.iterdir():
        with Image.open(path) as whole:
            whole.load()
    photo, is_new = photos.add(picture, nari)
    assert (Photo.objects.get(), is_new) == (photo, True)
    assert {path.name for path in folder.iterdir()} == set(FILES)


ASKED = """
import json
import django
django.setup()
from django.db import connection, transaction
told, begun = {}, []
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
        told[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
connection.connection.set_trace_callback(begun.append)
with transaction.atomic():
    pass
print(json.dumps(told | {"begun": begun[0]}))
"""


def test_a_transaction_of_sqlite_is_on_the_disk_when_it_ends(tmp_path):
    """By the settings of the product; those of the tests may be faster."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    asked = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=ROOT,
        env=environment
        | {"DJANGO_SETTINGS_MODULE": "newsstep.settings", "VAR": str(tmp_path)}
        | {"SITE_URL": "https://news.example.com"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(asked.stdout) == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "begun": "BEGIN IMMEDIATE",
    }
