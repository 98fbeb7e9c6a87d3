"""What an export of this program tells of a photo besides its file and its words."""

import re
from dataclasses import replace

from ..models import PhotoWords
from .record import LEFT_OUT

FIELDS = {"sha256", "width", "height", "focal", "taken_at", "withdrawn_at", "library"}
DIGEST = re.compile(r"[0-9a-f]{64}")
WEBP = (b"RIFF", b"WEBP")


def own_photo(item):
    """Return {name: value} of what a Record of a photo tells of it; {} of one of another system."""
    digest = item.attempt_string("sha256")
    if not DIGEST.fullmatch(digest):
        return {}
    told = {"sha256": digest, "focal": focal(item)}
    taken_at = item.attempt(lambda row: row.time("taken_at"), "taken_at", None)
    if taken_at:
        told["taken_at"] = taken_at
    words = item.fields.get("library")
    if isinstance(words, dict):
        words = [words.get(name) for name in PhotoWords._fields]
        told["library"] = PhotoWords(*(word if isinstance(word, str) else "" for word in words))
    withdrawn_at = item.attempt(lambda row: row.time("withdrawn_at"), "withdrawn_at", None)
    size = [item.fields.get(name) for name in ("width", "height")]
    if withdrawn_at and all(type(side) is int and 0 < side < 20_000 for side in size):
        told |= {"withdrawn_at": withdrawn_at, "width": size[0], "height": size[1]}
    return told


def focal(item):
    """Return the focal point of a photo (0–1, 0–1)."""
    value = item.fields.get("focal")
    if value is None:
        return 0.5, 0.5
    parts = value if isinstance(value, list) else []
    if len(parts) == 2 and all(type(part) in (int, float) and 0 <= part <= 1 for part in parts):
        return float(parts[0]), float(parts[1])
    item.note(LEFT_OUT, "focal", str(value))
    return 0.5, 0.5


def as_it_was(picture, data, told):
    """Return the imaging.Picture of a file's bytes as it was before it went out.

    Its digest is that of what was uploaded once, and its largest file is the one that is there.
    """
    is_webp = (data[:4], data[8:12]) == WEBP
    return replace(
        picture, sha256=told["sha256"], focal=told["focal"], webp=data if is_webp else b""
    )
