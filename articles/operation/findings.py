"""How the machine and the paper on it are, in lines that the page at the desk and `doctor` share."""

import json
import shutil
import threading
from concurrent.futures import Future, TimeoutError
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.models import Count, Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from newsstep import rounds

from ..models import Article, Chore, Comment, Incident, Login, Notice, Ping, SourceFile
from . import health, private

ANSWERED_IN = 3  # seconds; a bucket that hangs must not hold the page
OVERDUE = timedelta(hours=1)
PROVEN_WITHIN = timedelta(hours=26)  # a day, and the time that a backup may take


class Finding(NamedTuple):
    """What was looked at, what there is to say of it, and whether a person must do something."""

    name: Promise
    said: str
    is_wrong: bool = False


NAMES = {
    "version": gettext_lazy("Version"),
    "database": gettext_lazy("Database"),
    "disk": gettext_lazy("Free disk"),
    "photos": gettext_lazy("Place of the photos"),
    "private": gettext_lazy("Private files"),
    "backup": gettext_lazy("Backup"),
    "mail": gettext_lazy("Notices by mail"),
    "pings": gettext_lazy("Search engines (IndexNow)"),
    "rounds": gettext_lazy("Work beside readers"),
    "waiting": pgettext_lazy("work of the newsroom", "Waiting"),
    "sessions": gettext_lazy("Open logins"),
    "errors": gettext_lazy("Errors of the last day"),
}


def findings(now):
    """Return the Findings, in the order that they are read. What cannot be asked is wrong."""
    looks = (version, database, disk, photos, private_files, backup)
    looks += (mail, pings, beside, waiting, sessions, errors)
    return [asked(look, name, now) for look, name in zip(looks, NAMES.values(), strict=True)]


def asked(look, name, now):
    try:
        return Finding(name, *look(now))
    except (DatabaseError, OSError) as error:
        return Finding(name, health.in_one_line(error), True)


def version(_now):
    """The version that serves, and whether the database waits for its migrations."""
    if pending := health.pending_migrations():
        words = _("%(version)s; these migrations wait: %(names)s")
        return words % {"version": settings.VERSION, "names": pending}, True
    return settings.VERSION, False


def database(_now):
    """Its kind, its size, how many articles are in it."""
    words = _("%(kind)s, %(size)s, articles: %(count)s")
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    count = f"{Article.objects.order_by().count():,}"
    return words % {"kind": kind, "size": filesizeformat(size()), "count": count}, False


def size():
    """Return the bytes of the database."""
    if settings.DATABASE_FILE:
        files = (Path(f"{connection.settings_dict['NAME']}{end}") for end in private.BESIDE)
        return sum(file.stat().st_size for file in files if file.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def disk(_now):
    """The room where the program writes, and where the photos lie."""
    free = ", ".join(
        f"{place} {filesizeformat(shutil.disk_usage(place).free)}" for place in health.places()
    )
    if not health.room():
        return free, False
    words = _("%(free)s: soon nothing can be saved. The operator must make room at once.")
    return words % {"free": free}, True


def photos(_now):
    """Where the photos lie, and whether a bucket can be used."""
    if not settings.MEDIA_S3:
        return str(settings.MEDIA_ROOT), False
    trouble = trouble_of_bucket()
    if not trouble:
        return _("the bucket %(name)s") % {"name": settings.MEDIA_S3["bucket"]}, False
    words = _("no photo can be sent or changed: %(reason)s. The operator looks at MEDIA_S3_….")
    return words % {"reason": trouble}, True


def trouble_of_bucket():
    """Return why the bucket cannot be used, "" when it can; answers in time."""
    told = Future()
    ask = threading.Thread(target=lambda: told.set_result(default_storage.trouble()), daemon=True)
    ask.start()
    try:
        return told.result(ANSWERED_IN)
    except TimeoutError:
        return _("no answer within %(seconds)s seconds") % {"seconds": ANSWERED_IN}


def private_files(_now):
    """Whether other accounts of the machine can read the settings, the key or the database."""
    private.keep(
        settings.VAR, settings.DATABASE_FILE
    )  # commands have written there since the start
    readable = private.readable(settings.VAR, settings.DATABASE_FILE)
    if not readable:
        return _("readable by their owner only"), False
    paths = ", ".join(map(str, readable))
    return _("others can read %(paths)s; as their owner: chmod 600") % {"paths": paths}, True


def backup(now):
    """When a backup was last proven to be whole."""
    at = last_proven()
    if at is None:
        return _("none was ever proven. The operator runs “manage.py verify_backup”."), True
    day = {"day": f"{timezone.localtime(at):%Y-%m-%d %H:%M}"}
    if now - at <= PROVEN_WITHIN:
        return _("last proven on %(day)s") % day, False
    return _("last proven on %(day)s. Since then none: the operator must look why.") % day, True


def last_proven():
    """Return when a backup was last proven to be whole, None when none was."""
    try:
        at = datetime.fromisoformat(
            json.loads((settings.VAR / "backup-proven.json").read_text())["at"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def mail(now):
    """How many notices wait for their mail."""
    if not settings.EMAIL_URL:
        return _("switched off (EMAIL_URL)"), False
    rows = Notice.objects.filter(mail_due_at__isnull=False)
    return queue(rows, Notice.objects.stuck(now), "EMAIL_URL")


def pings(now):
    """How many messages wait for search engines."""
    if not settings.INDEXNOW_URLS:
        return _("switched off (INDEXNOW_URLS)"), False
    rows = Ping.objects.filter(due_at__isnull=False)
    return queue(rows, Ping.objects.stuck(now), "INDEXNOW_URLS")


def queue(rows, stuck, setting):
    """How many rows wait, and how many for too long; then the setting may be wrong."""
    for_too_long = Count("pk", filter=Q(pk__in=stuck.order_by().values("pk")))
    counts = rows.order_by().aggregate(waiting=Count("pk"), stuck=for_too_long)
    if not counts["stuck"]:
        return _("waiting: %(waiting)s") % counts, False
    words = _(
        "waiting: %(waiting)s, for too long: %(stuck)s."
        " The operator looks at %(setting)s and at “journalctl -u newsstep”."
    )
    return words % (counts | {"setting": setting}), True


def beside(now):
    """Whether the threads of this worker live, and those that tidy once a day."""
    if names := rounds.stopped():
        words = _("stopped: %(names)s. The operator runs “systemctl restart newsstep”.")
        return words % {"names": ", ".join(names)}, True
    due = Chore.objects.values_list("next_at", flat=True).order_by("next_at").first()
    if due is None or now - due < OVERDUE:
        return _("goes on"), False
    words = _("not done since %(day)s. The operator looks whether the program runs: %(command)s")
    day = f"{timezone.localtime(due):%Y-%m-%d %H:%M}"
    return words % {"day": day, "command": "systemctl status newsstep"}, True


def waiting(_now):
    """What was begun and is not ended: articles, comments, uploads, an import."""
    articles = Article.objects.filter(status=Article.Status.SUBMITTED).order_by().count()
    comments = Comment.objects.waiting().order_by().count()
    uploads = SourceFile.objects.filter(article__isnull=True).order_by().count()
    words = _("articles: %(articles)s, comments: %(comments)s, unfinished uploads: %(uploads)s")
    said = words % {"articles": articles, "comments": comments, "uploads": uploads}
    if (settings.VAR / "import.json").exists():
        said = ", ".join([said, _("an import that has not ended")])
    return said, False


def sessions(now):
    """How many logins are open, and of how many people."""
    found = Login.objects.filter(session__expire_date__gt=now).aggregate(
        logins=Count("pk"), people=Count("user", distinct=True)
    )
    return _("%(logins)s, of people: %(people)s") % found, False


def errors(now):
    """How many errors there were, of how many kinds.

    Faults of the program are to be passed on; a failure of the machine that is over needs nobody.
    """
    found = Incident.objects.troubles().since(now - timedelta(days=1))
    rows = list(found.values_list("kind", "what", "count", "last_at"))
    if not rows:
        return _("There were none."), False
    said = {
        "count": sum(count for _kind, _what, count, _at in rows),
        "kinds": len({what for _kind, what, _count, _at in rows}),
    }
    if not any(
        kind == Incident.Kind.ERROR or now - at < OVERDUE for kind, _what, _count, at in rows
    ):
        return _("%(count)s, of kinds: %(kinds)s; over for an hour") % said, False
    return _("%(count)s, of kinds: %(kinds)s. Tell the operator the numbers.") % said, True
