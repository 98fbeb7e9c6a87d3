from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.operation.findings import Finding, findings
from articles.operation.health import in_one_line
from articles.operation.outside import outside
from articles.operation.thorough import NAMES, thorough


class Command(BaseCommand):
    help = _(
        "Tells how the paper and its machine are, a line each. Exits with 1 when a person must do something."
    )
    requires_system_checks = ()  # it tells of them itself

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help=_("look for the files of every photo")
        )
        parser.add_argument("--offline", action="store_true", help=_("ask nobody over the network"))

    def handle(self, **options):
        found = findings(timezone.now())
        try:
            found += thorough(every_photo=options["all"])
        except DatabaseError as error:
            found.append(Finding(NAMES["settings"], in_one_line(error), True))
        if not options["offline"]:
            found += outside()
        for finding in found:
            mark = _("✘ needs a look") if finding.is_wrong else _("✔ fine")
            self.stdout.write(f"{mark}  {finding.name}: {finding.said}")
        if any(finding.is_wrong for finding in found):
            raise SystemExit(1)
