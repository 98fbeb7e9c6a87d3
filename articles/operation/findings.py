"""How the machine and the paper on it are, in lines that the page at the desk and `doctor` share."""

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..models import Article, Comment, Incident, Login, Notice, Ping, SourceFile
from . import health, private

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
    "private": gettext_lazy("Private files"),
    "backup": gettext_lazy("Backup"),
    "mail": gettext_lazy("Notices by mail"),
    "pings": gettext_lazy("Search engines (IndexNow)"),
    "waiting": pgettext_lazy("work of the newsroom", "Waiting"),
    "sessions": gettext_lazy("Open logins"),
    "errors": gettext_lazy("Errors of the last day"),
}


def findings(now):
    """Return the Findings, in the order that they are read. What cannot be asked is wrong."""
    looks = (version, database, disk, private_files, backup, mail, pings, waiting, sessions, errors)
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
    places = dict.fromkeys(place for place in (settings.VAR, settings.MEDIA_ROOT) if place.exists())
    free = ", ".join(f"{place} {filesizeformat(shutil.disk_usage(place).free)}" for place in places)
    return free, bool(health.room())


def private_files(_now):
    """Whether other accounts of the machine can read the settings, the key or the database."""
    readable = private.readable(settings.VAR, settings.DATABASE_FILE)
    if not readable:
        return _("readable by their owner only"), False
    paths = ", ".join(map(str, readable))
    return _("others can read %(paths)s; as their owner: chmod 600") % {"paths": paths}, True


def backup(now):
    """When a backup was last proven to be whole."""
    at = last_proven()
    if at is None:
        return _("none was ever proven"), True
    said = _("last proven on %(day)s") % {"day": f"{timezone.localtime(at):%Y-%m-%d %H:%M}"}
    return said, now - at > PROVEN_WITHIN


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
    return queue(Notice.objects.filter(mail_due_at__isnull=False), Notice.objects.stuck(now))


def pings(now):
    """How many messages wait for search engines."""
    if not settings.INDEXNOW_URLS:
        return _("switched off (INDEXNOW_URLS)"), False
    return queue(Ping.objects.filter(due_at__isnull=False), Ping.objects.stuck(now))


def queue(rows, stuck):
    for_too_long = Count("pk", filter=Q(pk__in=stuck.order_by().values("pk")))
    counts = rows.order_by().aggregate(waiting=Count("pk"), stuck=for_too_long)
    words = _("waiting: %(waiting)s, for too long: %(stuck)s")
    return words % counts, counts["stuck"] > 0


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
    """How many errors there were, of how many kinds."""
    found = Incident.objects.troubles().since(now - timedelta(days=1))
    counts = list(found.values_list("what", "count"))
    total = sum(count for _what, count in counts)
    words = _("%(count)s, of kinds: %(kinds)s")
    return words % {"count": total, "kinds": len({what for what, _count in counts})}, total > 0
