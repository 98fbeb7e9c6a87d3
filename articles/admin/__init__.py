"""The newsroom's screens, one file a noun."""

from . import article, decision, photo, publication, region, reporter, section, slot, tag, user
from .site import newsroom

__all__ = [
    "article",
    "decision",
    "newsroom",
    "photo",
    "publication",
    "region",
    "reporter",
    "section",
    "slot",
    "tag",
    "user",
]
