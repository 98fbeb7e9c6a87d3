"""Imports of foreign formats: read once into a file of one JSON object a line, which then comes in."""

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from .importing import ImportCommand


class ConvertingCommand(ImportCommand):
    """An import whose lines a reader makes; an import that was killed does not read them again.

    A line may also be {"source", "notes"} of what is no article, or {"source", "broken"} with the
    reason of what can't be read.
    """

    def import_converted(self, lines, key, photos, **options):
        """Import what the iterable `lines` yields (dicts). `key` names what is read, and its state.

        The lines are kept in VAR until all of them have come in.
        """
        dry = "dry-" if options["dry_run"] else ""
        digest = sha256(repr(key).encode()).hexdigest()[:16]
        name = Path(options["told_as"]).stem[:60]
        kept = settings.VAR / f"import-lines-{dry}{digest}-{name}.jsonl"
        self.tidy(kept, dry)
        if not kept.is_file():
            write(lines, kept)
        try:
            self.import_lines(kept, photos, **options)
        except SystemExit:  # some lines are broken; the rest has come in
            kept.unlink()
            raise
        kept.unlink()

    def tidy(self, kept, dry):
        """Remove what imports left that were killed and not given again, and tell it.

        A dry run leaves what is of others than dry runs: that may still go on.
        """
        for other in sorted(settings.VAR.glob(f"import-lines-{dry}*")):
            if other == kept:
                continue
            if other.suffix == kept.suffix:
                began = datetime.fromtimestamp(other.stat().st_mtime).astimezone()
                message = _(
                    "An import of %(began)s did not end and was not given again: "
                    "what it had read is removed (%(name)s)."
                )
                self.stdout.write(
                    message % {"began": f"{began:%Y-%m-%d %H:%M}", "name": other.name}
                )
            other.unlink()


def write(lines, kept):
    """Write dicts to a file of one JSON object a line, which is there only when it is whole."""
    half = kept.with_suffix(".half")
    try:
        half.touch(mode=0o600)  # it holds what is not public
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
