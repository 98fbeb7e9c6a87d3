"""Reads exports of WordPress: what its posts, pages and attachments become here."""

from .categories import Unmapped
from .categories import write as write_map
from .converting import beside, convert, look_through, told_beside
from .library import Library, Uploads
from .wxr import Unreadable

__all__ = [
    "Library",
    "Unmapped",
    "Unreadable",
    "Uploads",
    "beside",
    "convert",
    "look_through",
    "told_beside",
    "write_map",
]
