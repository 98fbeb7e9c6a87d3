"""What people of the newsroom are told of."""

from .events import approvers, people_of, tell_of, tell_of_change
from .reading import News, news, readable, see
from .telling import tell

__all__ = [
    "News",
    "approvers",
    "news",
    "people_of",
    "readable",
    "see",
    "tell",
    "tell_of",
    "tell_of_change",
]
