from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from articles.operation import health, serving, upgrading


class Command(BaseCommand):
    help = (
        "Makes the paper fit this version of the program: backs it up, migrates the database, collects "
        "static files and checks. Run it while the paper is stopped; after a kill, run it again."
    )

    def add_arguments(self, parser):
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--backup",
            type=Path,
            metavar="DIR",
            help="where the backup goes; VAR/backups by default",
        )
        where.add_argument("--without-backup", action="store_true", help="make none")
        parser.add_argument(
            "--if-needed", action="store_true", help="do nothing where nothing would change"
        )

    def handle(self, backup, without_backup, if_needed, **options):
        if if_needed and not upgrading.is_needed():
            return
        try:
            with serving.alone():
                if not serving.has_database(connection):
                    raise serving.InUse
                self.upgrade(None if without_backup else backup or settings.VAR / "backups")
        except serving.InUse:
            raise CommandError(
                _(
                    "The paper is being served, moved or upgraded. Stop it first:"
                    " systemctl stop newsstep.socket newsstep"
                )
            ) from None

    def upgrade(self, backup):
        pending = health.pending_migrations()
        if pending and backup and connection.introspection.table_names():
            self.back_up(backup)
        with upgrading.begun():
            self.stdout.write(_("Migrating: %(names)s") % {"names": pending or "–"})
            call_command("migrate", interactive=False, verbosity=0)
            if not upgrading.is_collected():
                self.stdout.write(_("Collecting static files…"))
                call_command("collectstatic", interactive=False, verbosity=0)
                upgrading.note_collected()
        call_command("check", databases=["default"])
        self.stdout.write(
            _(
                "The paper fits version %(version)s. Start it: systemctl start newsstep.socket newsstep"
            )
            % {"version": settings.VERSION}
        )

    def back_up(self, folder):
        """Let nothing be changed where the backup fails, whatever the reason."""
        self.stdout.write(_("Backing up…"))
        try:
            call_command("backup", str(folder))
        except (Exception, SystemExit) as error:
            raise CommandError(
                _("The backup failed, so nothing was changed: %(reason)s")
                % {"reason": health.in_one_line(error)}
            ) from error
