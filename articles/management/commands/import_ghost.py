from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.exchange import ghost
from articles.exchange.picture_files import PictureFiles
from articles.exchange.record import LEFT_OUT, Broken
from articles.exchange.storing_pages import note_on_page, store_page
from articles.management.converting import ConvertingCommand, state_of


class Command(ConvertingCommand):
    help = _("Imports posts and pages from an export of Ghost.")

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument(
            "--media",
            type=Path,
            metavar="DIR",
            help=_("where the pictures lie: Ghost's content/images"),
        )
        parser.add_argument(
            "--section", metavar="NAME", help=_("the section of posts without a tag")
        )
        super().add_arguments(parser)

    def handle(self, file, media=None, section=None, **options):
        if not file.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": file})
        if media and not media.is_dir():
            raise CommandError(_("There is no folder %(path)s.") % {"path": media})
        section = section or _("News")
        try:
            lines = self.lines_of(file, media, section, options["dry_run"])
            key = [state_of(file), str(media), section]
            self.import_converted(lines, key, media, told_as=file.name, **options)
        except Broken as error:
            raise CommandError(f"{file}: {error}") from error

    def lines_of(self, file, media, section, is_dry):
        """Yield the line of each post, and store the pages. Raises Broken."""
        with file.open("rb") as opened:
            prefix = ghost.prefix_of(opened)
        tables = ghost.joined(file, prefix)
        pictures = PictureFiles(media)
        for post in tqdm(ghost.rows(file, "posts", prefix), unit="p", disable=None):
            yield self.line_of(post, tables, pictures, section, is_dry)
        for place, notes in ghost.untold(file, prefix):
            yield {"source": place, "notes": [list(note) for note in notes]}

    def line_of(self, post, tables, pictures, section, is_dry):
        """Return the line of a post, or of what is to be told of a page or of a broken row."""
        try:
            if ghost.is_page(post):
                return self.take_page(post, is_dry)
            return ghost.line_of(post, tables, pictures, section)
        except (OSError, DatabaseError):  # the others would fail in the same way
            raise
        except Exception as error:  # whatever one row holds, the others go in
            return {"source": str(post), "broken": f"{type(error).__name__}: {error}"}

    def take_page(self, post, is_dry):
        """Store a page that every reader saw; returns the line of what is to be told of it."""
        title, slug, notes = str(post.get("title") or ""), str(post.get("slug") or ""), []
        status = ghost.status_of(post)
        if status == "published":
            body = ghost.body_of(post, notes)
            notes += store_page(title, slug, body, f"/{slug}/", is_dry)
        else:
            notes.append(note_on_page(LEFT_OUT, status, title))
        return {"source": slug or title, "notes": [list(map(str, note)) for note in notes]}
