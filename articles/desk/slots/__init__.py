"""Curated places (편성): what an editor picked, filled up with the newest; and the verbs that pick."""

from ..refusals import Conflict, NotAllowed, Refusal, Unsuitable
from .curating import move, pick, put_first, retime, unpick
from .filling import MOST_VIEWED, PHOTO_NEWS_ASIDE, SIZES, arrange, fill, front_photos, lacks
from .lives import ways_of_switches
from .watching import alerts, changes_since, free_place, unseen, version_of

__all__ = [
    "MOST_VIEWED",
    "PHOTO_NEWS_ASIDE",
    "SIZES",
    "Conflict",
    "NotAllowed",
    "Refusal",
    "Unsuitable",
    "alerts",
    "arrange",
    "changes_since",
    "fill",
    "free_place",
    "front_photos",
    "lacks",
    "move",
    "pick",
    "put_first",
    "retime",
    "unpick",
    "unseen",
    "version_of",
    "ways_of_switches",
]
