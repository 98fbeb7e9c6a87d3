"""Where the files of photos lie, by Django's interface of storages: a folder, or a bucket of an S3 server.

Names are contents, so the same name is never written with something else.
"""

from .folder import Folder
from .stored import Away, Stored

__all__ = ["Away", "Folder", "Stored"]
