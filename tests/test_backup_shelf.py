"""Which backups are kept, who works on them, and how files get into them."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from articles.operation import findings
from articles.operation.backups import Refused, newest, rotation, shelf, trees
from articles.pure.media import Folder

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)  # a Saturday


def days_before(*numbers):
    return [NOW - timedelta(days=number) for number in numbers]


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ([], []),
        ([0], [0]),
        (range(8), [*range(7)]),
        # Of the last four weeks the last one of each: the Sundays before this week.
        (range(30), [*range(7), 13, 20, 28]),
        # What is made more seldom is kept for longer.
        (range(0, 800, 100), range(0, 800, 100)),
        (range(0, 800, 30), range(0, 361, 30)),
        # A paper that slept for a year keeps what it had.
        ([400, 401, 402], [400, 401, 402]),
    ],
)
def test_backups_of_days_weeks_and_months_are_kept(made, kept):
    assert rotation.kept(days_before(*made)) == set(days_before(*kept))


def test_of_two_backups_of_a_day_the_later_one_is_kept():
    early, late = NOW - timedelta(hours=3), NOW
    assert rotation.kept([late, early]) == {late}


def test_the_newest_backup_is_never_removed():
    for number in range(800):
        made = days_before(*range(number, 800, 3))
        assert max(made) in rotation.kept(made)


def make(folder, moment):
    with shelf.begun(folder, moment) as place:
        (place / "manifest.json").write_text("{}")


def test_what_is_no_longer_kept_goes_and_strangers_stay(tmp_path):
    (tmp_path / "notes.txt").write_text("of the operator")
    (tmp_path / "newsstep-old").mkdir()
    for moment in days_before(*range(9, -1, -1)):
        make(tmp_path, moment)
    gone = shelf.rotate(tmp_path)
    assert gone == [
        "newsstep-20261119T030000Z",
        "newsstep-20261120T030000Z",
        "newsstep-20261121T030000Z",
    ]
    assert newest(tmp_path).name == "newsstep-20261128T030000Z"
    assert len(list(tmp_path.iterdir())) == 9


def test_two_do_not_work_on_the_same_backups(tmp_path):
    with (
        shelf.held(tmp_path / "backups"),
        pytest.raises(Refused, match="backups"),
        shelf.held(tmp_path / "backups"),
    ):
        pass
    with shelf.held(tmp_path / "backups"):
        pass


@pytest.mark.parametrize("name", ["MEDIA_ROOT", "SOURCES_ROOT", "STATIC_ROOT"])
def test_backups_and_exports_do_not_lie_among_what_readers_get_or_a_backup_holds(
    settings, tmp_path, name
):
    setattr(settings, name, tmp_path / "files")
    with pytest.raises(Refused, match="files"), shelf.held(tmp_path / "files" / "backups"):
        pass
    with pytest.raises(CommandError, match="files"):
        call_command("export", tmp_path / "files" / "export")
    assert not (tmp_path / "files").exists()


def test_a_backup_that_fails_leaves_nothing(tmp_path):
    def interrupted():
        with shelf.begun(tmp_path, NOW) as place:
            (place / "half").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_copied_once_and_linked_from_then_on(tmp_path):
    photos = tmp_path / "media" / "photos"
    photos.mkdir(parents=True)
    (photos / "a.webp").write_bytes(b"abc")
    (photos / ".half").write_bytes(b"a")
    here = trees.Tree("media", Folder(tmp_path / "media"), ("photos",))

    class Far(trees.Tree):
        origin = None  # on another disk, or in a bucket

    far = Far(*here)
    assert trees.to_copy(here, tmp_path, None) == 0
    assert trees.to_copy(far, tmp_path, None) == 3
    first, second = tmp_path / "first", tmp_path / "second"
    trees.bring(far, first)
    assert trees.to_copy(far, tmp_path, first) == 0
    trees.bring(far, second, first)
    assert [path.name for path in second.rglob("*") if path.is_file()] == ["a.webp"]
    assert (second / "photos" / "a.webp").samefile(first / "photos" / "a.webp")
    assert not (second / "photos" / "a.webp").samefile(photos / "a.webp")
    # A file that was cut off in the backup before is not linked.
    os.truncate(first / "photos" / "a.webp", 1)
    trees.bring(far, tmp_path / "third", first)
    assert (tmp_path / "third" / "photos" / "a.webp").read_bytes() == b"abc"


def test_the_desk_reads_when_a_backup_was_proven(settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "backup-proven.json").write_text('{"at": "2026-11-28T03:00:00+00:00"}')
    assert findings.last_proven() == NOW
