"""What is kept of pages in a worker's memory, and when it is stale.

Everything that is kept is valid while the generation is the one that it was made under, and for
at most MAX_AGE, except cards whose words no longer change with time. The generation is one row
that every editorial change raises on commit, joined with the latest scheduled moment that has
passed.
"""

from .freshness import (
    MAX_AGE,
    drop,
    generation,
    keep,
    last_approval,
    look_again,
    renew,
)
from .old_addresses import hidden_path, new_path
from .pages import Pages, statistics

__all__ = [
    "MAX_AGE",
    "Pages",
    "drop",
    "generation",
    "hidden_path",
    "keep",
    "last_approval",
    "look_again",
    "new_path",
    "renew",
    "statistics",
]
