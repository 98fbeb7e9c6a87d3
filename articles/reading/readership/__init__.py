"""How often articles are viewed, and which of them most.

A view is a visitor who saw an article, counted once in half an hour, whichever worker the visitor
comes to. Views are noted in the memory of the worker and written together, soon after. All that is
kept of a visitor is a hash, for half an hour; its key is forgotten at midnight.
"""

from . import beacon
from .counting import APART, finish, flush, tidy, write_behind
from .noting import note, visitor, waiting
from .ranking import WINDOWS, by_day, figures, most_viewed, ranked, ranking

__all__ = [
    "APART",
    "WINDOWS",
    "beacon",
    "by_day",
    "figures",
    "finish",
    "flush",
    "most_viewed",
    "note",
    "ranked",
    "ranking",
    "tidy",
    "visitor",
    "waiting",
    "write_behind",
]
