"""A backup is proven: restored in a scratch folder, counted, and asked for its pages."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from .. import health
from . import manifest, shelf
from .databases import database
from .refusals import Refused

LAST = "backup-proven.json"  # lies in VAR; what the desk and `doctor` show is read from it
# The copy tells nobody anything: it would mail what the paper itself mails.
ALONE = {
    **dict.fromkeys(("EMAIL_URL", "ERROR_MAIL_TO", "INDEXNOW_URLS", "ACCESS_LOG"), ""),
    **{f"MEDIA_S3_{name}": "" for name in ("BUCKET", "KEY", "SECRET", "ENDPOINT", "REGION")},
    "MEDIA_URL": "/media/",
}
LOOK = """
import pathlib, sys
from newsstep.wsgi import application
from articles.operation.backups import asking
print(asking.look(application, pathlib.Path(sys.argv[1]), int(sys.argv[2])))
"""


def prove(backup, pages):
    """Restore the backup beside itself, ask for so many of its pages, and note that it is proven.

    Returns (its manifest, how many pages and pictures were asked for). Raises Refused where it is not.
    """
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise Refused(_("There are no static files yet. Run manage.py collectstatic first."))
    told = manifest.read(backup)
    source = database(connection)
    if told["database"]["kind"] != source.kind:
        raise Refused(_("A backup of %s is proven by a paper on it.") % told["database"]["kind"])
    with (
        shelf.held(backup.parent),
        shelf.scratch(backup.parent) as place,
        scratch_of(source, place) as url,
    ):
        env = environment(place, url)
        run(env, "manage.py", "restore", str(backup))
        asked = json.loads(run(env, "-c", LOOK, str(backup), str(pages)))
    if asked["wrong"]:
        raise Refused(_("The restored paper is not whole: %s") % "; ".join(asked["wrong"][:5]))
    shelf.note(LAST, backup=backup.name)
    return told, asked["count"]


@contextmanager
def scratch_of(source, place):
    """Give the DATABASE_URL of an empty database for the restored paper."""
    if source.kind == "sqlite":
        yield f"sqlite:///{place / 'newsstep.sqlite3'}"
        return
    with source.scratch() as name:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def environment(place, url):
    """Return the environment of the restored paper: the settings of this one, other places.

    What the backup has for settings may be anybody's who could write there.
    """
    (place / "static").symlink_to(settings.STATIC_ROOT.absolute())
    others = {"VAR": place, "DATABASE_URL": url}
    roots = {"MEDIA_ROOT": place / "media", "SOURCES_ROOT": place / "sources"}
    named = {"SITE_URL": settings.SITE_URL, "LANGUAGE_CODE": settings.LANGUAGE_CODE}
    return os.environ | ALONE | named | {n: str(v) for n, v in (others | roots).items()}


def run(env, *arguments):
    ended = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        env=env,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise Refused(health.in_one_line((ended.stderr.splitlines() or [""])[-1]))
    return ended.stdout
