"""A whole paper goes from one database into another."""

from .ends import end
from .fitting import misfits
from .move import Different, NotEmpty, OfAnotherVersion, check_empty, move, rows_of
from .tables import strangers

__all__ = [
    "Different",
    "NotEmpty",
    "OfAnotherVersion",
    "check_empty",
    "end",
    "misfits",
    "move",
    "rows_of",
    "strangers",
]
