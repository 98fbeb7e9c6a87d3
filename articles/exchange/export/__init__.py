"""Everything that a paper holds, in open formats: lines of JSON, files of photos, a file for WordPress."""

from .folder import NotEmpty, export

__all__ = ["NotEmpty", "export"]
