"""What stands in a database of SQLite and would be refused by PostgreSQL, found before anything is written."""

import json
from datetime import date, time
from functools import partial
from typing import NamedTuple

from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext as _

from .tables import concrete, moment, tables

RANGES = BaseDatabaseOperations.integer_field_ranges


class Misfit(NamedTuple):
    """A value that PostgreSQL does not take: where it stands, and why."""

    table: str
    row: str
    column: str
    reason: str


def misfits(source):
    """Yield what PostgreSQL would refuse of a SQLite, table by table."""
    # Bytes that are no text shall be found, not end the reading.
    source.raw.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    for table in tables():
        checks = [check(field) for field in table.fields]
        keys = [place for place, field in enumerate(table.fields) if field.column in table.keys]
        for row in source.rows(table.name, table.columns):
            for place, value in enumerate(row):
                if value is not None and (reason := checks[place](value)):
                    key = ", ".join(f"{table.columns[key]} {row[key]}" for key in keys)
                    yield Misfit(table.name, key, table.columns[place], reason)
    yield from broken_relations(source)


def broken_relations(source):
    """Yield what points to a row that is not there."""
    for name, row, parent, number in source.raw.execute("PRAGMA foreign_key_check").fetchall():
        relations = source.raw.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
        [column] = [relation[3] for relation in relations if relation[0] == number]
        reason = _("points to a row of %(table)s that is not there") % {"table": parent}
        yield Misfit(name, f"rowid {row}", column, reason)


def check(field):
    """Return a function that gives the reason why PostgreSQL refuses a value of a field, None where it does not."""
    field = concrete(field)
    kind = field.get_internal_type().replace("AutoField", "IntegerField")
    if kind in RANGES:
        return partial(whole_number, *RANGES[kind])
    if kind in OTHER:
        return OTHER[kind]
    return partial(text, field.max_length)


def text(longest, value):
    if not isinstance(value, str):
        return _("is no text")
    if "\0" in value:
        return _("holds the character NUL")
    if not is_unicode(value):
        return _("is no UTF-8")
    if longest and len(value) > longest:
        return _("is longer than %(count)s characters") % {"count": longest}
    return None


def is_unicode(value):
    try:
        value.isascii() or value.encode()
    except UnicodeEncodeError:
        return False
    return True


def whole_number(lowest, highest, value):
    if isinstance(value, int) and lowest <= value <= highest:
        return None
    return _("is no whole number from %(lowest)s to %(highest)s") % {
        "lowest": lowest,
        "highest": highest,
    }


def document(value):
    """JSON may spell what PostgreSQL does not take, such as \\u0000."""
    try:
        written = json.dumps(json.loads(value), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        return _("is no JSON")
    if "\\u0000" in written.replace("\\\\", ""):
        return _("holds the character NUL")
    return None if is_unicode(written) else _("is no UTF-8")


def of_type(types, value):
    return None if isinstance(value, types) else _("is of another kind")


def yes_or_no(value):
    return None if value in (0, 1) else _("is neither yes nor no")


def readable(read, value):
    try:
        read(value)
    except (TypeError, ValueError):
        return _("is no date or time")
    return None


OTHER = {
    "BinaryField": partial(of_type, bytes),
    "BooleanField": yes_or_no,
    "DateField": partial(readable, date.fromisoformat),
    "DateTimeField": partial(readable, moment),
    "FloatField": partial(of_type, (int, float)),
    "JSONField": document,
    "TimeField": partial(readable, time.fromisoformat),
}
