from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.operation import backups
from articles.operation.backups import making, manifest

from ..failing import failures_in_one_line


class Command(BaseCommand):
    help = _(
        "Proves a backup: restores it beside itself, on PostgreSQL into a database of its own that is dropped "
        "afterwards, compares rows and files, asks for pages of all kinds, and notes that it is proven."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "source",
            type=Path,
            nargs="?",
            metavar="SOURCE",
            help=_(
                "a backup, or the folder of many: its newest; without it the one that was made last"
            ),
        )
        parser.add_argument(
            "--pages",
            type=int,
            default=50,
            help=_("how many pages are asked for beside one of each kind"),
        )

    def handle(self, source, pages, **options):
        with failures_in_one_line("PROOF OF THE BACKUP"):
            path = backups.newest((source or making.last()).absolute())
            made, asked = backups.prove(path, pages)
        words = _("Proven: %(path)s, pages and pictures looked at: %(count)s.")
        self.stdout.write(words % {"path": path, "count": asked})
        if not manifest.is_whole(made):
            self.stderr.write(_("Not everything was in it; its manifest.json says what."))
