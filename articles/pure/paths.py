"""The paths of pages, each made once: making one takes as long as a row from the database."""

import functools

from django.urls import reverse

MAX_KEPT = 10_000  # paths that are kept, of about 200 bytes each


@functools.lru_cache(MAX_KEPT)
def path_to(view, *args):
    """Return the path of a view by its name in `urls`, with its arguments in their order."""
    return reverse(view, args=args)
