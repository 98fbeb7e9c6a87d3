"""Reads exports of WordPress: what its posts, pages and attachments become here."""

from .categories import Unmapped
from .categories import write as write_map
from .converting import lines_of, look_through
from .library import Library, Uploads
from .wxr import Unreadable

__all__ = [
    "Library",
    "Unmapped",
    "Unreadable",
    "Uploads",
    "lines_of",
    "look_through",
    "write_map",
]
