import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from articles.operation import health, serving, upgrading

from ..failing import failures_in_one_line

PATIENCE = 300  # seconds that a start waits for another one that upgrades, or for the database


class Command(BaseCommand):
    help = _(
        "Makes the paper fit this version of the program: backs it up, migrates the database, collects "
        "static files and checks. Run it while the paper is stopped; after a kill, run it again."
    )

    def add_arguments(self, parser):
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--backup",
            type=Path,
            metavar="DIR",
            help=_("where the backup goes; VAR/backups by default"),
        )
        where.add_argument("--without-backup", action="store_true", help=_("make none"))
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help=_("do nothing where nothing would change, and wait while somebody else upgrades"),
        )

    def handle(self, backup, without_backup, if_needed, **options):
        folder = None if without_backup else backup or settings.VAR / "backups"
        until = time.monotonic() + (PATIENCE if if_needed else 0)
        while not if_needed or self.is_needed(until):
            try:
                with failures_in_one_line(), serving.alone():
                    if not serving.has_database(connection):
                        raise serving.InUse
                    return self.upgrade(folder)
            except serving.InUse:
                self.wait(
                    until,
                    _(
                        "The paper is being served, moved or upgraded. Stop it first:"
                        " systemctl stop newsstep.socket newsstep"
                    ),
                )

    def is_needed(self, until):
        """Return whether an upgrade would change anything, as soon as the database answers."""
        while True:
            try:
                return upgrading.is_needed()
            except DatabaseError as error:
                self.wait(until, health.in_one_line(error))

    def wait(self, until, reason):
        """Wait a moment; where that was long enough already, end with the reason."""
        connection.close()  # and what is held in it
        if time.monotonic() >= until:
            raise CommandError(reason)
        time.sleep(1)

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
