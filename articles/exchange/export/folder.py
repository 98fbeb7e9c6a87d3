"""The folder of an export: made under another name, and there whole or not at all."""

import json
import os
import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from ...models import Article, Generation, Photo, SourceFile
from ...pure import renditions
from . import articles, wxr
from .nouns import NOUNS
from .snapshot import one_moment

FORM = 1  # of the lines; raised when a reader of the old ones would go wrong
ABOUT = "export.json"


class NotEmpty(Exception):
    """The folder holds something already."""


def export(folder, progress=lambda name, count, total: None, with_wxr=False):
    """Write the whole paper into a new folder; returns {noun: how many} and the numbers of photos without files.

    `progress` is called with the name of a file, how many of its lines were written, and of how many.
    Nobody but the owner may read the folder. Raises NotEmpty and OSError, and leaves nothing then.
    """
    with new_folder(Path(folder)) as half, one_moment():
        writing = Writing(half, progress)
        missing = writing.photos()
        marks(half)
        source_files(half)
        writing.lines("articles", articles.lines(missing.keys()), Article.objects.count())
        for noun in NOUNS:
            writing.lines(noun.name, noun.lines(), noun.count())
        if with_wxr:
            writing.text("wordpress.xml", wxr.pieces(), wxr.count())
        about(half, writing.counts)
    return dict(writing.counts), sorted(missing.values())


@contextmanager
def new_folder(folder):
    """Give a folder beside the one that is to be, which takes its name at the end. Raises NotEmpty."""
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))  # 0700
    try:
        yield half
        half.rename(folder)  # an empty folder is replaced
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise


def opened(path):
    """Open a new file for writing, which nobody else can read."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


class Writing:
    """Writes the files of an export and counts what stands in them."""

    def __init__(self, folder, progress):
        self.folder, self.progress = folder, progress
        self.counts = Counter()

    def lines(self, name, told, total):
        """Write dicts as lines of a file."""
        self.counts[name] = 0
        with opened(self.folder / f"{name}.jsonl") as file:
            for fields in told:
                file.write(json.dumps(fields, ensure_ascii=False).encode() + b"\n")
                self.counts[name] += 1
                self.progress(name, 1, total)

    def text(self, name, pieces, total):
        """Write pieces of text into a file."""
        with opened(self.folder / name) as file:
            for piece in pieces:
                file.write(piece.encode())
                self.progress(name, 1, total)

    def photos(self):
        """Write the largest file of every photo in use; returns {digest: number} of those without."""
        missing = {}
        (self.folder / "photos").mkdir(mode=0o700)
        photos = Photo.objects.in_use().order_by("pk")
        total, last = photos.count(), 0
        while batch := list(photos.filter(pk__gt=last)[:1000]):
            for photo in batch:
                if not self.photo(photo):
                    missing[photo.sha256] = photo.pk
                self.progress("photos", 1, total)
            last = batch[-1].pk
        return missing

    def photo(self, photo):
        """Write the file of a photo; returns whether there was one."""
        try:
            with default_storage.open(renditions.largest(photo.path)) as stored:
                data = stored.read()
        except FileNotFoundError:
            return False
        with opened(self.folder / "photos" / articles.file_of(photo.sha256)) as file:
            file.write(data)
        return True


def marks(folder):
    """Write the picture of the paper's icons."""
    for stored in default_storage.files("marks"):
        if not Path(stored.name).name.startswith("."):  # half written
            with default_storage.open(stored.name) as source:
                data = source.read()
            with opened(folder / stored.name) as file:
                file.write(data)


def source_files(folder):
    """Write the papers that articles were written from."""
    for row in SourceFile.objects.filter(article__isnull=False):
        name = folder / "source_files" / f"{row.pk}.{row.kind}"
        with suppress(FileNotFoundError), row.path.open("rb") as source, opened(name) as file:
            shutil.copyfileobj(source, file)


def about(folder, counts):
    """Write what the folder is, of when, and how many lines its files have."""
    kept = Generation.objects.first()
    told = {
        "made_by": "newsstep",
        "form": FORM,
        "site": settings.SITE_URL,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "counts": dict(counts),
        "old_forms": kept.old_forms if kept else "",
    }
    with opened(folder / ABOUT) as file:
        file.write(json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")
