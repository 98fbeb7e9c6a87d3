"""What readers report of a comment. It stays where it is until the desk has looked at it."""

import math
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ...models import CommentReport
from ..refusals import TooMany
from .limits import take_turns
from .locking import locked
from .telling import tell_of_report

DAY = timedelta(days=1)
PER_DAY = 20  # from one network


@transaction.atomic
def report(comment, who, reason, words="", now=None):
    """Tell the desk why the Visitor finds a comment wrong; returns the CommentReport.

    A second report of the same visitor is the first one. Raises Gone, and TooMany with the seconds to wait.
    """
    now = now or timezone.now()
    take_turns(who)
    current = locked(comment, now)
    if known := current.reports.filter(visitor=bytes(who.visitor)).first():
        return known
    check(who, now)
    made = current.reports.create(
        reason=reason, words=words, visitor=who.visitor, network=who.network, made_at=now
    )
    current.report_count += 1
    current.save(update_fields=["report_count"])
    tell_of_report()
    return made


def check(who, now):
    """Raise TooMany when the network has reported enough for a day."""
    lately = CommentReport.objects.filter(network=bytes(who.network), made_at__gt=now - DAY)
    times = lately.order_by("-made_at").values_list("made_at", flat=True)
    if full := list(times[PER_DAY - 1 : PER_DAY]):
        raise TooMany(math.ceil((full[0] + DAY - now).total_seconds()))
