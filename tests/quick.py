"""Begins processes of the demo's that write the files of pictures as the tests' own process does."""

import django

from articles.pure import renditions


def begin():
    """Set Django up, and let pictures be larger files than the paper's, made in a quarter of the time."""
    django.setup()
    renditions.WEBP["method"] = 0
