"""What interrupted writes of photos leave is removed by the program itself."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from articles.desk import photos
from articles.pure import imaging, renditions
from articles.pure.media import Folder

from .factories import make_photo, picture_bytes

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
DAY = 86_400
# Writes a picture whose last bytes never come.
WRITING = """
import os, sys, time
from articles.pure.media import Folder
def stalled(_file):
    print("writing", flush=True)
    time.sleep(60)
os.fsync = stalled
Folder(sys.argv[1]).put(sys.argv[2], b"half a picture")
"""


def age(path, seconds=DAY + 60):
    """Make a file, or all of a folder, older."""
    at = time.time() - seconds
    for place in (path, *path.rglob("*")):
        os.utime(place, (at, at))


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_a_killed_process_was_writing_is_removed_after_a_day(media, caplog):
    photo = make_photo(files=True)
    folder = media / photo.path.folder
    whole = names(folder)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITING, media, f"{photo.path.folder}/1280.webp"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert writer.stdout.readline() == b"writing\n"
    # Somebody writes it now.
    age(folder, seconds=DAY - 3600)
    assert photos.sweep(seconds=9) == 0
    assert len(names(folder)) == len(whole) + 1
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    age(folder)
    assert photos.sweep(seconds=9) == 1
    assert names(folder) == whole
    assert "1 files" in caplog.text
    assert photos.sweep(seconds=9) == 0


def test_files_of_no_photo_are_removed_after_a_day(media):
    kept = make_photo(files=True)
    picture = imaging.decode(picture_bytes())
    renditions.write(picture, Folder(media))
    folder = media / picture.path.folder
    assert photos.sweep(seconds=9) == 0
    age(media)
    assert photos.sweep(seconds=9) == 3
    assert not folder.exists()
    assert names(media / kept.path.folder)


def test_an_upload_of_files_that_lie_there_already_keeps_them(media, nari):
    picture = imaging.decode(picture_bytes())
    renditions.write(picture, Folder(media))
    age(media)
    renditions.write(picture, Folder(media))
    assert photos.sweep(seconds=9) == 0
    photo, _new = photos.add(picture, nari)
    assert (media / photo.path.folder / "320.webp").exists()


def test_a_sweep_ends_when_its_time_is_over(media):
    renditions.write(imaging.decode(picture_bytes()), Folder(media))
    age(media)
    assert photos.sweep(seconds=-1) == 0


def test_a_paper_without_photos_has_nothing_to_sweep(media):
    assert photos.sweep(seconds=9) == 0
