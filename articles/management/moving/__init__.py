"""A whole paper goes from one database into another."""

from .move import Different, NotEmpty, check_empty, move

__all__ = ["Different", "NotEmpty", "check_empty", "move"]
