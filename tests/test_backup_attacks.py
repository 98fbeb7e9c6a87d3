"""A backup is only believed where it is one: somebody else may have written into its folder."""

import json
import os
import shutil

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

from articles.models import SourceFile
from articles.operation.backups import Refused, manifest, restoring, trees
from articles.pure.media import Folder

DATABASE = {"kind": "sqlite", "bytes": 1, "sha256": "0" * 64}
FILES = {"files": 0, "bytes": 0}
TOLD = {
    "form": 1,
    "version": "1.0",
    "migrations": [],
    "counts": {},
    "database": DATABASE,
    "photos": FILES | {"included": True},
    "sources": FILES,
    "missing": {"photos": [], "sources": []},
}


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "newsstep.env"
    path.write_text("EMAIL_URL=smtp://paper:password@mail.example.com")
    return path


@pytest.mark.parametrize("place", ["photos/ab/c.webp", "photos", "sources"])
def test_nothing_from_elsewhere_on_the_machine_comes_among_the_photos(tmp_path, secret, place):
    backup = tmp_path / "backup"
    link = backup / "media" / place
    link.parent.mkdir(parents=True)
    restoring.refuse_links(backup)
    link.symlink_to(secret if link.suffix else secret.parent)
    with pytest.raises(Refused, match=str(link)):
        restoring.refuse_links(backup)


def test_what_never_ends_is_no_photo(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="pipe"):
        restoring.refuse_links(tmp_path)


def test_a_link_in_an_older_backup_does_not_come_into_the_next_one(tmp_path, secret):
    """A link is as long as its target is named: one may be made as large as the photo."""
    media, before, after = (tmp_path / name for name in ("media", "before", "after"))
    (media / "photos").mkdir(parents=True)
    (media / "photos" / "a.webp").write_bytes(b"x" * secret.stat().st_size)
    shutil.copytree(media, before)
    (before / "photos" / "a.webp").unlink()
    (before / "photos" / "a.webp").symlink_to(secret)

    class Far(trees.Tree):
        origin = None  # on another disk

    tree = Far("media", Folder(media), ("photos",))
    assert trees.to_copy(tree, tmp_path, before) == secret.stat().st_size
    trees.bring(tree, after, before)
    assert (after / "photos" / "a.webp").read_bytes() == (media / "photos" / "a.webp").read_bytes()
    assert not (after / "photos" / "a.webp").is_symlink()


@pytest.mark.parametrize("key", ["../newsstep.env", "/etc/passwd"])
def test_a_restored_database_names_no_file_outside_the_papers_of_articles(key):
    with pytest.raises(SuspiciousFileOperation):
        assert SourceFile(key=key).path
    assert SourceFile(key="abc").path == settings.SOURCES_ROOT / "abc"


@pytest.mark.parametrize(
    "told",
    [
        "[" * 100_000,
        "\udcff",
        *map(
            json.dumps,
            [
                [],
                TOLD | {"form": "1"},
                TOLD | {"migrations": [["articles", "0001"]]},
                TOLD | {"migrations": None},
                TOLD | {"missing": {}},
                TOLD | {"photos": []},
                TOLD | {"database": DATABASE | {"bytes": "1"}},
            ],
        ),
    ],
    ids=range(9),
)
def test_a_manifest_that_is_none_is_told_in_one_line(tmp_path, told):
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(TOLD))
    assert manifest.read(tmp_path) == TOLD
    path.write_bytes(told.encode(errors="surrogateescape"))
    with pytest.raises(Refused, match=r"manifest\.json|1\.0"):
        manifest.read(tmp_path)
