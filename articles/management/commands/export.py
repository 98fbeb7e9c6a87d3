from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.exchange.export import NotEmpty, export
from articles.operation.backups import shelf

from ..failing import failures_in_one_line

SHOWN = 20  # photos without files that are named


class Command(BaseCommand):
    help = _(
        "Writes everything that the paper holds into a new folder, in open formats. It may be served "
        "meanwhile. Nobody but you can read the folder: it holds drafts and what readers did not get."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help=_("a folder that is made"))
        parser.add_argument(
            "--wxr", action="store_true", help=_("write a file that WordPress imports, too")
        )

    def handle(self, folder, wxr, **options):
        try:
            with failures_in_one_line(), tqdm(unit=" lines", disable=None) as bar:
                shelf.refuse_folders_of_files(folder)
                counts, missing = export(folder, shown_by(bar), wxr)
        except NotEmpty as error:
            message = _("There is something in %(path)s already; name a new folder.")
            raise CommandError(message % {"path": error}) from error
        for name, count in counts.items():
            if count:
                self.stdout.write(f"{count:>10,}  {name}")
        self.stdout.write(_("The paper is in %(path)s.") % {"path": folder})
        if missing:
            numbers = ", ".join(map(str, missing[:SHOWN])) + " …" * (len(missing) > SHOWN)
            words = _("Photos without files, of which only the words are there: no. %(numbers)s.")
            self.stderr.write(words % {"numbers": numbers})


def shown_by(bar):
    """Return a function that shows on a bar of tqdm how far each file is."""
    shown = ""

    def progress(name, count, total):
        nonlocal shown
        if shown != name:
            shown = name
            bar.reset(total)
            bar.set_description(name)
        bar.update(count)

    return progress
