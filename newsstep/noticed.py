"""Errors and slow requests that a worker has noticed, held until a thread writes them down.

Noticing asks no database and never fails, so the request goes on whatever has happened.
"""

import logging
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.encoding import iri_to_uri

from .masking import masked, without_data

MOST = 200  # kinds an hour that a worker holds; of further ones nothing is noted
LINES = 6  # steps of a traceback, its last ones
LONGEST = 4000  # characters of it
ERROR, FAILURE, SLOW = "error", "failure", "slow"

_held = {}  # (kind, what, hour) → Noticed
_changing = threading.Lock()


@dataclass
class Noticed:
    """What happened within an hour: how often, and all that is known of the last time."""

    kind: str
    what: str
    first_at: datetime
    last_at: datetime
    count: int = 0
    number: str = ""
    path: str = ""
    user: str = ""
    detail: str = ""
    slowest: int = 0  # milliseconds
    is_mailed: bool = False

    @property
    def hour(self):
        return self.first_at.replace(minute=0, second=0, microsecond=0)


def notice(kind, what, path="", number="", user="", detail="", took=0):
    """Hold that something has happened; `took` is in milliseconds."""
    now, what = datetime.fromtimestamp(time.time(), UTC), what[:200]
    with _changing:
        key = (kind, what, now.strftime("%Y%m%d%H"))
        held = _held.get(key)
        if held is None:
            if len(_held) >= MOST:
                return
            held = _held[key] = Noticed(kind, what, now, now)
        held.count += 1
        held.last_at = now
        held.number, held.user = number, user[:150]
        if took >= held.slowest:
            held.path, held.slowest = path[:300], took
        held.detail = detail[-LONGEST:]


def take():
    """Return all that is held, and hold it no longer."""
    with _changing:
        taken = list(_held.values())
        _held.clear()
    return taken


def give_back(taken):
    """Hold again what could not be written down, with what has come meanwhile."""
    with _changing:
        for old in taken:
            key = (old.kind, old.what, f"{old.first_at:%Y%m%d%H}")
            new = _held.get(key)
            if new is None:
                if len(_held) < MOST:
                    _held[key] = old
                continue
            new.count += old.count
            new.first_at, new.is_mailed = old.first_at, old.is_mailed
            new.slowest = max(new.slowest, old.slowest)


class Handler(logging.Handler):
    """Holds every error that the log is told of."""

    def emit(self, record):
        # Its own trouble must reach neither whoever asked nor the log, which would come here again.
        with suppress(Exception):
            self.hold(record)

    def hold(self, record):
        request = getattr(record, "request", None)
        error = record.exc_info and record.exc_info[1]
        if error is None or record.name.startswith("django.security"):
            return
        failure = getattr(request, "failure", None)
        user = getattr(request, "_cached_user", None)
        where = traceback.extract_tb(error.__traceback__)
        last = without_data(error)
        lines = [*traceback.format_list(where)[-LINES:], last]
        notice(
            FAILURE if failure else ERROR,
            failure.name if failure else f"{type(error).__name__} · {place(where)}",
            path=f"{request.method} {iri_to_uri(masked(request.path))}" if request else record.name,
            number=getattr(request, "error_number", ""),
            user=user.get_username() if user else "",
            detail=last if failure else "".join(lines),
        )


def place(frames):
    """Return where an error arose, by the last line of ours that led to it."""
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    frame = (ours or frames or [None])[-1]
    if frame is None:
        return "?"
    path = "/".join(frame.filename.split("/")[-3:])
    return f"{path}:{frame.lineno}"
