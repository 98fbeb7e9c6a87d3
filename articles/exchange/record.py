"""The fields of one line of an export, and the account of what of them does not come in as it is."""

import re
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..pure import markup, text

SEOUL = ZoneInfo("Asia/Seoul")  # the zone of times that name none
MAX_DETAIL = 1000  # characters of what a note tells
MAX_ITEMS = 100  # tags, reporters or photos of one article

# 2018.11.20 20:22, 2012/09/11 11:54:03, 2019년 12월 30일 23시 05분
PRINTED_TIME = re.compile(
    r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?"
    r"(?:[\s(].{0,4}?(\d{1,2})\s*[:시]\s*(\d{1,2})\s*(?:[:분]\s*(\d{1,2})?\s*초?)?)?"
)

IGNORED, CUT, LEFT_OUT, GUESSED, HELD = "ignored", "cut", "left out", "guessed", "held"
KINDS = {
    IGNORED: gettext_lazy("The paper has no place for it"),
    CUT: gettext_lazy("Cut"),
    LEFT_OUT: gettext_lazy("Can't be used and was left out"),
    GUESSED: gettext_lazy("Read as"),
    HELD: gettext_lazy("Came in as a draft"),
}


# Why no body can be made of a text, by what markup raises.
REFUSED = {
    markup.TooLong: gettext_lazy("more than 200 KB of HTML"),
    markup.TooManyTags: gettext_lazy("more than 5,000 tags"),
    markup.TooDeep: gettext_lazy("nested too deeply"),
}


class Broken(ValueError):
    """The line can't be imported; the message tells its author why."""


class Note(NamedTuple):
    """One thing that does not come in as it was told: its kind, what it was, and how it was."""

    kind: str  # of KINDS
    subject: str
    detail: str = ""


class Record:
    """A JSON object of the names that are known; `notes` is the account of the others and more."""

    def __init__(self, fields, known, notes=None, where=""):
        self.fields, self.where = fields, where
        self.notes = [] if notes is None else notes
        for name in sorted(fields.keys() - known):
            if fields[name] not in (None, "", [], {}):
                self.note(IGNORED, name, str(fields[name]))

    def note(self, kind, subject, detail=""):
        """Add a Note to the account."""
        self.notes.append(
            Note(kind, f"{self.where}{subject}", text.excerpt(text.tidy(detail), MAX_DETAIL))
        )

    def attempt(self, read, name, default):
        """Return what `read(record)` makes of a field, `default` where it can't, which is noted."""
        try:
            return read(self)
        except Broken as error:
            self.note(LEFT_OUT, name, str(error))
            return default

    def string(self, name):
        """Return a field as text, "" when it is missing or null. Raises Broken."""
        value = self.fields.get(name)
        if value is None:
            return ""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise Broken(_("%(name)s: is not text") % {"name": name})
        return value

    def attempt_string(self, name):
        """Return a field as text, "" where it is none."""
        return self.attempt(lambda record: record.string(name), name, "")

    def needed(self, name, limit):
        """Return a field as one tidy line of at most `limit` characters. Raises Broken."""
        value = text.tidy_line(self.string(name))
        if text.is_blank(value):
            raise Broken(_("%(name)s: is missing") % {"name": name})
        if len(value) > limit:
            message = _("%(name)s: longer than %(limit)s characters")
            raise Broken(message % {"name": name, "limit": limit})
        return value

    def line(self, name, limit):
        """Return a field as one tidy line, cut after `limit` characters."""
        return self.short(text.tidy_line(self.attempt_string(name)), name, limit)

    def lines(self, name, limit):
        """Return a field as tidy lines, cut after `limit` characters."""
        return self.short(text.tidy_lines(self.attempt_string(name)), name, limit)

    def short(self, value, name, limit):
        """Return the text, cut after `limit` characters."""
        if len(value) <= limit:
            return value
        end = text.whole(value, limit)
        self.note(CUT, name, value[end:])
        return value[:end].rstrip()

    def items(self, name, known, limit=MAX_ITEMS):
        """Return a field that is a list of objects as Records; a text is {"name": text}."""
        value = self.fields.get(name) or []
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list):
            self.note(LEFT_OUT, name, str(value))
            value = []
        for item in value[limit:]:
            self.note(CUT, name, str(item))
        objects = [{"name": item} if isinstance(item, str) else item for item in value[:limit]]
        for item in objects:
            if not isinstance(item, dict):
                self.note(LEFT_OUT, name, str(item))
        return [
            Record(item, known, self.notes, f"{self.where}{name}.")
            for item in objects
            if isinstance(item, dict)
        ]

    def time(self, name):
        """Return a time as an aware datetime, None when it is missing. Raises Broken."""
        value = self.string(name).strip()
        if not value:
            return None
        try:
            at = datetime.fromisoformat(iso_of(value))
            at = at if at.tzinfo else at.replace(tzinfo=SEOUL)
            if not text.FIRST_YEAR <= at.year <= text.LAST_YEAR:
                raise ValueError(at.year)
        except (ValueError, OverflowError) as error:
            message = _("%(name)s: “%(value)s” is not a time")
            raise Broken(message % {"name": name, "value": value[:40]}) from error
        return at


def undated(status):
    """Return the status of what was published, nobody knows when: it comes in as a draft, and is told."""
    return _("%(status)s, without a time") % {"status": status}


def iso_of(value):
    """Return a time as Korean papers print it in ISO 8601, anything else as it is."""
    match = PRINTED_TIME.fullmatch(value)
    if match is None:
        return value
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
