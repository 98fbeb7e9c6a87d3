import os

from django.core.management.commands import migrate
from django.db import transaction
from django.utils.translation import gettext as _


class Executor(migrate.MigrationExecutor):
    """Django notes a migration after its transaction: who is killed between both can't go on any more."""

    def apply_migration(self, state, migration, **options):
        if not migration.atomic:
            return super().apply_migration(state, migration, **options)
        # SQLite lets them be switched off before a transaction only.
        was_checking = self.connection.disable_constraint_checking()
        try:
            with transaction.atomic(self.connection.alias):
                return super().apply_migration(state, migration, **options)
        finally:
            if was_checking:
                self.connection.enable_constraint_checking()


migrate.MigrationExecutor = Executor  # the command asks for it by this name


class Command(migrate.Command):
    help = _(
        "Brings the database up to this version of the program. Each migration is done and noted in one transaction."
    )

    def execute(self, *args, **options):
        """Make a database that is new readable by its owner only from the first byte."""
        before = os.umask(0o077)
        try:
            return super().execute(*args, **options)
        finally:
            os.umask(before)
