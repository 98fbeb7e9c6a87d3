import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.exchange import wordpress
from articles.exchange.fetching import Fetcher
from articles.management.importing import ImportCommand
from articles.pure import imaging, text


class Command(ImportCommand):
    help = "Imports articles, pages, photos and comments from an export of WordPress (WXR)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.xml")
        parser.add_argument(
            "--media", type=Path, metavar="DIR", help="a copy of the folder wp-content/uploads"
        )
        parser.add_argument(
            "--map",
            type=Path,
            metavar="categories.csv",
            help="what becomes of each category; written as a proposal where it is missing",
        )
        parser.add_argument(
            "--subtitle-key",
            default="",
            metavar="KEY",
            help="the custom field that holds the subheading, or excerpt",
        )
        parser.add_argument(
            "--fetch",
            nargs="+",
            default=[],
            metavar="HOST",
            help="hosts from which files that --media lacks are fetched into it",
        )
        super().add_arguments(parser)

    def handle(self, file, media=None, fetch=(), **options):
        if not file.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": file})
        if fetch and not media:
            raise CommandError(_("--fetch needs --media, the folder that files are put into."))
        if fetch and not options["dry_run"]:
            media.mkdir(parents=True, exist_ok=True)
        if media and not media.is_dir():
            raise CommandError(_("There is no folder %(path)s.") % {"path": media})
        try:
            self.bring(file, media, fetch, options)
        except (wordpress.Unreadable, wordpress.Unmapped) as error:
            raise CommandError(str(error)) from error

    def bring(self, file, media, fetch, options):
        """Make lines of the export, unless an import that was killed has made them, and import them."""
        target = self.target(file, media, fetch, options)
        if options["map"] and not options["map"].exists():
            self.propose(file, options["map"], target)
            if not options["dry_run"]:
                return
        fetcher = Fetcher(fetch, imaging.MAX_BYTES) if fetch and not options["dry_run"] else None
        uploads = wordpress.Uploads(media, fetcher)
        if not target.exists():
            self.read(file, target, uploads, options)
        notes = wordpress.told_beside(target)
        error = next(notes)
        if error:
            self.stderr.write(error)
        try:
            self.import_lines(target, uploads.folder, notes=notes, **options)
        except SystemExit:
            self.forget(target)
            raise
        self.forget(target)
        if error:
            sys.exit(1)

    def target(self, file, media, fetch, options):
        """Return where the lines lie: the same place for the same command only."""
        state = file.stat()
        told = [file.resolve(), state.st_size, state.st_mtime_ns, media, sorted(fetch)]
        wanted = [options["subtitle_key"], options["dry_run"], options["map"]]
        if options["map"] and options["map"].exists():
            wanted.append(options["map"].read_bytes())
        key = text.digest(list(map(str, [*told, *wanted])))[:16]
        return settings.VAR / f"{file.stem[:60]}-{key}.jsonl"

    def propose(self, file, map_file, target):
        """Write what would become of the categories, for the operator to edit."""
        with wordpress.Library(target.with_suffix(".sqlite")) as library, bar_of(file, 1) as bar:
            export = wordpress.look_through(file, library, bar.update)
        wordpress.write_map(map_file, export.channel.categories)
        message = _(
            "%(file)s says what becomes of each category. Edit it, then give the command again."
        )
        self.stdout.write(message % {"file": map_file})

    def read(self, file, target, uploads, options):
        with bar_of(file, 2) as bar:
            wordpress.convert(
                file,
                target,
                target.with_suffix(".sqlite"),
                uploads,
                options["map"],
                tuple(settings.VIDEO_HOSTS),
                options["subtitle_key"],
                options["dry_run"],
                bar.update,
            )

    def forget(self, target):
        for path in (target, wordpress.beside(target)):
            path.unlink(missing_ok=True)


def bar_of(file, times):
    """Return the progress of reading a file so many times."""
    return tqdm(total=times * file.stat().st_size, unit="B", unit_scale=True, disable=None)
