"""A backup becomes the paper: into an empty one only, the database last, so that it can be run again."""

import os
import shutil
import stat

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from .. import health, private
from . import manifest, trees
from .databases import database
from .refusals import Refused


def restore(backup):
    """Make the empty paper of the settings what the backup holds; returns its manifest.

    Raises Refused where the paper has articles, or the backup is not what its manifest says.
    """
    told = manifest.read(backup)
    target = database(connection)
    refuse_another_kind(told, target)
    refuse_a_paper_with_articles(target)
    refuse_links(backup)
    refuse_what_is_not_whole(backup, told, target)
    refuse_a_full_disk(backup, told)
    restore_files(backup)
    restore_key(backup)
    target.restore(backup / target.file)
    if health.pending_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    connection.close()
    return told


def refuse_another_kind(told, target):
    kind = told["database"]["kind"]
    if kind != target.kind:
        words = _(
            "The backup is of %(kind)s, DATABASE_URL names %(other)s; move_to comes afterwards."
        )
        raise Refused(words % {"kind": kind, "other": target.kind})


def refuse_a_paper_with_articles(target):
    count = target.facts().counts.get("articles_article", 0)
    if count:
        words = _("The paper holds articles (%s); a backup is restored into an empty one only.")
        raise Refused(words % f"{count:,}")


def refuse_links(backup):
    """What lies elsewhere on the machine must not come among the photos, which everybody may read."""
    for folder, folders, files in os.walk(backup):
        for path in (os.path.join(folder, name) for name in folders + files):
            mode = os.lstat(path).st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise Refused(_("%s is no file: no backup holds links.") % path)


def refuse_what_is_not_whole(backup, told, target):
    """Compare the backup with its manifest: copied halfway, it is none."""
    file = backup / target.file
    if not file.is_file() or manifest.digest(file) != told["database"]["sha256"]:
        raise Refused(_("The database of %s is not as it was made.") % backup)
    for tree in trees.of_backup(backup):
        part = told["photos" if tree.name == "media" else "sources"]
        found = trees.told(tree)
        if found != {"files": part["files"], "bytes": part["bytes"]}:
            words = _("%(path)s is not as it was made: files %(found)s of %(made)s.")
            names = {"path": backup / tree.name, "found": found["files"], "made": part["files"]}
            raise Refused(words % names)


def refuse_a_full_disk(backup, told):
    needed = told["database"]["bytes"] * (1 if settings.DATABASE_FILE else 0)
    if not settings.MEDIA_S3:
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    settings.SOURCES_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    for tree, target in to_restore(backup):
        needed += trees.to_copy(tree, target, None) if target else 0
    free = shutil.disk_usage(settings.VAR).free
    if free < needed:
        words = _("The disk of %(folder)s is too full: %(free)s are free, %(needed)s are needed.")
        sizes = {"free": filesizeformat(free), "needed": filesizeformat(needed)}
        raise Refused(words % {"folder": settings.VAR, **sizes})


def to_restore(backup):
    """Yield the Trees of a backup, each with the folder that it goes to, None for the bucket."""
    for tree in trees.of_backup(backup):
        if tree.name == "sources":
            yield tree, settings.SOURCES_ROOT
        else:
            yield tree, None if settings.MEDIA_S3 else settings.MEDIA_ROOT


def restore_files(backup):
    for tree, target in to_restore(backup):
        if target:
            trees.bring(tree, target)
            continue
        for file in tree.files():
            if not default_storage.exists(file.name):
                with tree.storage.open(file.name) as opened:
                    default_storage.put(file.name, opened.read())


def restore_key(backup):
    """Put back the key, without which links, second factors and marks of readers hold no longer."""
    path, kept = settings.VAR / "secret_key", backup / "private" / "secret_key"
    if kept.is_file():
        new = path.with_name(f"{path.name}.restored")
        private.copy(kept, new)
        new.replace(path)
