"""Curated places (편성): what an editor picked, filled up with the newest; and the verbs that pick."""

from ..refusals import Conflict, NotAllowed, Refusal, Unsuitable
from .curating import move, pick, put_first, retime, unpick
from .filling import (
    MOST_VIEWED,
    OF_SECTION,
    PHOTO_NEWS_ASIDE,
    SIZES,
    TICKER,
    arrange,
    fill,
    lacks,
    top,
)
from .lives import ways_of_switches
from .watching import alerts, changes_since, free_place, unseen, version_of

__all__ = [
    "MOST_VIEWED",
    "OF_SECTION",
    "PHOTO_NEWS_ASIDE",
    "SIZES",
    "TICKER",
    "Conflict",
    "NotAllowed",
    "Refusal",
    "Unsuitable",
    "alerts",
    "arrange",
    "changes_since",
    "fill",
    "free_place",
    "lacks",
    "move",
    "pick",
    "put_first",
    "retime",
    "top",
    "unpick",
    "unseen",
    "version_of",
    "ways_of_switches",
]
