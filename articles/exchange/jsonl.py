"""Reads one line of an export: a JSON object that tells one article. Knows nothing of models."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from django.core.files.storage import Storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models.article_queryset import RETOLD
from ..pure import markup, names, text
from . import vendor
from .comments import comments_of
from .figures import place_photos, without_lead
from .files import Photos
from .kept import FIELDS as KEPT_FIELDS
from .kept import NOTHING, STATES, UNFINISHED, Kept, kept_of
from .record import (
    CUT,
    GUESSED,
    HELD,
    IGNORED,
    KINDS,
    LEFT_OUT,
    MAX_DETAIL,
    MAX_ITEMS,
    REFUSED,
    Broken,
    Note,
    Record,
)
from .reporters import reporters_of

MAX_LINE = 20_000_000  # bytes; an article may have many comments
# What a body lost, by the kinds of markup.losses.
LOST = {
    "pictures": gettext_lazy("pictures"),
    "drawings": gettext_lazy("drawings"),
    "frames": gettext_lazy("frames"),
    "films": gettext_lazy("films"),
    "forms": gettext_lazy("fields of forms"),
    "scripts": gettext_lazy("scripts"),
    "hidden": gettext_lazy("hidden passages"),
}
ORIGINS = "own press_release wire contributed sponsored automated republished".split()

PUBLIC = ("", "approved", "public", "publish", "published", "future", "scheduled")
FIELDS = (
    frozenset(
        "id url urls headline subheading body section region tags reporters published_at created_at "
        "revised_at copyright_notice origin original_url views photos comments status password".split()
    )
    | KEPT_FIELDS
)


@dataclass(frozen=True)
class ImportedArticle:
    """One article, checked and clean; times are aware, names tidy."""

    id: str
    address: str  # what `url` says
    urls: tuple  # as they stand in the line, that of `url` first
    headline: str
    subheading: str
    body: str
    excerpt: str
    section: str
    region: tuple  # (), (province,) or (province, city)
    tags: tuple
    reporters: tuple
    published_at: datetime | None  # None: a draft
    created_at: datetime | None  # None: when it came in
    revised_at: datetime | None
    copyright_notice: str
    origin: str
    original_url: str  # "" where it has none elsewhere
    views: int
    photos: tuple
    comments: tuple  # stored beside the article, which they do not change
    kept: Kept = NOTHING

    @cached_property
    def digest(self):
        """The same for two lines that say the same (64 hex digits)."""
        said = {name: str(getattr(self, name)) for name in self.__dataclass_fields__}
        del said["comments"]
        if len(self.urls) < 2:  # nothing that the address does not say
            del said["urls"]
        if not self.original_url:
            del said["original_url"]
        if self.kept == NOTHING:
            del said["kept"]
        return text.digest(said)


@dataclass(frozen=True)
class Source:
    """Where the files of an export lie and where those of the paper go."""

    photos: Path | None
    storage: Storage
    video_hosts: tuple
    is_strict: bool = False  # a line of which anything would be lost is broken
    is_dry: bool = False  # no files are written
    is_cleaned: bool = False  # of what systems of vendors leave in bodies


class Line(NamedTuple):
    """What became of one line: its article, or the reason why there is none, and the Notes on it.

    A line with neither only had something to tell.
    """

    number: int
    article: ImportedArticle | None = None
    reason: str = ""
    notes: tuple = ()
    source: int | str = 0  # what the line says of where its maker found it

    @property
    def place(self):
        """Where people find it: by the number of a line, or the name of a file or a post."""
        return self.source or self.number


def lines_of(lines, source):
    """Return the Lines of [(line number, bytes)]."""
    return [line_of(number, line, source) for number, line in lines]


def line_of(number, line, source):
    """Return the Line of a line (bytes)."""
    place, told = 0, ()
    try:
        fields = parsed(line)
        place = place_of(fields.pop("source", None))
        told = tuple(notes_of(fields.pop("notes", None)))
        if told and not fields:  # of what is no article
            return Line(number, notes=told, source=place)
        if fields.keys() == {"broken"}:  # for its maker already
            raise Broken(str(fields["broken"]))
        record = Record(fields, FIELDS, list(told))
        if source.is_cleaned:
            vendor.clean(record)
        article = article_of(record, source)
        reason = _("would not come in whole") if source.is_strict and record.notes else ""
        return Line(number, None if reason else article, reason, tuple(record.notes), place)
    except Broken as error:
        return Line(number, None, text.tidy_line(str(error)), told, place)
    except OSError:  # no space for photos: the rest would fail in the same way
        raise
    except Exception as error:  # whatever one line holds, the others go in
        reason = text.tidy_line(f"{type(error).__name__}: {error}")
        return Line(number, None, reason, told, place)


def place_of(told):
    """Return where the maker of a line found it, the number of a line or a name; 0 where it doesn't say."""
    if type(told) is int:
        return told
    return text.excerpt(text.tidy_line(told), 300) if isinstance(told, str) else 0


def notes_of(told):
    """Return the Notes of [kind, subject, detail] that the maker of a line had on it."""
    notes = told if isinstance(told, list) else [told]
    return [
        Note(*(text.tidy(str(said)) for said in note))
        if isinstance(note, list) and len(note) == len(Note._fields) and note[0] in KINDS
        else Note(IGNORED, "notes", text.excerpt(text.tidy(str(note)), MAX_DETAIL))
        for note in filter(None, notes)
    ]


def article_of(record, source):
    """Return the ImportedArticle of a Record, its photos written. Raises Broken.

    Only what no article can be without breaks the line; the rest is left out, and noted.
    """
    photos = Photos(record, source)
    body = body_of(record, photos, source)
    published_at = published_at_of(record)
    urls = urls_of(record)
    comes_from = origin(record)
    created_at = record.attempt(lambda r: r.time("created_at"), "created_at", None)
    return ImportedArticle(
        id=record.needed("id", 100),
        address=text.old_address(urls[0]) if urls and record.fields.get("url") else "",
        urls=urls,
        headline=needed(record, "headline", 200),
        subheading=record.lines("subheading", 500),
        body=body,
        excerpt=text.excerpt(markup.plain(body) or (photos.all[0].caption if photos.all else "")),
        section=needed(record, "section", 40),
        region=record.attempt(region, "region", ()),
        tags=tags(record),
        reporters=reporters_of(record),
        published_at=published_at,
        created_at=created_at or published_at,
        revised_at=revised_at_of(record, published_at),
        copyright_notice=record.line("copyright_notice", 200),
        origin=comes_from,
        original_url=record.attempt(lambda r: original_url(r, comes_from), "original_url", ""),
        views=record.attempt(views, "views", 0),
        photos=photos.all,
        comments=comments_of(record),
        kept=kept_of(record),
    )


def needed(record, name, limit):
    """Return a field that only an unfinished article may lack. Raises Broken."""
    return record.line(name, limit) if is_unfinished(record) else record.needed(name, limit)


def is_unfinished(record):
    return record.attempt_string("status").strip().lower() in UNFINISHED


def related_of(line):
    """Return (id, ids of the related articles) of a line (bytes). Raises Broken."""
    record = Record(parsed(line), FIELDS)
    return record.needed("id", 100), kept_of(record).related


def body_of(record, photos, source):
    """Return the clean HTML of the body, which names its photos; what stood under them is theirs."""
    body = record.string("body")
    try:
        markup.check_size(body)
        if not markup.looks_like_html(body):
            body = markup.from_plain(body)
        placed = place_photos(body, photos, record)
        body = markup.clean(placed, source.video_hosts)
        for kind, count in markup.losses(placed, body).items():
            record.note(CUT, f"body: {LOST[kind]}", str(count))
        for address in markup.lost_links(placed):
            record.note(CUT, _("body: links"), address)
    except markup.Refused as error:
        raise Broken(_("body: %(reason)s") % {"reason": REFUSED[type(error)]}) from error
    body, said = markup.named(body, source.video_hosts)
    photos.tell(said, record)
    if not photos.are_ours:
        body = without_lead(body, photos)
    if markup.is_empty(body) and not photos.all and not is_unfinished(record):
        raise Broken(_("body: is empty"))
    return body


def parsed(line):
    """Return the JSON object of the line."""
    if len(line) > MAX_LINE:
        raise Broken(_("the line is longer than %(limit)s bytes") % {"limit": f"{MAX_LINE:,}"})
    try:
        decoded = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            decoded = line.decode("cp949")  # what is called euc-kr
        except UnicodeDecodeError as error:
            raise Broken(_("the line is not UTF-8")) from error
    try:
        fields = json.loads(decoded)
    except (ValueError, RecursionError) as error:
        raise Broken(_("the line is not JSON (%(reason)s)") % {"reason": error}) from error
    if not isinstance(fields, dict):
        raise Broken(_("the line is not a JSON object"))
    return fields


def published_at_of(record):
    """Return when the article appeared, None of one that readers never got. Raises Broken."""
    status = record.attempt_string("status").strip().lower()
    reasons = [f"status: {status}"] * (status not in (*PUBLIC, *STATES))
    if record.fields.get("password"):
        reasons.append("password")
    for reason in reasons:
        record.note(HELD, reason)
    if reasons:
        return None
    at = record.time("published_at")
    if status in STATES:
        return at if status == "withdrawn" else None
    if at is None:
        raise Broken(_("published_at: is missing"))
    return at


def revised_at_of(record, published_at):
    """Return when the article was revised, None for a time before it appeared."""
    at = record.attempt(lambda r: r.time("revised_at"), "revised_at", None)
    if at and published_at and at < published_at:
        record.note(LEFT_OUT, "revised_at", _("is before published_at"))
        return None
    return at


def urls_of(record):
    """Return all old addresses as they stand in the line, each once; what is none is left out."""
    told = [("url", record.attempt_string("url"))]
    told += [("urls", item.attempt_string("name")) for item in record.items("urls", {"name"})]
    found = {}
    for name, url in told:
        try:
            if url.strip() and comparable(url.strip(), name):
                found[url.strip()] = None
        except Broken as error:
            record.note(LEFT_OUT, name, f"{url} {error}")
    return tuple(found)


def comparable(url, name):
    """Return an old address as it is compared with those that readers ask for. Raises Broken."""
    try:
        old = text.old_address(url)
    except ValueError as error:
        raise Broken(_("%(name)s: is not an address") % {"name": name}) from error
    if len(old) > 500:
        raise Broken(_("%(name)s: longer than %(limit)s characters") % {"name": name, "limit": 500})
    return old


def region(record):
    """Return the names of the region from the province down. Raises Broken."""
    told = record.fields.get("region")
    told = map(str, told) if isinstance(told, list) else record.string("region").split("/")
    path = tuple(filter(None, map(names.tidy_name, told)))
    if len(path) > 2:
        raise Broken(_("region: has more than two levels"))
    if any(len(name) > 40 for name in path):
        raise Broken(
            _("%(name)s: longer than %(limit)s characters") % {"name": "region", "limit": 40}
        )
    return path


def tags(record):
    """Return the names of the tags."""
    value = record.fields.get("tags") or []
    if isinstance(value, str):
        value = names.tag_names(value)
    if not isinstance(value, list):
        record.note(LEFT_OUT, "tags", str(value))
        value = []
    for name in value[MAX_ITEMS:]:
        record.note(CUT, "tags", str(name))
    found = []
    for name in value[:MAX_ITEMS]:
        if not isinstance(name, str) or len(names.tag_name(name)) > 100:
            record.note(LEFT_OUT, "tags", str(name))
        else:
            found.append(names.tag_name(name))
    return tuple(names.distinct(found))


def origin(record):
    """Return where the article comes from, one of ORIGINS."""
    value = record.attempt_string("origin").strip() or "own"
    if value not in ORIGINS:
        record.note(GUESSED, "origin", f"{value} → own")
        return "own"
    return value


def original_url(record, comes_from):
    """Return where an article from elsewhere appeared first. Raises Broken."""
    told = record.string("original_url")
    try:
        address = text.web_address(told)
    except ValueError as error:
        message = _("%(name)s: “%(value)s” is not an address of the web")
        raise Broken(message % {"name": "original_url", "value": told[:40]}) from error
    if address and comes_from not in RETOLD:
        record.note(IGNORED, "original_url", address)
        return ""
    return address


def views(record):
    """Return how often the article was viewed in the old system. Raises Broken."""
    value = record.fields.get("views") or 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Broken(_("views: is not a count"))
    return value
