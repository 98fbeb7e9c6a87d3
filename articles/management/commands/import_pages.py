import csv
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.exchange.pages import page, rules
from articles.exchange.pages.decoding import decoded
from articles.exchange.picture_files import PictureFiles, below
from articles.exchange.record import Broken
from articles.management.converting import ConvertingCommand, state_of

MAX_PAGE = 5_000_000  # bytes
PAGES = (".html", ".htm")


class Command(ConvertingCommand):
    help = _("Imports saved article pages of another system by rules of CSS selectors.")

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help=_("where the .html files lie"))
        parser.add_argument(
            "--rules", required=True, metavar="RULES.toml", help=_("or a sample: ndsoft, mediaon")
        )
        parser.add_argument(
            "--media",
            type=Path,
            metavar="DIR",
            help=_("where the photos lie, else among the pages"),
        )
        parser.add_argument(
            "--addresses",
            type=Path,
            metavar="FILE.csv",
            help=_("lines of a file's name and the address that its page had"),
        )
        super().add_arguments(parser)

    def handle(self, folder, rules, media=None, addresses=None, **options):
        if not folder.is_dir():
            raise CommandError(_("There is no folder %(path)s.") % {"path": folder})
        if media and not media.is_dir():
            raise CommandError(_("There is no folder %(path)s.") % {"path": media})
        chosen, known = read_rules(rules), read_addresses(addresses)
        files = sorted(
            f for f in folder.rglob("*") if f.suffix.lower() in PAGES and is_in(folder, f)
        )
        if not files:
            raise CommandError(_("There are no .html files in %(path)s.") % {"path": folder})
        pictures = PictureFiles(media or folder, folder)
        lines = self.lines_of(files, folder, chosen, pictures, known)
        key = [chosen, sorted(known.items()), str(media), [state_of(file) for file in files]]
        options |= {"clean": True, "told_as": folder.resolve().name}
        self.import_converted(lines, key, media or folder, **options)

    def lines_of(self, files, folder, chosen, pictures, known):
        """Yield the line of each file's page, or why it is no article."""
        seen = {}  # number in the old system → name of the file
        for file in tqdm(files, unit="p", disable=None):
            name = file.relative_to(folder).as_posix()
            try:
                if file.stat().st_size > MAX_PAGE:
                    raise Broken(_("larger than %(limit)s bytes") % {"limit": f"{MAX_PAGE:,}"})
                address = known.get(name) or known.get(file.name) or ""
                line = page.read(file.read_bytes(), name, chosen, pictures, address)
                if line["id"] in seen:
                    other = {"name": seen[line["id"]]}
                    raise Broken(_("is the same article as %(name)s") % other)
                seen[line["id"]] = name
                yield line | {"source": name}
            except Exception as error:  # whatever one page holds, the others go in
                kind = "" if isinstance(error, Broken) else f"{type(error).__name__}: "
                yield {"source": name, "broken": f"{kind}{error}"}


def is_in(folder, file):
    """Whether it is a file of the folder, and no link that leads out of it."""
    return file.is_file() and below(folder, file.relative_to(folder)) is not None


def read_rules(told):
    """Return the Rules of a file or a sample."""
    try:
        return rules.read(told)
    except rules.WrongRules as error:
        raise CommandError(error) from error


def read_addresses(file):
    """Return {name of a file: address} of a CSV file."""
    if file is None:
        return {}
    try:
        rows = csv.reader(decoded(file.read_bytes())[0].splitlines())
        return {row[0].strip(): row[1].strip() for row in rows if len(row) > 1}
    except OSError as error:
        raise CommandError(_("There is no file %(path)s.") % {"path": file}) from error
    except csv.Error as error:
        raise CommandError(f"{file}: {error}") from error
