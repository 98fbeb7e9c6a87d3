"""How articles come in from a file of one JSON object a line: many at a time, and on from where it stopped."""

import fcntl
import json
import os
import sys
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import django
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.desk import workflow
from articles.exchange import addresses, beside, jsonl, storing, storing_kept
from articles.exchange.account import Account
from articles.exchange.record import LEFT_OUT, Broken, Note
from articles.operation import private
from articles.reading import pagecache

from . import failing

BEGINNING = 0, 0  # bytes and lines of a file that have come in
BATCH = 200  # lines that are read, cleaned and stored together
BATCH_BYTES = 10_000_000
POOL_FROM = 500_000  # bytes; a smaller file is done before a second process has started


class ImportCommand(BaseCommand):
    """What every import of articles has in common: its options, its progress and its account."""

    def execute(self, *arguments, **options):
        """Run when no other import does: they would forget how far the other has come."""
        path = settings.VAR / "import.lock"
        with failing.failures_in_one_line(), open(path, "w", opener=private.opener) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CommandError(
                    _("Another import is running. Wait until it has ended.")
                ) from error
            return super().execute(*arguments, **options)

    def add_arguments(self, parser):
        parser.add_argument(
            "--strict",
            action="store_true",
            help=_("refuse articles of which anything would be lost"),
        )
        parser.add_argument(
            "--clean",
            action="store_true",
            help=_(
                "cut what systems of vendors leave in texts: bylines, copyright notices, "
                "mail addresses, advertisements, links for sharing"
            ),
        )
        parser.add_argument(
            "--account",
            type=Path,
            metavar="FILE.csv",
            help=_("where to write all that was cut, left out or guessed, line by line"),
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help=_("store nothing and tell what would become of it"),
        )

    def import_lines(
        self,
        file,
        photos,
        strict=False,
        account=None,
        dry_run=False,
        clean=False,
        told_as=None,
        **_options,
    ):
        """Import a file of one JSON object a line, from where it stopped; exits with 1 for broken lines.

        The ledger says `told_as`, by default the name of the file.
        """
        if not file.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": file})
        if photos and not photos.is_dir():
            raise CommandError(_("There is no folder %(path)s.") % {"path": photos})
        hosts = tuple(settings.VIDEO_HOSTS)
        source = jsonl.Source(photos, default_storage, hosts, strict, dry_run, clean)
        is_going_on = not dry_run and Progress(file).position() != BEGINNING
        try:
            with Account(account, is_going_on) as told:
                stored = import_file(file, source, told, told_as or file.name)
        except Broken as error:  # of what lies beside the file
            raise CommandError(error) from error
        if dry_run:
            message = _("%(stored)s articles would be imported, %(broken)s lines are broken.")
        else:
            pagecache.renew()
            message = _("%(stored)s articles imported, %(broken)s lines broken.")
        self.stdout.write(message % {"stored": stored, "broken": told.broken})
        self.stdout.write("".join(f"\n{row}" for row in told.table()))
        if told.broken:
            sys.exit(1)


class Progress:
    """How far a file has come in, kept beside it in VAR until all of it has."""

    def __init__(self, file):
        state = file.stat()
        self.key = f"{file.resolve()} {state.st_size} {state.st_mtime_ns}"
        self.kept = settings.VAR / "import.json"

    def position(self):
        """Return (bytes, lines) that have come in before; (0, 0) of a file that is new or has changed."""
        try:
            known = json.loads(self.kept.read_text())
        except (OSError, ValueError):
            return BEGINNING
        return (known["bytes"], known["lines"]) if known.get("file") == self.key else BEGINNING

    def keep(self, size, lines):
        """Note how far it has come, so that an import that is killed goes on from there."""
        half = self.kept.with_suffix(".half")
        half.write_text(json.dumps({"file": self.key, "bytes": size, "lines": lines}))
        half.replace(self.kept)

    def end(self):
        self.kept.unlink(missing_ok=True)


def import_file(file, source, told, name):
    """Import a file and tell its Account of every line; returns how many articles were stored.

    The ledger says that they came from `name`.
    """
    stored, names, progress = 0, set(), Progress(file)
    done, number = BEGINNING if source.is_dry else progress.position()
    if not source.is_dry:
        beside.take(file.parent)
        names = addresses.learn(file)
    if done:
        tqdm.write(_("Going on after line %(number)s.") % {"number": number})
    total = file.stat().st_size
    with tqdm(total=total, initial=done, unit="B", unit_scale=True, disable=None) as bar:
        for size, lines in read_batches(file, source, done, number):
            good = {}
            for line in lines:
                told.add(line)
                if line.reason:
                    tqdm.write(refusal_of(line), file=sys.stderr)
                if line.article is None:
                    continue
                if line.article.id in good:
                    stored += adopt(good, name, names, told, source)
                    good = {}
                good[line.article.id] = line
            stored += adopt(good, name, names, told, source)
            bar.update(size)
            done, number = done + size, lines[-1].number if lines else number
            if not source.is_dry:
                progress.keep(done, number)
    if not source.is_dry:
        relate(file, name)
        beside.take_files(file.parent, source)
        progress.end()
    return stored


def refusal_of(line):
    """Return in words where a line without an article is, and why it has none."""
    if isinstance(line.place, str):
        return f"{line.place}: {line.reason}"
    return _("line %(number)s: %(reason)s") % {"number": line.place, "reason": line.reason}


def relate(file, file_name):
    """Relate the articles of a file to each other, once all of them are there."""
    note = _("Imported from %(file)s.") % {"file": file_name}
    for _size, lines in batches(file):
        told = {}
        for _number, line in lines:
            if b'"related"' in line:
                with suppress(jsonl.Broken):
                    name, others = jsonl.related_of(line)
                    told[name] = others
        if told:
            with transaction.atomic():
                changed = storing_kept.relate(told)
                workflow.record_imports([a for a in changed if a.is_public()], note)


def adopt(lines, file_name, names, told, source):
    """Store and approve the articles of {id: jsonl.Line}; returns how many. A dry run only counts them.

    `names` are the parameters of old addresses that identify; what is wrong with one is told.
    """
    batch = [line.article for line in lines.values()]
    if source.is_dry:
        return len(batch)
    with transaction.atomic():
        articles = storing.store(batch)
        workflow.adopt(articles, _("Imported from %(file)s.") % {"file": file_name})
        notes = addresses.store(batch, names)
    for number, url, reason in notes:
        told.note(lines[number].place, Note(LEFT_OUT, "url", f"{url} {reason}"))
    return len(batch)


def read_batches(file, source, skipped, number):
    """Yield (bytes read, [jsonl.Line]), in the file's order, behind the bytes and lines that are skipped.

    Lines are cleaned by every core; a few batches at a time are in memory, however long the file.
    """
    cores = os.cpu_count() or 1
    read_batch = partial(jsonl.lines_of, source=source)
    if file.stat().st_size < POOL_FROM or cores == 1:
        yield from ((size, read_batch(lines)) for size, lines in batches(file, skipped, number))
        return
    with ProcessPoolExecutor(cores, get_context("spawn"), django.setup) as pool:
        waiting: deque[tuple[int, Future]] = deque()
        for size, lines in batches(file, skipped, number):
            waiting.append((size, pool.submit(read_batch, lines)))
            if len(waiting) > cores + 1:
                first_size, first = waiting.popleft()
                yield first_size, first.result()
        for first_size, first in waiting:
            yield first_size, first.result()


def batches(file, skipped=0, number=0):
    """Yield (bytes read, [(line number, line)]) of the file's lines that are not empty."""
    with file.open("rb") as lines:
        lines.seek(skipped)
        batch, size = [], 0
        while line := lines.readline(jsonl.MAX_LINE + 1):
            number += 1
            size += len(line)
            rest = line
            while not rest.endswith(b"\n") and (rest := lines.readline(jsonl.MAX_LINE)):
                size += len(rest)
            if line.strip():
                batch.append((number, line))
            if len(batch) == BATCH or size > BATCH_BYTES:
                yield size, batch
                batch, size = [], 0
        yield size, batch
