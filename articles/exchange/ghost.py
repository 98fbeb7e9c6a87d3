"""Reads an export of Ghost, one JSON object of any size, as a stream. Knows nothing of models."""

import html
import re
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import NamedTuple

import ijson
from django.utils.translation import gettext as _

from ..pure import names
from . import ghost_cards
from .record import CUT, GUESSED, IGNORED, LEFT_OUT, Broken, Note, undated

SITE = "__GHOST_URL__"  # stands for the address of the site
TABLES = ("posts_meta", "posts_authors", "posts_tags", "tags", "users")
OTHER_SIZE = re.compile(r"(content/images/)size/[^/\"'\s]+/")
IMAGE = re.compile(r"<img\b[^<>]*?\bsrc=\"([^\"]*)\"")
META = ("feature_image_alt", "feature_image_caption")
KEPT = frozenset(("id", "post_id", "author_id", "tag_id", "sort_order", "name", *META))
# What we have no place for: of posts, then of the rows of other tables.
SEARCHED = tuple(
    f"{of}_{what}" for of in ("meta", "og", "twitter") for what in ("title", "description")
)
UNSEEN = (
    *("codeinjection_head", "codeinjection_foot", "canonical_url", "featured", "custom_template"),
    *SEARCHED,
)
TOLD = {
    "posts_meta": ("og_image", "twitter_image", "email_subject", "frontmatter", *SEARCHED),
    "users": ("bio", "website", "location", "facebook", "twitter", "profile_image", "cover_image"),
    "tags": ("description", "feature_image", *SEARCHED),
}
UNREAD = frozenset(
    "comments members subscribers newsletters products offers snippets redirects".split()
)
MILLISECONDS = 10**11  # what is larger counts those since 1970: old versions tell times so
MAX_DEPTH = 50
DEEPER = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}
MAX_SECTION = 40  # characters


class Joined(NamedTuple):
    """The small tables of an export, by the ids of posts; of each row what is used."""

    meta: dict  # id of a post → (alternative text, caption) of the picture above it
    authors: dict  # id of a post → [(place, id of a user)]
    tags: dict  # id of a post → [(place, id of a tag)]
    users: dict  # id → name
    names: dict  # id of a tag → its name

    def add(self, table, row):
        """Take in a row of one of TABLES."""
        post, place = row.get("post_id"), row.get("sort_order")
        place = place if isinstance(place, (int, float)) else 0
        if table == "users":
            self.users[row.get("id")] = str(row.get("name") or "")
        elif table == "tags":
            self.names[row.get("id")] = str(row.get("name") or "")
        elif table == "posts_authors":
            self.authors[post].append((place, row.get("author_id")))
        elif table == "posts_tags":
            self.tags[post].append((place, row.get("tag_id")))
        elif any(row.get(name) for name in META):
            self.meta[post] = tuple(row.get(name) or "" for name in META)

    def writers_of(self, post):
        """Return the names of who wrote a post, in their order."""
        ids = [own for _place, own in in_order(self.authors.get(post.get("id"), []))]
        found = [self.users.get(own) for own in ids or [post.get("author_id")]]
        return list(filter(None, found))

    def tags_of(self, post):
        """Return the names of the tags of a post, in their order."""
        ids = [own for _place, own in in_order(self.tags.get(post.get("id"), []))]
        return list(filter(None, map(self.names.get, ids)))


def in_order(pairs):
    """Return (place, id) by their places."""
    return sorted(pairs, key=lambda pair: pair[0])


def events_of(open_file):
    """Yield the events of the JSON in an open binary file. Raises Broken where it is none, or too deep."""
    depth = 0
    try:
        for event, value in ijson.basic_parse(open_file, use_float=True):
            depth += DEEPER.get(event, 0)
            if depth > MAX_DEPTH:  # a place is named by all that is above it
                raise Broken(_("nested deeper than %(limit)s") % {"limit": MAX_DEPTH})
            yield event, value
    except ijson.JSONError as error:
        raise Broken(_("the file is not JSON (%(reason)s)") % {"reason": error}) from error


def prefix_of(open_file):
    """Return where the tables stand in an export (an open binary file). Raises Broken."""
    for prefix, event, _value in ijson.parse(events_of(open_file)):
        if event == "start_map" and prefix in ("db.item.data", "data"):
            return prefix
    raise Broken(_("the file is not an export of Ghost: it has no data"))


def rows(file, table, prefix):
    """Yield the rows of a table of the export in a file. Raises Broken where it ends in the middle."""
    with file.open("rb") as opened:
        yield from ijson.items(ijson.parse(events_of(opened)), f"{prefix}.{table}.item")


def joined(file, prefix):
    """Return the Joined tables of the export in a file, read in one pass. Raises Broken."""
    tables = Joined({}, defaultdict(list), defaultdict(list), {}, {})
    places = {f"{prefix}.{name}.item": name for name in TABLES}
    row = None
    with file.open("rb") as opened:
        for place, event, value in ijson.parse(events_of(opened)):
            if event == "start_map" and place in places:
                row = {}
            elif event == "end_map" and place in places:
                tables.add(places[place], row)
                row = None
            elif row is not None and event in ("string", "number"):
                name = place.rpartition(".")[2]
                if name in KEPT:
                    # The same ids stand in every table.
                    row[name] = sys.intern(value) if isinstance(value, str) else value
    return tables


def untold(file, prefix):
    """Yield (place, [Note]) of what tables beside the posts say and no article has. Raises Broken."""
    places = {f"{prefix}.{name}.item": name for name in (*TOLD, *UNREAD)}
    counts, row = Counter(), {}
    with file.open("rb") as opened:
        for place, event, value in ijson.parse(events_of(opened)):
            if event == "start_map" and place in places:
                row = {}
                counts[places[place]] += 1
            elif event == "end_map" and place in places:
                name = places[place]
                notes = [
                    Note(IGNORED, f"{name}.{key}", row[key])
                    for key in TOLD.get(name, ())
                    if row.get(key)
                ]
                if notes:
                    yield str(row.get("name") or row.get("post_id") or name), notes
            elif event == "string" and place.rpartition(".")[0] in places:
                row[place.rpartition(".")[2]] = value
    for name in sorted(UNREAD & counts.keys()):
        yield name, [Note(IGNORED, name, str(counts[name]))]


def is_page(post):
    """Whether a row is a page of fixed text, as Ghost has told it at different times."""
    return post.get("type") == "page" or bool(post.get("page"))


def line_of(post, tables, files, section):
    """Return the fields of a post as a line of an import; `section` is that of posts without a tag.

    `files` finds the pictures that lie among the photos. Addresses of mail stay outside: those of Ghost
    are for logging in.
    """
    own, notes = post.get("id"), []
    number, slug = str(own or ""), str(post.get("slug") or "")
    body = body_of(post, notes)
    name, tags = section_of(tables.tags_of(post), notes)
    fields = {
        "id": f"ghost:{number}" if number else "",  # other systems count from 1, too
        "url": f"/{slug}/" if slug else "",
        "headline": post.get("title"),
        "subheading": post.get("custom_excerpt"),
        "body": body,
        "section": name or section,
        "tags": tags,
        "reporters": tables.writers_of(post),
        "published_at": time_of(post.get("published_at")),
        "created_at": time_of(post.get("created_at")),
        "revised_at": revised_at(post),
        "photos": photos_of(post, tables.meta.get(own, ("", "")), body, files, notes),
        "status": status_of(post),
    }
    if fields["status"] in ("published", "scheduled") and not post.get("published_at"):
        fields["status"] = undated(fields["status"])
    notes += [Note(IGNORED, name, str(post[name])) for name in UNSEEN if post.get(name)]
    if not name:
        notes.append(Note(GUESSED, "section", section))
    return fields | {"notes": [list(note) for note in notes], "source": slug or number}


def status_of(post):
    """Return the status of a post; that of a published one that only members were shown is who they were."""
    status, visibility = str(post.get("status") or ""), str(post.get("visibility") or "public")
    return visibility if status == "published" and visibility != "public" else status


def body_of(post, notes):
    """Return the HTML of a post; what stands only in the forms of its editors can't be read, and is told."""
    body = post.get("html")
    if isinstance(body, str) and body.strip():
        return ghost_cards.shown(OTHER_SIZE.sub(r"\1", body.replace(SITE, "")), notes)
    for form in ("lexical", "mobiledoc", "markdown"):
        if post.get(form):
            notes.append(Note(LEFT_OUT, form, _("has no html beside it")))
    return post.get("plaintext") or ""


def section_of(named, notes):
    """Return (name of the section, names of tags): Ghost's primary tag is the first of them.

    Names that begin with # are internal, and no reader saw them.
    """
    notes += [Note(CUT, "tags", name) for name in named if name.startswith("#")]
    shown = names.distinct(name for name in named if not name.startswith("#"))
    if not shown or len(shown[0]) > MAX_SECTION:
        return "", shown
    notes.append(Note(GUESSED, "section", shown[0]))
    return shown[0], shown[1:]


def revised_at(post):
    """Return when a post was changed: Ghost notes its appearing, too, as a change."""
    changed = str(time_of(post.get("updated_at")) or "")
    shown = str(time_of(post.get("published_at")) or "")
    return changed if changed[:16] > shown[:16] else None


def time_of(told):
    """Return a time as the export tells it, in ISO 8601 what is milliseconds."""
    if type(told) in (int, float) and MILLISECONDS < told < 100 * MILLISECONDS:
        return datetime.fromtimestamp(told / 1000, UTC).isoformat()
    return told


def photos_of(post, meta, body, files, notes):
    """Return the photos of a post whose files we have; that which stands above it is the first."""
    lead = str(post.get("feature_image") or post.get("image") or "").replace(SITE, "")
    found = {}
    alt, caption = meta[0], plain(meta[1])
    if path := lead and files.path_of(OTHER_SIZE.sub(r"\1", lead)):
        found[path] = {"file": path, "caption": caption, "alt": alt}
    elif lead:
        notes.append(Note(CUT, "feature_image", f"{lead} {caption} {alt}"))
    for address in IMAGE.findall(body):
        if path := files.path_of(html.unescape(address)):
            found.setdefault(path, {"file": path})
    return list(found.values())


def plain(markup):
    """Return the words of a caption, which may hold links."""
    return html.unescape(re.sub(r"<[^<>]*>", "", str(markup or ""))).strip()
