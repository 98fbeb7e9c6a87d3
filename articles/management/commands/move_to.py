import os
import subprocess
import sys
from contextlib import closing

import environ
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.operation import health, serving
from newsstep.databases import database

from ..moving import Different, NotEmpty, check_empty, move
from ..moving.ends import end
from ..moving.move import rows_of
from ..moving.tables import strangers


class Command(BaseCommand):
    help = (
        "Moves the whole paper into another, empty database: from SQLite to PostgreSQL, or back. "
        "The paper must not be served meanwhile; its present database is only read. "
        "Where it is stopped the other one stays empty, and it can be run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "url",
            metavar="DATABASE_URL",
            help="such as postgres://user:password@host/name; - reads it from a line of the standard "
            "input, where no other account sees the password",
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
        try:
            with closing(end(target)) as other:
                check_empty(other)
            self.stdout.write(_("Making the tables…"))
            self.migrate(url)
            with closing(end(connection.copy())) as here, closing(end(target)) as other:
                try:
                    count = self.copy(here, other)
                except (here.error, other.error) as error:
                    raise CommandError(str(error)) from error
        except NotEmpty as error:
            raise CommandError(
                _("That database is not empty: its table %(table)s holds rows.") % {"table": error}
            ) from error
        except Different as error:
            raise CommandError(
                _("Table %(table)s did not arrive as it left; nothing was kept.") % {"table": error}
            ) from error
        except DatabaseError as error:
            raise CommandError(" ".join(str(error).split())) from error
        self.tell(url, count)

    def migrate(self, url):
        """Make the tables in a process of its own, which knows that database only."""
        command = [sys.executable, "manage.py", "migrate", "-v0"]
        made = subprocess.run(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_URL": url}, check=False
        )
        if made.returncode:
            raise CommandError(_("The tables could not be made there."))

    def copy(self, here, other):
        with tqdm(total=rows_of(here), unit=" rows", disable=None) as bar:

            def progress(name):
                bar.set_description(name, refresh=False)
                bar.update()

            return move(here, other, progress)

    def tell(self, url, count):
        self.stdout.write(
            _("%(count)s rows moved and compared, and the words of the search.") % {"count": count}
        )
        if names := strangers():
            self.stdout.write(
                _("Tables that newsstep does not know stay behind: %(names)s.")
                % {"names": ", ".join(names)}
            )
        self.stdout.write(_("This line belongs into var/newsstep.env; then start the paper:"))
        self.stdout.write(f"DATABASE_URL={url}")
