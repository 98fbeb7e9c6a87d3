import os
import sys
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import django
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.desk import workflow
from articles.exchange import addresses, jsonl, storing
from articles.exchange.account import Account
from articles.exchange.record import LEFT_OUT, Note
from articles.reading import pagecache

BATCH = 200  # lines that are read, cleaned and stored together
BATCH_BYTES = 10_000_000
POOL_FROM = 500_000  # bytes; a smaller file is done before a second process has started


class Command(BaseCommand):
    help = "Imports articles from a file of one JSON object a line."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--photos", type=Path, metavar="DIR", help="where the photos lie")
        parser.add_argument(
            "--strict", action="store_true", help="refuse lines of which anything would be lost"
        )
        parser.add_argument(
            "--account",
            type=Path,
            metavar="FILE.csv",
            help="where to write all that was cut, left out or guessed, line by line",
        )

    def handle(self, file, photos=None, strict=False, account=None, **options):
        if not file.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": file})
        if photos and not photos.is_dir():
            raise CommandError(_("There is no folder %(path)s.") % {"path": photos})
        source = jsonl.Source(photos, settings.MEDIA_ROOT, tuple(settings.VIDEO_HOSTS), strict)
        with Account(account) as told:
            stored = import_file(file, source, told)
        pagecache.renew()
        self.stdout.write(
            _("%(stored)s articles imported, %(broken)s lines broken.")
            % {"stored": stored, "broken": told.broken}
        )
        self.stdout.write("".join(f"\n{row}" for row in told.table()))
        if told.broken:
            sys.exit(1)


def import_file(file, source, told):
    """Import a file and tell its Account of every line; returns how many articles were stored."""
    stored, names = 0, addresses.learn(file)
    with tqdm(total=file.stat().st_size, unit="B", unit_scale=True, disable=None) as bar:
        for size, lines in read_batches(file, source):
            good = {}
            for line in lines:
                told.add(line)
                if line.article is None:
                    reason = {"number": line.number, "reason": line.reason}
                    tqdm.write(_("line %(number)s: %(reason)s") % reason, file=sys.stderr)
                    continue
                if line.article.id in good:
                    stored += adopt(good, file.name, names, told)
                    good = {}
                good[line.article.id] = line
            stored += adopt(good, file.name, names, told)
            bar.update(size)
    return stored


def adopt(lines, file_name, names, told):
    """Store and approve the articles of {id: jsonl.Line}; returns how many.

    `names` are the parameters of old addresses that identify; what is wrong with one is told.
    """
    batch = [line.article for line in lines.values()]
    with transaction.atomic():
        articles = storing.store(batch)
        workflow.adopt(articles, _("Imported from %(file)s.") % {"file": file_name})
        notes = addresses.store(batch, names)
    for number, url, reason in notes:
        told.note(lines[number].number, Note(LEFT_OUT, "url", f"{url} {reason}"))
    return len(batch)


def read_batches(file, source):
    """Yield (bytes read, [jsonl.Line]), in the file's order.

    Lines are cleaned by every core; a few batches at a time are in memory, however long the file.
    """
    cores = os.cpu_count() or 1
    read_batch = partial(jsonl.lines_of, source=source)
    if file.stat().st_size < POOL_FROM or cores == 1:
        yield from ((size, read_batch(lines)) for size, lines in batches(file))
        return
    with ProcessPoolExecutor(cores, get_context("spawn"), django.setup) as pool:
        waiting: deque[tuple[int, Future]] = deque()
        for size, lines in batches(file):
            waiting.append((size, pool.submit(read_batch, lines)))
            if len(waiting) > cores + 1:
                first_size, first = waiting.popleft()
                yield first_size, first.result()
        for first_size, first in waiting:
            yield first_size, first.result()


def batches(file):
    """Yield (bytes read, [(line number, line)]) of the file's lines that are not empty."""
    with file.open("rb") as lines:
        batch, size, number = [], 0, 0
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
