"""Reads one line of an export: a JSON object that tells one article. Knows nothing of models."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ..pure import imaging, markup, text
from .figures import place_photos

SEOUL = ZoneInfo("Asia/Seoul")  # the zone of times that name none
MAX_LINE = 5_000_000  # bytes
MAX_ITEMS = 100  # tags, reporters or photos of one article
ORIGINS = "own press_release wire contributed sponsored automated republished".split()


class Broken(ValueError):
    """The line can't be imported; the message tells its author why."""


@dataclass(frozen=True)
class ImportedReporter:
    name: str
    title: str
    email: str


@dataclass(frozen=True)
class ImportedPhoto:
    """A photo whose files are written; sizes in pixels."""

    sha256: str
    width: int
    height: int
    caption: str
    credit: str
    alt: str
    taken_at: datetime | None


@dataclass(frozen=True)
class ImportedArticle:
    """One article, checked and clean; times are aware, names tidy."""

    id: str
    address: str
    headline: str
    subheading: str
    body: str
    excerpt: str
    section: str
    region: tuple  # (), (province,) or (province, city)
    tags: tuple
    reporters: tuple
    published_at: datetime
    created_at: datetime
    revised_at: datetime | None
    copyright_notice: str
    origin: str
    views: int
    photos: tuple

    @cached_property
    def digest(self):
        """The same for two lines that say the same (64 hex digits)."""
        return text.digest({name: str(getattr(self, name)) for name in self.__dataclass_fields__})


@dataclass(frozen=True)
class Source:
    """Where the files of an export lie and where those of the paper go."""

    photos: Path | None
    media_root: Path
    video_hosts: tuple


def article_of(line, source):
    """Return the ImportedArticle of a line (bytes), its photos written. Raises Broken."""
    record = parsed(line)
    photos = [photo(item, source) for item in items(record, "photos")]
    body = body_of(record, photos, source)
    published_at = time_of(record, "published_at")
    if published_at is None:
        raise Broken(_("published_at: is missing"))
    return ImportedArticle(
        id=line_of_text(record, "id", 100, needed=True),
        address=address(record),
        headline=line_of_text(record, "headline", 200, needed=True),
        subheading=short(text.tidy_lines(string(record, "subheading")), "subheading", 500),
        body=body,
        excerpt=text.excerpt(markup.plain(body)),
        section=line_of_text(record, "section", 40, needed=True),
        region=region(record),
        tags=tags(record),
        reporters=tuple(dict.fromkeys(map(reporter, items(record, "reporters")))),
        published_at=published_at,
        created_at=time_of(record, "created_at") or published_at,
        revised_at=time_of(record, "revised_at"),
        copyright_notice=line_of_text(record, "copyright_notice", 200),
        origin=origin(record),
        views=views(record),
        photos=unique_photos([stored for _file, stored in photos]),
    )


def body_of(record, photos, source):
    """Return the clean HTML of the body, its pictures those of the (file name, ImportedPhoto)."""
    body = string(record, "body")
    try:
        markup.check_size(body)
        if not markup.looks_like_html(body):
            body = markup.from_plain(body)
        body = markup.clean(place_photos(body, photos), source.video_hosts)
    except markup.Refused as error:
        raise Broken(_("body: %(reason)s") % {"reason": error}) from error
    if markup.is_empty(body):
        raise Broken(_("body: is empty"))
    return body


def articles_of(lines, source):
    """Return [(line number, ImportedArticle or None, reason)] of [(line number, bytes)]."""
    results = []
    for number, line in lines:
        try:
            results.append((number, article_of(line, source), ""))
        except Broken as error:
            results.append((number, None, str(error)))
        except OSError:  # no space for photos: the rest would fail in the same way
            raise
        except Exception as error:  # whatever one line holds, the others go in
            results.append((number, None, f"{type(error).__name__}: {error}"))
    return results


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
        record = json.loads(decoded)
    except (ValueError, RecursionError) as error:
        raise Broken(_("the line is not JSON (%(reason)s)") % {"reason": error}) from error
    if not isinstance(record, dict):
        raise Broken(_("the line is not a JSON object"))
    return record


def string(record, name):
    """Return a field as text, "" when it is missing or null."""
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Broken(_("%(name)s: is not text") % {"name": name})
    return value


def short(value, name, limit):
    """Return the text when it is at most `limit` characters long."""
    if len(value) > limit:
        message = _("%(name)s: longer than %(limit)s characters")
        raise Broken(message % {"name": name, "limit": limit})
    return value


def line_of_text(record, name, limit, needed=False):
    """Return a field as one tidy line of at most `limit` characters."""
    value = short(text.tidy_line(string(record, name)), name, limit)
    if needed and text.is_blank(value):
        raise Broken(_("%(name)s: is missing") % {"name": name})
    return value


def items(record, name):
    """Return a field that is a list of objects, [] when it is missing; a text is {"name": text}."""
    value = record.get(name) or []
    if not isinstance(value, list):
        raise Broken(_("%(name)s: is not a list") % {"name": name})
    check_count(value, name)
    objects = [{"name": item} if isinstance(item, str) else item for item in value]
    if not all(isinstance(item, dict) for item in objects):
        raise Broken(_("%(name)s: is not a list of objects") % {"name": name})
    return objects


def check_count(values, name):
    """Raise Broken when the list is longer than any article needs."""
    if len(values) > MAX_ITEMS:
        message = _("%(name)s: more than %(limit)s")
        raise Broken(message % {"name": name, "limit": MAX_ITEMS})


def time_of(record, name):
    """Return an ISO 8601 time as an aware datetime, None when it is missing."""
    value = string(record, name).strip()
    if not value:
        return None
    try:
        at = datetime.fromisoformat(value)
        at = at if at.tzinfo else at.replace(tzinfo=SEOUL)
        if not text.FIRST_YEAR <= at.year <= text.LAST_YEAR:
            raise ValueError(at.year)
    except (ValueError, OverflowError) as error:
        message = _("%(name)s: “%(value)s” is not a time")
        raise Broken(message % {"name": name, "value": value[:40]}) from error
    return at


def address(record):
    """Return the old address as it is compared with those that readers ask for, "" without."""
    url = string(record, "url").strip()
    if not url:
        return ""
    try:
        return short(text.old_address(url), "url", 500)
    except Broken:
        raise
    except ValueError as error:
        raise Broken(_("url: is not an address")) from error


def region(record):
    """Return the names of the region from the province down."""
    names = tuple(filter(None, map(text.tidy_line, string(record, "region").split("/"))))
    if len(names) > 2:
        raise Broken(_("region: has more than two levels"))
    return tuple(short(name, "region", 40) for name in names)


def tags(record):
    """Return the names of the tags."""
    value = record.get("tags") or []
    if isinstance(value, str):
        value = text.tag_names(value)
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise Broken(_("tags: is not a list of texts"))
    check_count(value, "tags")
    names = (short(text.tidy_line(name), "tags", 100) for name in value)
    return tuple(dict.fromkeys(name for name in names if not text.is_blank(name)))


def reporter(item):
    """Return the ImportedReporter of an object with name, title and email."""
    email = line_of_text(item, "email", 254)
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Broken(
                _("reporters: “%(email)s” is not an email address") % {"email": email}
            ) from error
    return ImportedReporter(
        name=line_of_text(item, "name", 40, needed=True),
        title=line_of_text(item, "title", 40),
        email=email,
    )


def origin(record):
    """Return where the article comes from, one of ORIGINS."""
    value = string(record, "origin") or "own"
    if value not in ORIGINS:
        message = _("origin: “%(value)s” is none of %(known)s")
        raise Broken(message % {"value": value[:40], "known": ", ".join(ORIGINS)})
    return value


def views(record):
    """Return how often the article was viewed in the old system."""
    value = record.get("views") or 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Broken(_("views: is not a count"))
    return value


def photo(item, source):
    """Return (file name, ImportedPhoto) of an object with file, caption, credit and alt."""
    name = string(item, "file")
    picture = read_picture(name, source)
    imaging.write_renditions(picture, source.media_root)
    caption = text.tidy_lines(string(item, "caption")) or picture.caption
    return name, ImportedPhoto(
        sha256=picture.sha256,
        width=picture.image.width,
        height=picture.image.height,
        caption=short(caption, "photos.caption", 500),
        credit=line_of_text(item, "credit", 100) or picture.credit,
        alt=line_of_text(item, "alt", 300),
        taken_at=picture.taken_at,
    )


def read_picture(name, source):
    """Return the Picture in a file below the folder of photos."""
    if source.photos is None:
        raise Broken(_("photos: needs --photos"))
    folder = source.photos.resolve()
    try:
        path = (folder / name).resolve()
        if not name or not path.is_relative_to(folder):
            raise Broken(_("photos: “%(name)s” is not in the folder") % {"name": name[:100]})
        if not path.is_file():
            raise Broken(_("photos: “%(name)s” can't be read") % {"name": name[:100]})
        if path.stat().st_size > imaging.MAX_BYTES:
            raise imaging.Unusable("too_large")
        return imaging.decode(path.read_bytes())
    except imaging.Unusable as error:
        message = _("photos: “%(name)s” is not a usable picture (%(reason)s)")
        raise Broken(message % {"name": name[:100], "reason": error.reason}) from error
    except (OSError, ValueError) as error:
        if isinstance(error, Broken):
            raise
        raise Broken(_("photos: “%(name)s” can't be read") % {"name": name[:100]}) from error


def unique_photos(photos):
    """Return the photos without those that are the same picture as an earlier one."""
    first = {}
    for photo in photos:
        first.setdefault(photo.sha256, photo)
    return tuple(first.values())
