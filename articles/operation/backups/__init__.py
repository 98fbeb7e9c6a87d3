"""Backups of a whole paper: made in one read of the database, restored, proven by restoring them.

A backup is a folder `newsstep-<time of UTC>` that holds the database, photos, papers of articles,
`private/` with settings and key, and `manifest.json`. Whatever has another name is not whole.
"""

from .making import make
from .proving import prove
from .refusals import Refused
from .restoring import restore
from .shelf import newest

__all__ = ["Refused", "make", "newest", "prove", "restore"]
