"""What readers see of each other's comments: the thread of an article, and how many there are."""

from .counts import count_of, lately, look_again
from .thread import ORDERS, PAGE, REPLIES, Thread, replies, thread

__all__ = [
    "ORDERS",
    "PAGE",
    "REPLIES",
    "Thread",
    "count_of",
    "lately",
    "look_again",
    "replies",
    "thread",
]
