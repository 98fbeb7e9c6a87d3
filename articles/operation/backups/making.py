"""A backup is made: files that never change, the database of one moment, what the files were by then."""

import json
import shutil
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import private
from . import manifest, shelf, trees
from .databases import database
from .refusals import Refused

LAST = "backup-made.json"  # lies in VAR


def make(folder, with_bucket=False):
    """Make a backup in the folder; returns (its path, its manifest, the names of those that went)."""
    now = timezone.now()
    with shelf.held(folder):
        before = next(reversed(shelf.backups(folder).values()), None)
        source = database(connection)
        parts = trees.of_paper(with_bucket)
        refuse_a_full_disk(folder, source, parts, before)
        with shelf.begun(folder, now.astimezone(UTC)) as place:
            told = filled(place, source, parts, before) | {"made_at": now.isoformat()}
            manifest.write(place, told)
        path = list(shelf.backups(folder).values())[-1]
        shelf.note(LAST, path=str(path.absolute()))
        return path, told, shelf.rotate(folder)


def refuse_a_full_disk(folder, source, parts, before):
    """Raise Refused where the backup would leave its disk, or the paper on it, without room."""
    needed = source.size() + sum(
        trees.to_copy(tree, folder, before and before / tree.name) for tree in parts
    )
    if folder.stat().st_dev == settings.VAR.stat().st_dev:
        needed += settings.MIN_FREE_MB * 1_000_000
    free = shutil.disk_usage(folder).free
    if free < needed:
        words = _("The disk of %(folder)s is too full: %(free)s are free, %(needed)s are needed.")
        sizes = {"free": filesizeformat(free), "needed": filesizeformat(needed)}
        raise Refused(words % {"folder": folder, **sizes})


def filled(place, source, parts, before):
    """Fill the folder; returns the manifest."""
    # Before the database for what is deleted meanwhile, after it for what is new.
    bring(place, parts, before)
    file = place / source.file
    facts = source.copy(file)
    bring(place, parts, before)
    source.check(file)
    keep_private(place / "private")
    included = any(tree.name == "media" for tree in parts)
    has = {tree.name: trees.told(tree) for tree in trees.of_backup(place)}
    lost = [name for name in facts.photos if not (place / "media" / name).is_file()]
    return {
        "form": manifest.FORM,
        "version": settings.VERSION,
        "site": settings.SITE_URL,
        "database": {
            "kind": source.kind,
            "bytes": file.stat().st_size,
            "sha256": manifest.digest(file),
        },
        "migrations": facts.migrations,
        "counts": facts.counts,
        "photos": {"included": included, **has["media"]},
        "sources": has["sources"],
        "missing": {
            "photos": lost if included else [],
            "sources": [k for k in facts.sources if not (place / "sources" / k).is_file()],
        },
    }


def bring(place, parts, before):
    for tree in parts:
        (place / tree.name).mkdir(exist_ok=True)
        trees.bring(tree, place / tree.name, before and before / tree.name)


def keep_private(folder):
    """Keep the settings, and the key that the paper runs with, wherever it comes from."""
    folder.mkdir(mode=0o700)
    env = settings.VAR / "newsstep.env"
    if env.is_file():
        shutil.copyfile(env, folder / env.name)
    (folder / "secret_key").write_text(settings.SECRET_KEY)
    for path in folder.iterdir():
        path.chmod(private.FILE)


def last():
    """Return the path of the backup that was made last. Raises Refused for none."""
    try:
        return Path(json.loads((settings.VAR / LAST).read_text())["path"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(_("No backup was made yet: manage.py backup TARGET")) from None
