"""What interrupted writes have left in the folder of photos."""

import posixpath
import random
import time
from itertools import groupby

SHARDS = [f"{number:02x}" for number in range(256)]
RESTS_FOR = 86_400  # seconds; whatever is younger may be somebody's write that goes on


def sweep(storage, folders_of, deadline):
    """Remove temporary files, and folders of no photo, that are older than a day; returns how many.

    `storage` is one of `media`, and `folders_of` returns the folders in it of the photos in a shard.
    Stops at the deadline, in seconds of the monotonic clock; the shards have another order each time.
    """
    before = time.time() - RESTS_FOR
    try:
        shards = [name for name in storage.listdir("photos")[0] if name in SHARDS]
    except FileNotFoundError:
        return 0
    random.shuffle(shards)
    count = 0
    for shard in shards:
        if time.monotonic() > deadline:
            break
        files = list(storage.files(f"photos/{shard}"))
        known = folders_of(shard)
        for folder, inside in groupby(sorted(files), key=lambda file: posixpath.dirname(file.name)):
            count += swept(storage, folder, list(inside), folder in known, before)
    return count


def swept(storage, folder, files, is_known, before):
    """Remove what is old and of no use in, or of, a photo's folder; returns how many files went."""
    old = [file for file in files if file.changed_at < before]
    if not is_known and len(old) == len(files):
        storage.remove(folder)
        return len(old)
    broken = [file for file in old if posixpath.basename(file.name).startswith(".")]
    for file in broken:
        storage.delete(file.name)
    return len(broken)


def children(folder):
    """Return what lies in a folder, nothing when it is none or has just gone."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def is_older(path, before):
    """Return whether the file or folder was there before the moment, in seconds since 1970."""
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False
