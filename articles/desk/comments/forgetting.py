"""Who wrote, voted and reported is forgotten after REMEMBERED; what they said and its numbers stay.

What its writer deleted is then forgotten as a whole.
"""

import math
import time
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ...models import Comment, CommentBan, CommentReport, CommentVote
from .identity import REMEMBERED

EVERY = timedelta(hours=1)
MOST = 5000  # rows of a kind at one look
BATCH = 500  # rows that are written at once, so that readers' comments come in between
NOBODY = {"visitor": None, "network": None}
NOTHING_SAID = {"name": "", "text": "", "password": "", "digest": b"", "text_digest": b""}
_next_at = -math.inf  # by the clock of the process


def look(now=None):
    """Forget what is due, once an hour in each worker; what is much is gone on with at the next look."""
    global _next_at
    if time.monotonic() >= _next_at and forget(now or timezone.now()):
        _next_at = time.monotonic() + EVERY.total_seconds()


def forget(now):
    """Forget what is due at a moment; returns whether that was all."""
    before = now - REMEMBERED
    known = Q(visitor__isnull=False)
    old = Q(made_at__lt=before)
    deleted = Q(state=Comment.State.DELETED) & ~Q(text="")
    rows = (
        (Comment.objects.filter(old & known), NOBODY),
        (Comment.objects.filter(old & deleted), NOTHING_SAID),
        (CommentReport.objects.filter(old & known), NOBODY),
        (
            CommentBan.objects.filter(old & (known | Q(network__isnull=False)), until__lte=now),
            NOBODY,
        ),
        (CommentVote.objects.filter(old), None),
    )
    done = [in_batches(due, values) for due, values in rows]
    return all(done)


def in_batches(due, values):
    """Give the rows the values, or delete them without any; returns whether that was all."""
    numbers = list(due.order_by().values_list("pk", flat=True)[:MOST])
    for start in range(0, len(numbers), BATCH):
        batch = due.model.objects.order_by().filter(pk__in=numbers[start : start + BATCH])
        if values:
            batch.update(**values)
        else:
            batch.delete()
    return len(numbers) < MOST
