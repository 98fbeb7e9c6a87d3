"""Days of the paper: in which a moment lies, when one begins, and spans of time in words."""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from .text import FIRST_YEAR, LAST_YEAR

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def day_of(at):
    """Return the paper's day in which a moment lies."""
    return timezone.localtime(at).date()


def beginning_of(day):
    """Return the first moment of a day of the paper."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day):
    """Return the first moment after a day of the paper."""
    return beginning_of(day + timedelta(days=1))


def month_from(day, steps=0):
    """Return the first day of the month that is so many months after the day's, before it when negative."""
    months = day.year * 12 + day.month - 1 + steps
    return date(months // 12, months % 12 + 1, 1)


def week_of(day):
    """Return the seven days of the day's week, from Monday on."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]


def weeks_of(day):
    """Return the days of the day's month, and those that fill its first and last week."""
    first = day.replace(day=1)
    last = month_from(day, 1) - timedelta(days=1)
    monday = first - timedelta(days=first.weekday())
    count = (last - monday).days + 1
    return [monday + timedelta(days=number) for number in range(-(-count // 7) * 7)]


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


# 2026-11, 2026.11.24, 2026/11/24 and, without spaces, 2026년11월24일
DAY_OR_MONTH = re.compile(r"(\d{4})[-./년](\d{1,2})(?:[-./월](\d{1,2}))?[.월일]?")


def span_of(word):
    """Return (begin, end) of the day or month that a word names, None when it names none."""
    match = DAY_OR_MONTH.fullmatch(word)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    try:
        first = date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
    return beginning_of(first), end_of(first) if match[3] else beginning_of(month_from(first, 1))


def named_in(query):
    """Return {word: (begin, end)} of the days and months that a query names, and its other words."""
    spans = {word: span for word in query.split() if (span := span_of(word))}
    return spans, " ".join(word for word in query.split() if word not in spans)
