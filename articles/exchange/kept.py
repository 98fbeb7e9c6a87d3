"""What the desk made of an article, as an export of this program tells it; other systems may, too."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ..models import Article
from ..models.comments.rules import CommentPolicy
from ..pure import text
from .record import LEFT_OUT, Broken

# States that come in as they are; of all others `status` tells whether readers got the article.
STATES = ("submitted", "withdrawn", "closed")
UNFINISHED = ("draft", "closed")  # what may lack a headline or a section
FLAGS = ("is_ai_assisted", "in_latest", "in_most_viewed", "comments_open")
CHOICES = {
    "comment_policy": CommentPolicy.values[:2],
    "sensitivity": Article.Sensitivity.values,
}
KINDS = ("correction", "reply", "follow_up")
MAX_CORRECTIONS = 1000
FIELDS = frozenset("number replaces related corrections views_by_hour created_by".split()) | {
    *FLAGS,
    *CHOICES,
}


@dataclass(frozen=True)
class ImportedCorrection:
    """A notice under an article; `supersedes` is the place of an earlier one, counted from 1, or 0."""

    kind: str
    text: str
    made_at: datetime
    supersedes: int


@dataclass(frozen=True)
class Kept:
    """All of it; what a line does not tell is empty, and the desk's own decision stands."""

    number: int = 0  # which it shall have again where that is free
    state: str = ""  # of STATES
    replaces: str = ""  # the id of the article that it is a working copy of
    switches: tuple = ()  # (name of a field, value)
    hours: tuple = ()  # (moment, how many saw it in that hour)
    corrections: tuple = ()
    related: tuple = ()  # ids


NOTHING = Kept()


def kept_of(record):
    """Return the Kept of a Record of an article."""
    state = record.attempt_string("status").strip().lower()
    return Kept(
        number=record.attempt(number, "number", 0),
        state=state if state in STATES else "",
        replaces=record.attempt_string("replaces").strip()[:100],
        switches=tuple(switches(record)),
        hours=record.attempt(hours, "views_by_hour", ()),
        corrections=tuple(corrections(record)),
        related=tuple(
            dict.fromkeys(item.attempt_string("name") for item in record.items("related", {"name"}))
        ),
    )


def number(record):
    """Return the number of the article. Raises Broken."""
    value = record.fields.get("number") or 0
    if type(value) is not int or not 0 <= value < 10**15:
        raise Broken(_("%(name)s: is not a count") % {"name": "number"})
    return value


def switches(record):
    """Yield (name, value) of what the desk has switched."""
    for name in FLAGS:
        value = record.fields.get(name)
        if type(value) is bool:
            yield name, value
        elif value is not None:
            record.note(LEFT_OUT, name, str(value))
    for name, known in CHOICES.items():
        value = record.attempt_string(name).strip()
        if value in known:
            yield name, value
        elif value:
            record.note(LEFT_OUT, name, value)


def hours(record):
    """Return ((moment, count), …) of the hours in which people saw the article. Raises Broken."""
    told = record.fields.get("views_by_hour") or {}
    found = {}
    for moment, count in told.items() if isinstance(told, dict) else [("", told)]:
        record.fields["hour"] = moment
        hour = record.time("hour")
        if hour is None or type(count) is not int or not 0 <= count < 2**31:
            raise Broken(_("views: is not a count"))
        hour = hour.replace(minute=0, second=0, microsecond=0)
        found[hour] = found.get(hour, 0) + count
    return tuple(sorted(found.items()))


def corrections(record):
    """Yield the ImportedCorrections of an article."""
    known = {"kind", "text", "made_at", "supersedes"}
    for place, item in enumerate(record.items("corrections", known, MAX_CORRECTIONS), 1):
        kind, words = item.attempt_string("kind"), item.lines("text", 3000)
        at = item.attempt(lambda row: row.time("made_at"), "made_at", None)
        if kind not in KINDS or at is None or text.is_blank(words):
            item.note(LEFT_OUT, "text", words)
            continue
        earlier = item.fields.get("supersedes")
        is_earlier = type(earlier) is int and 0 < earlier < place
        yield ImportedCorrection(kind, words, at, earlier if is_earlier else 0)
