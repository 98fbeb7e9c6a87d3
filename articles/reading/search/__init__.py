"""Search of articles and photos by indexes that the database keeps, in the rows' own transactions.

An index holds the words of every row, public or not: whoever shows what is found narrows the rows to
what the person may see. Both engines have the same functions.
"""

from .documents import Document
from .finding import Found, best, matching, newest
from .following import ARTICLES, PHOTOS, catch_up, clear, differences, look_again, rebuild
from .snippets import headline, snippet

__all__ = [
    "ARTICLES",
    "PHOTOS",
    "Document",
    "Found",
    "best",
    "catch_up",
    "clear",
    "differences",
    "headline",
    "look_again",
    "matching",
    "newest",
    "rebuild",
    "snippet",
]
