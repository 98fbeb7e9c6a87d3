"""A whole export as lines of the importer, and its pages of fixed text."""

from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote

from django.utils.translation import gettext as _

from ...pure import text
from ..record import CUT, GUESSED, IGNORED, LEFT_OUT
from ..storing_pages import note_on_page, store_page
from . import categories, wxr
from .body import Body
from .library import CREDITS, Library
from .posts import Posts, held_page, notes_on_meta, unwanted
from .words import plain


@dataclass
class Export:
    """What is known of an export once all of it was looked through."""

    channel: wxr.Channel = field(default_factory=wxr.Channel)
    error: str = ""  # why the file was not read to its end


def look_through(file, library, on_read):
    """Return the Export of a file, its attachments and blocks put into the library.

    Raises wxr.Unreadable for a file of which nothing can be read.
    """
    export, count = Export(), 0
    try:
        for item in wxr.read(file, export.channel, on_read):
            library.add(item)
            add_categories(export.channel, item)
            count += 1
    except wxr.Unreadable as error:
        if not count:
            raise
        export.error = str(error)
    return export


def add_categories(channel, item):
    """Take in what only a post says: exports of a part of a site name no categories in front."""
    for taxonomy, slug, name in item.terms:
        if taxonomy == "category" and slug not in channel.categories:
            channel.categories[slug] = {"wp:category_nicename": slug, "wp:cat_name": name}


def lines_of(file, scratch, uploads, map_file, hosts, subtitle_key, is_dry, on_read):
    """Yield a line for each post of an export, store its pages, and yield what else is to be told.

    `scratch` is a file for what posts may name, `on_read` is told how many bytes were read, of twice
    the file's. Raises wxr.Unreadable, Unmapped.
    """
    with Library(scratch) as library:
        export = look_through(file, library, on_read)
        rules = categories.proposal(export.channel.categories)
        if map_file and map_file.exists():
            rules |= categories.read(map_file)
        posts = Posts(export.channel, library, uploads, rules, hosts, subtitle_key)
        with suppress(wxr.Unreadable):  # told by what looked through it
            for item in wxr.read(file, wxr.Channel(), on_read):
                yield from lines_of_item(item, posts, is_dry)
        yield from told_of_channel(export.channel, file.name)
        for unused in library.unused():
            note = (LEFT_OUT, _("attachment of no article"), unused.file or unused.url)
            yield told(unused.line, note)
        if export.error:
            yield {"source": file.name, "broken": export.error}


def told_of_channel(channel, name):
    """Yield what is to be told of what stands in front of the items, in a file of that name."""
    for texts in channel.categories.values():
        if described := texts.get("wp:category_description", "").strip():
            yield told(
                categories.name_of(texts), (IGNORED, _("description of a category"), described)
            )
    for term, described in channel.descriptions:
        yield told(term, (IGNORED, _("description of a tag"), described))
    if channel.gap_count:
        yield told(name, (GUESSED, "encoding", f"{channel.gap_count} × \ufffd"))


def told(place, *notes):
    """Return the line of what is to be told of a place that is no article: Notes, or their parts."""
    parts = (tuple(map(str, note)) + ("",) * (3 - len(note)) for note in notes)
    cut = [[kind, subject, text.excerpt(detail, 300)] for kind, subject, detail in parts]
    return {"source": place, "notes": cut}


def lines_of_item(item, posts, is_dry):
    """Yield the line of a post; make a page one of the paper; tell what is neither."""
    kind = item.text("wp:post_type")
    if kind == "attachment":
        notes = notes_on_attachment(item)
    elif kind == "page":
        notes = take_page(item, posts, is_dry)
    elif note := unwanted(item):
        notes = [note]
    else:
        yield posts.line(item)
        return
    if notes:
        yield told(item.line, *notes)


def notes_on_attachment(item):
    """Return the Notes on what the page of an attachment said; the picture itself is with its articles."""
    notes = list(notes_on_meta(item, CREDITS))
    if item.comments:
        notes.append((LEFT_OUT, _("comments"), f"{item.text('title')}: {len(item.comments)}"))
    if description := plain(item.text("content:encoded")):
        notes.append((IGNORED, _("description of an attachment"), description))
    return notes


def take_page(item, posts, is_dry):
    """Make a page of fixed text of an Item that readers got; returns the Notes on it."""
    if held := held_page(item):
        return [held]
    notes = []
    title = plain(item.text("title")).replace("\n", " ") or item.text("wp:post_name")
    body = Body(
        item,
        posts.library,
        posts.uploads,
        posts.hosts,
        lambda kind, subject, detail="": notes.append(note_on_page(kind, subject, detail or title)),
    )
    for file, photo in body.photos.items():
        if quote(file) not in body.html:  # the one that leads it
            notes.append(note_on_page(CUT, "img", f"{title}: {file} {photo['alt']}"))
    if item.comments:
        notes.append(note_on_page(LEFT_OUT, _("comments"), f"{title}: {len(item.comments)}"))
    if excerpt := item.text("excerpt:encoded"):
        notes.append(note_on_page(IGNORED, _("excerpt"), f"{title}: {excerpt}"))
    notes += (note_on_page(*parts) for parts in notes_on_meta(item, ()))
    address = item.text("link")
    return notes + store_page(title, item.text("wp:post_name"), body.html, address, is_dry)
