"""What readers see of each other's comments: the thread of an article, and how many there are."""

from . import fresh
from .counts import count_of, lately, look_again
from .newest import NEWEST, newest
from .thread import NO_COMMENTS, ORDERS, PAGE, REPLIES, Thread, page_with, replies, thread

__all__ = [
    "NEWEST",
    "NO_COMMENTS",
    "ORDERS",
    "PAGE",
    "REPLIES",
    "Thread",
    "count_of",
    "fresh",
    "lately",
    "look_again",
    "newest",
    "page_with",
    "replies",
    "thread",
]
