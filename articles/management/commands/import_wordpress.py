from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.exchange import wordpress
from articles.exchange.fetching import Fetcher
from articles.management.converting import ConvertingCommand, state_of
from articles.pure import imaging


class Command(ConvertingCommand):
    help = _("Imports articles, pages, photos and comments from an export of WordPress (WXR).")

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.xml")
        parser.add_argument(
            "--media", type=Path, metavar="DIR", help=_("a copy of the folder wp-content/uploads")
        )
        parser.add_argument(
            "--map",
            type=Path,
            metavar="categories.csv",
            help=_("what becomes of each category; written as a proposal where it is missing"),
        )
        parser.add_argument(
            "--subtitle-key",
            default="",
            metavar="KEY",
            help=_("the custom field that holds the subheading, or excerpt"),
        )
        parser.add_argument(
            "--fetch",
            nargs="+",
            default=[],
            metavar="HOST",
            help=_("hosts from which files that --media lacks are fetched into it"),
        )
        super().add_arguments(parser)

    def handle(self, file, media=None, fetch=(), subtitle_key="", **options):
        map_file = options.pop("map", None)
        if not file.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": file})
        if fetch and not media:
            raise CommandError(_("--fetch needs --media, the folder that files are put into."))
        if fetch and not options["dry_run"]:
            media.mkdir(parents=True, exist_ok=True)
        if media and not media.is_dir():
            raise CommandError(_("There is no folder %(path)s.") % {"path": media})
        try:
            if map_file and not map_file.exists():
                self.propose(file, map_file)
                if not options["dry_run"]:
                    return
            uploads = wordpress.Uploads(media, fetcher_of(fetch, options["dry_run"]))
            key = [state_of(file), str(media), sorted(fetch), subtitle_key]
            key.append(map_file and map_file.exists() and map_file.read_bytes())
            lines = self.lines_of(file, uploads, map_file, subtitle_key, options["dry_run"])
            self.import_converted(lines, key, uploads.folder, told_as=file.name, **options)
        except (wordpress.Unreadable, wordpress.Unmapped) as error:
            raise CommandError(str(error)) from error

    def propose(self, file, map_file):
        """Write what would become of the categories, for the operator to edit."""
        with wordpress.Library(scratch()) as library, bar_of(file, 1) as bar:
            export = wordpress.look_through(file, library, bar.update)
        wordpress.write_map(map_file, export.channel.categories)
        message = _(
            "%(file)s says what becomes of each category. Edit it, then give the command again."
        )
        self.stdout.write(message % {"file": map_file})

    def lines_of(self, file, uploads, map_file, subtitle_key, is_dry):
        """Yield the lines of the export. Raises Unreadable, Unmapped."""
        hosts = tuple(settings.VIDEO_HOSTS)
        with bar_of(file, 2) as bar:
            yield from wordpress.lines_of(
                file, scratch(), uploads, map_file, hosts, subtitle_key, is_dry, bar.update
            )


def scratch():
    """Return where a file lies for what posts may name, gone at the end."""
    return settings.VAR / "import-library.sqlite"


def fetcher_of(hosts, is_dry):
    """Return what fetches files from these hosts, None where nothing is fetched."""
    return Fetcher(hosts, imaging.MAX_BYTES) if hosts and not is_dry else None


def bar_of(file, times):
    """Return the progress of reading a file so many times."""
    return tqdm(total=times * file.stat().st_size, unit="B", unit_scale=True, disable=None)
