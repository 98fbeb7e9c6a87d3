import functools
from typing import NamedTuple

from django.db import models


class OldForms(NamedTuple):
    """What old addresses may look like although a page of ours answers there."""

    names: frozenset  # of parameters that identify an article
    folders: frozenset  # first parts of paths, such as "/archive"


class Generation(models.Model):
    """The one row that every editorial change raises; what was kept under an older one is stale."""

    number = models.PositiveBigIntegerField(default=0)
    old_forms = models.TextField(default="", blank=True)  # "idxno p /archive"

    class Meta:
        constraints = [
            models.CheckConstraint(name="generation_is_one_row", condition=models.Q(id=1))
        ]

    def __str__(self):
        return str(self.number)


@functools.lru_cache(maxsize=8)
def old_forms(line):
    """Return the OldForms of what stands in the Generation's row, or of None."""
    words = (line or "").split()
    folders = frozenset(word for word in words if word.startswith("/"))
    return OldForms(frozenset(words) - folders, folders)
