"""Imports of foreign formats: read once into a file of one JSON object a line, which then comes in."""

import json
from hashlib import sha256

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from .importing import ImportCommand


class ConvertingCommand(ImportCommand):
    """An import whose lines a reader makes; an import that was killed does not read them again."""

    def import_converted(self, lines, key, photos, **options):
        """Import what the iterable `lines` yields (dicts). `key` names what is read, and its state.

        The lines are kept in VAR until all of them have come in.
        """
        digest = sha256(repr([key, options["dry_run"]]).encode()).hexdigest()[:16]
        kept = settings.VAR / f"import-lines-{digest}.jsonl"
        for other in settings.VAR.glob("import-lines-*"):
            if other != kept:  # of what has changed since
                other.unlink()
        if not kept.is_file():
            write(lines, kept)
        try:
            self.import_lines(kept, photos, **options)
        except SystemExit:  # some lines are broken; the rest has come in
            kept.unlink()
            raise
        kept.unlink()


def write(lines, kept):
    """Write dicts to a file of one JSON object a line, which is there only when it is whole."""
    half = kept.with_suffix(".half")
    try:
        with half.open("w", encoding="utf-8", errors="replace") as file:
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        half.replace(kept)
    except OSError as error:
        message = _("%(path)s can't be written: %(reason)s") % {"path": half, "reason": error}
        raise CommandError(message) from error
    finally:
        half.unlink(missing_ok=True)


def state_of(file):
    """Return what is different when a file is another one or has changed."""
    state = file.stat()
    return str(file.resolve()), state.st_size, state.st_mtime_ns
