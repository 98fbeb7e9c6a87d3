"""All rows of one database are written into another, in one transaction of each, and read back."""

import hashlib
from contextlib import closing

from .tables import FILLED, INDEXES, tables


class NotEmpty(Exception):
    """The database that is moved to holds rows; the message names their table."""


class OfAnotherVersion(Exception):
    """The database that is moved to has more migrations than this version; the message names them."""


class Different(Exception):
    """What was written is not what was read; the message names the table."""


class Sum:
    """How many rows there are, and a digest of them in whatever order."""

    def __init__(self):
        self.count = self.digest = 0

    def add(self, row):
        digest = hashlib.blake2b(repr(row).encode(), digest_size=16).digest()
        self.digest = (self.digest + int.from_bytes(digest)) % 2**128
        self.count += 1

    def __eq__(self, other):
        return (self.count, self.digest) == (other.count, other.digest)


def check_empty(target):
    """Raise NotEmpty where the target holds more than what `migrate` writes, whoever it belongs to."""
    for name in target.names():
        if name not in FILLED and target.one(f'SELECT 1 FROM "{name}" LIMIT 1'):  # noqa: S608
            raise NotEmpty(name)


def move(source, target, progress):
    """Copy every row; returns how many. The target keeps all or, after an error or a kill, nothing.

    `progress` is called with the table and, now and then, how many more rows were read. The indexes
    of the search are copied as texts, of which the target cuts the terms anew. Raises NotEmpty,
    OfAnotherVersion, Different.
    """
    source.begin_reading()
    target.begin_writing()
    check_empty(target)
    check_version(source, target)
    every = tables()
    target.empty([table.name for table in every])
    count = sum(move_table(source, target, table, progress) for table in every)
    for name in INDEXES:
        move_index(source, target, name, progress)
    target.commit()
    return count


def check_version(source, target):
    """Raise OfAnotherVersion where the target knows migrations that did not make the source."""
    ran = [
        {f"{app}.{name}" for app, name in end.rows("django_migrations", ("app", "name"))}
        for end in (target, source)
    ]
    if more := ran[0] - ran[1]:
        raise OfAnotherVersion(", ".join(sorted(more)))


def rows_of(source):
    """Return how many rows there are to move."""
    names = [table.name for table in tables()]
    return sum(source.one(f'SELECT COUNT(*) FROM "{name}"')[0] for name in names)  # noqa: S608


def move_table(source, target, table, progress):
    read, written = Sum(), Sum()
    rows = (table.plain(row) for row in source.rows(table.name, table.columns))
    target.write(table.name, table.columns, summed(rows, read, table.name, progress))
    for row in target.rows(table.name, table.columns):
        written.add(table.plain(row))
    if read != written:
        raise Different(table.name)
    if table.serial:
        last = source.last_number(table.name, table.serial)
        target.go_on_after(table.name, table.serial, last)
    return read.count


def move_index(source, target, name, progress):
    read, written, columns = Sum(), Sum(), ("number", "text")

    def texts(end):
        for number, text in end.rows(end.engine.TEXTS.format(name), columns):
            yield [number, bytes(text)]

    with closing(texts(source)) as rows:
        target.write_index(name, summed(rows, read, name, progress))
    for row in texts(target):
        written.add(row)
    if read != written:
        raise Different(name)


def summed(rows, total, name, progress):
    """Yield the rows while they are counted and summed."""
    for row in rows:
        total.add(row)
        yield row
        progress(name)
