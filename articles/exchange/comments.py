"""The comments that a line of an export tells, brought into threads of one level."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from ..models.comments.comment import MAX_NAME, Hold, State
from ..pure import names, text
from .record import GUESSED, IGNORED, LEFT_OUT, Broken

MAX_COMMENTS = 20_000  # of one article
MAX_TEXT = 10_000  # characters; old systems took more than ours
# What an old system knew of people besides their names comes in nowhere, not even as a note.
PERSONAL = frozenset("ip email url agent user".split())
# What an export of this program tells besides.
OWN = frozenset("state held_for withheld_until is_contested".split())
FIELDS = frozenset("id parent name text made_at status type agrees disagrees replies".split()) | OWN
COMMENT = ("", "comment")  # other types are machines that tell of a link
SHOWN = ("", "1", "approved", "public", "publish", "published")
THROWN_AWAY = ("spam", "trash", "deleted")


@dataclass(frozen=True)
class ImportedComment:
    """One comment, checked and tidy; `parent` is the id of the comment that it is a reply to, or ""."""

    id: str
    parent: str
    name: str
    text: str
    made_at: datetime | None  # None: when its article appeared
    is_shown: bool  # else it waits for the desk
    agree_count: int
    disagree_count: int
    state: str = ""  # of Comment.State; "": as `is_shown` says
    held_for: tuple = ()
    withheld_until: datetime | None = None
    is_contested: bool = False


def comments_of(record):
    """Return the ImportedComments of a Record of an article, the oldest first."""
    records = list(records_of(record, ""))
    known = {}
    for item, parent in records:
        if comment := comment_of(item, parent):
            known.setdefault(comment.id, comment)
    flat = [in_one_level(comment, known, record) for comment in known.values()]
    moments = {comment.id: comment.made_at for comment in flat if comment.made_at}
    # Replies after what they reply to, whatever the clocks said.
    flat.sort(key=lambda c: (bool(c.parent), str(moments.get(c.id, ""))))
    return tuple(flat)


def records_of(record, parent):
    """Yield (Record, id of the comment in whose `replies` it lies) of all comments."""
    waiting = [(record, "comments", parent)]
    while waiting:
        holder, name, parent = waiting.pop()
        items = holder.items(name, FIELDS | PERSONAL, MAX_COMMENTS)
        for item in items:
            item.where = "comments."
            yield item, parent
            if item.fields.get("replies"):
                waiting.append((item, "replies", identity(item)))


def comment_of(record, parent):
    """Return the ImportedComment of a Record, still as deep as it was; None of what is none."""
    kind = record.attempt_string("type").strip().lower()
    status = record.attempt_string("status").strip().lower()
    if kind not in COMMENT or status in THROWN_AWAY:
        record.note(IGNORED, kind if kind not in COMMENT else status)
        return None
    if PERSONAL & record.fields.keys():
        record.note(IGNORED, _("addresses and other personal data"))
    words = record.lines("text", MAX_TEXT)
    if text.is_blank(words):
        record.note(LEFT_OUT, "text", _("is empty"))
        return None
    return ImportedComment(
        id=identity(record),
        parent=text.tidy_line(record.attempt_string("parent"))[:100] or parent,
        name=name_of(record),
        text=words,
        made_at=record.attempt(lambda r: r.time("made_at"), "made_at", None),
        is_shown=status in SHOWN,
        agree_count=record.attempt(lambda r: number(r, "agrees"), "agrees", 0),
        disagree_count=record.attempt(lambda r: number(r, "disagrees"), "disagrees", 0),
        **own(record),
    )


def own(record):
    """Return {name: value} of what the desk made of the comment, where an export tells it."""
    state = record.attempt_string("state").strip()
    if state not in State.values:
        return {}
    told = record.fields.get("held_for")
    return {
        "state": state,
        "held_for": tuple(code for code in told if code in Hold.values)
        if isinstance(told, list)
        else (),
        "withheld_until": record.attempt(
            lambda r: r.time("withheld_until"), "withheld_until", None
        ),
        "is_contested": record.fields.get("is_contested") is True,
    }


def identity(record):
    """Return the number in the old system, or what tells the comment from others when it had none."""
    told = text.tidy_line(record.attempt_string("id"))[:100]
    said = [record.fields.get(name) for name in ("name", "made_at", "text")]
    return told if told not in ("", "0") else text.digest(list(map(str, said)))


def name_of(record):
    """Return the name of the writer, cut to what ours have room for."""
    name = names.tidy_name(record.attempt_string("name"))
    return record.short(name, "name", MAX_NAME) or _("Anonymous")


def number(record, name):
    """Return a field as a count. Raises Broken."""
    value = record.fields.get(name) or 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Broken(_("%(name)s: is not a count") % {"name": name})
    return value


def in_one_level(comment, known, record):
    """Return the comment as a reply to the one that its thread began with, the answered by @name."""
    answered = known.get(comment.parent)
    if comment.parent in ("", "0"):
        return replace(comment, parent="")
    root, seen = answered, {comment.id}
    while root and root.id not in seen and root.parent in known:
        seen.add(root.id)
        root = known[root.parent]
    if root is None or root.id in seen:  # it is not there, or the answers go round
        record.note(GUESSED, "comments.parent", comment.parent)
        return replace(comment, parent="")
    is_deeper = root is not answered
    said = f"@{answered.name} {comment.text}" if is_deeper else comment.text
    return replace(comment, parent=root.id, text=said)
