"""What the systems of other vendors leave in the text of articles, taken out again."""

from .cleaner import clean

__all__ = ["clean"]
