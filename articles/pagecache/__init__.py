"""What is kept of pages in a worker's memory, and when it is stale.

Everything that is kept is valid while the generation is the one that it was made under, and for
at most MAX_AGE. The generation is one row that every editorial change raises on commit, joined
with the latest scheduled moment that has passed.
"""

from .freshness import forget, generation, keep, keep_some, last_approval, look_again, renew
from .pages import Pages, statistics

__all__ = [
    "Pages",
    "forget",
    "generation",
    "keep",
    "keep_some",
    "last_approval",
    "look_again",
    "renew",
    "statistics",
]
