"""What interrupted writes have left in the folder of photos."""

import shutil
import time
from pathlib import Path

SHARDS = [f"{number:02x}" for number in range(256)]
RESTS_FOR = 86_400  # seconds; whatever is younger may be somebody's write that goes on


def sweep(media_root, folders_of, deadline):
    """Remove temporary files, and folders of no photo, that are older than a day; returns how many.

    `folders_of` returns the folders, below `media_root`, of the photos in a shard. Stops at the
    deadline, in seconds of the monotonic clock.
    """
    root = Path(media_root)
    before = time.time() - RESTS_FOR
    count = 0
    for shard in SHARDS:
        if time.monotonic() > deadline:
            break
        if (root / "photos" / shard).is_dir():
            known = {root / folder for folder in folders_of(shard)}
            count += sum(
                swept(folder, known, before) for folder in children(root / "photos" / shard)
            )
    return count


def swept(folder, known, before):
    """Remove what is old and of no use in, or of, a photo's folder; returns how many files went."""
    files = children(folder)
    old = [file for file in files if is_older(file, before)]
    if folder not in known and len(old) == len(files) and is_older(folder, before):
        shutil.rmtree(folder, ignore_errors=True)
        return len(old)
    broken = [file for file in old if file.name.startswith(".")]
    for file in broken:
        file.unlink(missing_ok=True)
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
