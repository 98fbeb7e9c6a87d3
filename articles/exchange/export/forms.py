"""The form in which values stand in a line."""

from datetime import date, datetime, time

from django.utils import timezone


def plain(value):
    """Return a value as JSON can hold it; times are of the paper's zone, in ISO 8601."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else value
