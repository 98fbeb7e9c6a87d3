"""Days of the paper: in which a moment lies, when one begins, and spans of time in words."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _


def day_of(at):
    """Return the paper's day in which a moment lies."""
    return timezone.localtime(at).date()


def beginning_of(day):
    """Return the first moment of a day of the paper."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day):
    """Return the first moment after a day of the paper."""
    return beginning_of(day + timedelta(days=1))


def in_words(span):
    """Return how long a timedelta is in at most two units, at least a minute."""
    minutes = max(1, int(span.total_seconds() // 60))
    days, hours = minutes // 1440, minutes // 60 % 24
    parts = {"days": days, "hours": hours, "minutes": minutes % 60}
    if days:
        return (_("%(days)d days %(hours)d hours") if hours else _("%(days)d days")) % parts
    if hours:
        return (
            _("%(hours)d hours %(minutes)d minutes") if minutes % 60 else _("%(hours)d hours")
        ) % parts
    return _("%(minutes)d minutes") % parts
