"""What the log says of a failure: one line that names who did what, and seldom a traceback."""

import logging
import re
import time
import traceback

from django.utils.encoding import iri_to_uri

from .masking import masked

AGAIN_AFTER = 60  # seconds after which the same traceback is told again
MOST = 1000  # kinds of tracebacks that are remembered
# What a terminal obeys, and what turns the direction of a line round.
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class OneEntry(logging.Formatter):
    """Writes an entry so that no word in it looks like the beginning of another, or commands a terminal."""

    def format(self, record):
        first, *more = super().format(record).split("\n")
        entry = "\n".join([first, *(f"  {line}" for line in more)])
        return COMMANDS.sub(lambda found: repr(found[0])[1:-1], entry)


class Brief(logging.Filter):
    """Tells who asked for what, and each kind of traceback once a minute.

    A failure of the machine has none, and neither has a request that was refused.
    """

    def __init__(self):
        super().__init__()
        self.told_at = {}  # kind of traceback → when, by the clock of the process

    def filter(self, record):
        error = record.exc_info and record.exc_info[1]
        if error is None:
            if isinstance(record.args, tuple):  # Django tells the path of what it refuses
                record.args = tuple(masked(a) if isinstance(a, str) else a for a in record.args)
            return True
        request = getattr(record, "request", None)
        record.msg, record.args = f"{self.said(record, request)}: {told(error)}", ()
        if self.is_expected(record, request) or self.was_told(record.exc_info):
            record.exc_info = record.exc_text = None
        return True

    def said(self, record, request):
        """Return what the record says, of a request who asked for what, with the error's number."""
        if request is None:
            return record.getMessage()
        failure = getattr(request, "failure", None)
        number = getattr(request, "error_number", None)
        what = failure.name if failure else f"Error {number}" if number else "Refused"
        # Nobody is looked up here: what failed may be the database.
        user = getattr(request, "_cached_user", None)
        name = user.get_username() if user else ""
        return f"{what}: {name or 'a reader'}: {request.method} {iri_to_uri(masked(request.path))}"

    def is_expected(self, record, request):
        return record.name.startswith("django.security") or hasattr(request, "failure")

    def was_told(self, exc_info):
        """Return whether a traceback of this kind was told within the last minute."""
        kind, _error, trace = exc_info
        frame = traceback.extract_tb(trace)[-1] if trace else None
        key = (kind, frame and (frame.filename, frame.lineno))
        now = time.monotonic()
        if now - self.told_at.get(key, float("-inf")) < AGAIN_AFTER:
            return True
        if len(self.told_at) >= MOST:
            self.told_at.clear()
        self.told_at[key] = now
        return False


def told(error):
    """Return the exception in one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:500]


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"brief": {"()": "newsstep.journal.Brief"}},
    "formatters": {
        "line": {
            "()": "newsstep.journal.OneEntry",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        # Before the console, whose filter takes tracebacks away.
        "noticed": {"class": "newsstep.noticed.Handler", "level": "ERROR"},
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["brief"],
        },
    },
    "root": {"handlers": ["noticed", "console"], "level": "WARNING"},
    # A 404 is a reader's typing error, not the operator's business.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
        "newsstep.security": {"level": "INFO"},
    },
}
