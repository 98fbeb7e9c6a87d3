"""One message to an endpoint, and what its answer means."""

import json
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from ...pure.paths import path_to

TIMEOUT = 10  # seconds for each step: connecting, sending, being answered
CONNECTIONS = {"https": HTTPSConnection, "http": HTTPConnection}


class Answer(NamedTuple):
    """The status of HTTP, 0 without an answer and then why; how long the endpoint wants to be left alone."""

    status: int
    reason: str = ""
    retry_after: timedelta = timedelta()


def message(key, numbers):
    """Return the JSON that tells of the articles with these numbers, as bytes.

    Its form: https://www.indexnow.org/documentation, "Submitting set of URLs".
    """
    told = {
        "host": settings.SITE.hostname,
        "key": key,
        "keyLocation": settings.SITE_URL + path_to("indexnow_key", key),
        "urlList": [settings.SITE_URL + path_to("article", number) for number in numbers],
    }
    return json.dumps(told).encode()


def post(address, body):
    """Send the message to the address, and follow it nowhere else; returns the Answer."""
    parts = urlsplit(address)
    connection = CONNECTIONS[parts.scheme](parts.netloc, timeout=TIMEOUT)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"newsstep/{settings.VERSION} (+{settings.SITE_URL})",
    }
    try:
        connection.request("POST", parts.path or "/", body, headers)
        response = connection.getresponse()
        waits = pause(response.headers.get("Retry-After", ""), timezone.now())
        return Answer(response.status, response.reason, waits)
    except (OSError, HTTPException) as error:
        return Answer(0, str(error) or type(error).__name__)
    finally:
        connection.close()


def pause(retry_after, now):
    """Return how long a Retry-After header asks to wait, in seconds or until a date; zero for none."""
    retry_after = retry_after.strip()
    try:
        if retry_after.isdecimal():
            return timedelta(seconds=int(retry_after[:9]))
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return timedelta()
    return max((at if at.tzinfo else at.replace(tzinfo=UTC)) - now, timedelta())
