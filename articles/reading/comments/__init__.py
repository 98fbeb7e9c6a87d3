"""What readers see of each other's comments: the thread of an article, and how many there are."""

from .counts import count_of, lately, look_again
from .thread import NO_COMMENTS, ORDERS, PAGE, REPLIES, Thread, page_with, replies, thread

__all__ = [
    "NO_COMMENTS",
    "ORDERS",
    "PAGE",
    "REPLIES",
    "Thread",
    "count_of",
    "lately",
    "look_again",
    "page_with",
    "replies",
    "thread",
]
