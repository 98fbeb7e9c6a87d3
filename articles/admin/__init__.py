"""The newsroom's screens: a file for each, and for what they share."""

from . import (
    article,
    comment,
    comment_rules,
    decision,
    page,
    photo,
    plan,
    publication,
    region,
    reporter,
    section,
    slot,
    tag,
    template,
    user,
)
from .site import csrf_failure, newsroom

__all__ = [
    "article",
    "comment",
    "comment_rules",
    "csrf_failure",
    "decision",
    "newsroom",
    "page",
    "photo",
    "plan",
    "publication",
    "region",
    "reporter",
    "section",
    "slot",
    "tag",
    "template",
    "user",
]
