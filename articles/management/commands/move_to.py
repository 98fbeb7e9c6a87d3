import os
import re
import subprocess
import sys
from contextlib import closing
from itertools import islice

import environ
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.operation import health, serving
from newsstep.databases import database

from .. import moving

MOST_TOLD = 20  # values


class Command(BaseCommand):
    help = _(
        "Moves the whole paper into another, empty database: from SQLite to PostgreSQL, or back. "
        "The paper must not be served meanwhile; its present database is only read. "
        "Where it is stopped the other one stays empty, and it can be run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "url",
            metavar="DATABASE_URL",
            help=_(
                "such as postgres://user:password@host/name; - reads it from a line of the standard "
                "input, where no other account sees the password"
            ),
        )

    def handle(self, url, **options):
        if url == "-":
            url = sys.stdin.readline().strip()
        target = self.target(url)
        try:
            with serving.alone():
                self.move(url, target)
        except serving.InUse:
            raise CommandError(
                _(
                    "The paper is being served or changed. What is written meanwhile would be lost:"
                    " stop it first, on every server (systemctl stop newsstep.socket newsstep)."
                )
            ) from None

    def target(self, url):
        """Return a connection to the database with this address; refuses what newsstep cannot use."""
        try:
            address = environ.Env.db_url_config(url)
        except (ValueError, environ.ImproperlyConfigured):
            address = {}
        name, engine = address.get("NAME"), address.get("ENGINE", "")
        if not (name and engine.endswith(("sqlite3", "postgresql"))) or name == ":memory:":
            raise CommandError(
                _("The address must look like %(examples)s.")
                % {"examples": "postgres://user:password@host/name, sqlite:////path/file"}
            )
        settings = connections.configure_settings({DEFAULT_DB_ALIAS: database(address)})
        connections.settings["target"] = settings[DEFAULT_DB_ALIAS]
        return connections.create_connection("target")

    def move(self, url, target):
        if pending := health.pending_migrations():
            raise CommandError(
                _("Run manage.py upgrade first; what is not migrated: %(names)s.")
                % {"names": pending}
            )
        drivers = connection.Database.Error, target.Database.Error
        try:
            if connection.vendor == "sqlite" and target.vendor == "postgresql":
                self.check_fits()
            with closing(moving.end(target)) as other:
                count = self.fill(url, target, other)
        except moving.NotEmpty as error:
            raise CommandError(
                _("That database is not empty: its table %(table)s holds rows.") % {"table": error}
            ) from error
        except moving.OfAnotherVersion as error:
            raise CommandError(
                _("That database was made by another version: %(names)s.") % {"names": error}
            ) from error
        except moving.Different as error:
            raise CommandError(
                _("Table %(table)s did not arrive as it left; nothing was kept.") % {"table": error}
            ) from error
        except (DatabaseError, *drivers) as error:
            raise CommandError(" ".join(str(error).split())) from error
        self.tell(url, count)

    def check_fits(self):
        """Refuse to begin where SQLite holds what PostgreSQL does not take."""
        self.stdout.write(_("Looking whether PostgreSQL takes every value…"))
        with closing(moving.end(connection.copy())) as here:
            found = list(islice(moving.misfits(here), MOST_TOLD + 1))
        if found:
            lines = [" · ".join(misfit) for misfit in found[:MOST_TOLD]]
            more = ["…"] if len(found) > MOST_TOLD else []
            raise CommandError(
                "\n".join(
                    [_("PostgreSQL would refuse this; nothing was written there:"), *lines, *more]
                )
            )

    def fill(self, url, target, other):
        """Make the tables and copy every row; returns how many."""
        if not serving.has_database(target):
            raise CommandError(_("Somebody else moves into that database, or upgrades it."))
        moving.check_empty(other)
        self.stdout.write(_("Making the tables…"))
        self.migrate(url)
        with (
            closing(moving.end(connection.copy())) as here,
            tqdm(total=moving.rows_of(here), unit=" rows", disable=None) as bar,
        ):

            def progress(name):
                bar.set_description(name, refresh=False)
                bar.update()

            return moving.move(here, other, progress)

    def migrate(self, url):
        """Make the tables in a process of its own, which knows that database only."""
        command = [sys.executable, "manage.py", "migrate", "-v0"]
        env = os.environ | {"DATABASE_URL": url}
        made = subprocess.run(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=env, check=False, stderr=subprocess.PIPE, text=True
        )
        if made.returncode:
            reason = (made.stderr.strip().splitlines() or [made.returncode])[-1]
            raise CommandError(
                _("The tables could not be made there: %(reason)s") % {"reason": reason}
            )

    def tell(self, url, count):
        self.stdout.write(
            _("%(count)s rows moved and compared, and the words of the search.") % {"count": count}
        )
        if names := moving.strangers():
            self.stdout.write(
                _("Tables that newsstep does not know stay behind: %(names)s.")
                % {"names": ", ".join(names)}
            )
        self.stdout.write(_("This line belongs into var/newsstep.env; then start the paper:"))
        self.stdout.write(f"DATABASE_URL={without_password(url)}")


def without_password(url):
    """Return the address as it may stand on a screen and in a log."""
    url = re.sub("(?<=://)([^:/?@]*):.*@", r"\1:PASSWORD@", url)
    return re.sub("(?<=[?&]password=)[^&]*", "PASSWORD", url)
