from pathlib import Path

from django.utils.translation import gettext as _

from articles.management.importing import ImportCommand


class Command(ImportCommand):
    help = _("Imports articles from a file of one JSON object a line.")

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--photos", type=Path, metavar="DIR", help=_("where the photos lie"))
        super().add_arguments(parser)

    def handle(self, file, photos=None, **options):
        self.import_lines(file, photos, **options)
