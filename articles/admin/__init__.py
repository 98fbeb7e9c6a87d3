"""The newsroom's screens, one file a noun."""

from . import article, decision, photo, publication, region, reporter, section, slot, tag, user
from .site import desk

__all__ = [
    "article",
    "decision",
    "desk",
    "photo",
    "publication",
    "region",
    "reporter",
    "section",
    "slot",
    "tag",
    "user",
]
