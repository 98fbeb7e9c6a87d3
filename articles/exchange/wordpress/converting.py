"""A whole export as a file of lines for the importer, and its pages of fixed text."""

import json
from contextlib import suppress
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...models import Page
from ...pure import markup, names, text
from ..record import CUT, GUESSED, IGNORED, LEFT_OUT, Note
from . import categories, wxr
from .body import Body
from .library import Library
from .posts import Posts, held_page, unwanted
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


def convert(file, target, scratch, uploads, map_file, hosts, subtitle_key, is_dry, on_read):
    """Write the posts of an export to `target`, a line each, and what else is to be told beside it.

    `on_read` is told how many bytes were read, of twice the file's. Raises wxr.Unreadable, Unmapped.
    """
    with Library(scratch) as library:
        export = look_through(file, library, on_read)
        rules = categories.proposal(export.channel.categories)
        if map_file and map_file.exists():
            rules |= categories.read(map_file)
        posts = Posts(export.channel, library, uploads, rules, hosts, subtitle_key)
        half = target.with_suffix(".half")
        half.touch(mode=0o600)  # it holds what is not public
        with half.open("w", encoding="utf-8") as lines, Told(target, export.error) as told:
            with suppress(wxr.Unreadable):  # told by what looked through it
                for item in wxr.read(file, wxr.Channel(), on_read):
                    write_item(item, posts, lines, told, is_dry)
            for texts in export.channel.categories.values():
                if described := texts.get("wp:category_description", "").strip():
                    told.note(0, IGNORED, _("description of a category"), described)
            for unused in library.unused():
                told.note(0, LEFT_OUT, _("attachment of no article"), unused.file or unused.url)
        half.replace(target)


class Told:
    """What is to be told of an export besides its articles, written beside the lines.

    A context manager, which closes the file. Its first line is why the export was not read to its end.
    """

    def __init__(self, target, error):
        beside(target).touch(mode=0o600)
        self.file = beside(target).open("w", encoding="utf-8")
        self.file.write(json.dumps(error) + "\n")

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.file.close()

    def note(self, line, kind, subject, detail=""):
        """Write down a Note on a line of the export."""
        note = [line, kind, str(subject), text.excerpt(str(detail), 300)]
        self.file.write(json.dumps(note) + "\n")


def beside(target):
    """Return where the notes on the lines of a file lie."""
    return target.with_suffix(".notes")


def told_beside(target):
    """Yield why the export was not read to its end, and then each (line, Note) that `convert` wrote."""
    with beside(target).open(encoding="utf-8") as lines:
        yield json.loads(next(lines))
        for told in lines:
            line, *note = json.loads(told)
            yield line, Note(*note)


def write_item(item, posts, lines, told, is_dry):
    """Write a post to the lines; make a page one of the paper; note what is neither."""
    if item.text("wp:post_type") in ("attachment", "wp_block"):
        tell_attachment(item, told)
        return
    if item.text("wp:post_type") == "page":
        store_page(item, posts, told, is_dry)
    elif note := unwanted(item):
        told.note(item.line, *note)
    else:
        lines.write(json.dumps(posts.line(item), ensure_ascii=False) + "\n")


def tell_attachment(item, told):
    """Note what the page of an attachment said; the picture itself is with its articles."""
    if item.text("wp:post_type") != "attachment":
        return
    if item.comments:
        told.note(item.line, LEFT_OUT, _("comments"), f"{item.text('title')}: {len(item.comments)}")
    if description := plain(item.text("content:encoded")):
        told.note(item.line, IGNORED, _("description of an attachment"), description)


def store_page(item, posts, told, is_dry):
    """Make a page of fixed text of an Item; one that is there already stays as it is."""

    def note(kind, subject, detail=""):
        told.note(item.line, kind, f"{_('page of fixed text')}: {subject}", detail or title)

    title = plain(item.text("title")).replace("\n", " ") or item.text("wp:post_name")
    if held := held_page(item):
        told.note(item.line, *held)
        return
    slug = text.slug(names.tidy_name(item.text("wp:post_name")) or title)
    if Page.objects.filter(slug=slug).exists():
        note(LEFT_OUT, _("is there already"))
        return
    body = Body(item, posts.library, posts.uploads, posts.hosts, note)
    try:
        clean = markup.clean(body.html, posts.hosts)
    except markup.Refused as error:
        note(LEFT_OUT, _("can't be used"), f"{title}: {error}")
        return
    for kind, count in markup.losses(body.html, clean).items():
        note(CUT, kind, f"{title}: {count}")
    if len(title) > 80:
        note(CUT, _("headline"))
        title = text.excerpt(title, 80)
    if item.comments:
        note(LEFT_OUT, _("comments"), f"{title}: {len(item.comments)}")
    if link := item.text("link"):
        note(GUESSED, _("address"), f"{link} → {Page(slug=slug).get_absolute_url()}")
    if not is_dry:
        position = Page.objects.next_position()
        Page.objects.create(title=title, slug=slug, body=clean, position=position)
