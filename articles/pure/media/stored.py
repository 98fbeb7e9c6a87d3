from typing import NamedTuple


class Stored(NamedTuple):
    """A file as a listing tells it: bytes, and when it was written, in seconds since 1970."""

    name: str
    size: int
    changed_at: float


class Away(OSError):
    """The server of the files does not answer, or lets the paper do nothing there."""
