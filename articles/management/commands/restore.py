from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.operation import backups, serving, upgrading
from articles.operation.backups import manifest

from ..failing import failures_in_one_line


class Command(BaseCommand):
    help = _(
        "Makes an empty paper what a backup holds: database, photos, papers of articles and the key. The paper "
        "must not be served meanwhile. Where it is stopped, it can be run again."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "source",
            type=Path,
            metavar="SOURCE",
            help=_("a backup, or the folder of many: its newest"),
        )

    def handle(self, source, **options):
        try:
            with serving.alone(), failures_in_one_line():
                path = backups.newest(source)
                made = backups.restore(path)
        except serving.InUse:
            raise CommandError(
                _(
                    "The paper is being served, moved or upgraded. Stop it first:"
                    " systemctl stop newsstep.socket newsstep"
                )
            ) from None
        self.stdout.write(
            _("Restored from %(path)s: articles %(count)s.")
            % {"path": path, "count": f"{made['counts'].get('articles_article', 0):,}"}
        )
        if not manifest.is_whole(made):
            self.stderr.write(_("Not everything was in it; its manifest.json says what."))
        env = path / "private" / "newsstep.env"
        if env.is_file():
            self.stdout.write(_("Compare var/newsstep.env with %s.") % env)
        if not upgrading.is_collected():
            self.stdout.write(_("Static files are not there yet: manage.py upgrade"))
