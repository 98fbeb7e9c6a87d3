"""Queries that are compiled once, for making the SQL of one takes longer than answering it."""

from copy import copy
from datetime import UTC, datetime, timedelta

from django.db import connection, connections
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

LARGEST = 2**63 - 1  # number that a database knows
# Stand for values while a queryset is compiled; nothing else in it may equal them.
NUMBER = 7_000_000_000_000
MOMENT = datetime(1, 2, 3, tzinfo=UTC)


class Prepared:
    """A queryset that is compiled once and asked often, each time with other values.

    `make` returns the queryset for its values, which are numbers and times. It may compare with
    them only, for its SQL is made of values that stand for them. Raises ValueError otherwise.
    """

    def __init__(self, make):
        self.make = make
        self._statements = {}  # database and kinds of the values → Statement

    def __call__(self, *values):
        """Return the rows for the values, as an evaluated queryset. One query.

        None have a number that is larger than any the database knows.
        """
        if any(isinstance(value, int) and value > LARGEST for value in values):
            return self.make(*values).none()
        kinds = (connection.vendor, *map(type, values))
        statement = self._statements.get(kinds)
        if statement is None:
            statement = self._statements[kinds] = Statement(self.make, values)
        return statement.rows(values)


class Statement:
    """The SQL of a queryset for some kinds of values."""

    def __init__(self, make, values):
        stand_ins = [
            MOMENT + timedelta(days=place) if isinstance(value, datetime) else NUMBER * (place + 1)
            for place, value in enumerate(values)
        ]
        queryset = make(*stand_ins)
        self.model, self.iterable = queryset.model, queryset._iterable_class
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.parameters = self.compiler.as_sql()
        # Those of this thread's connection serve all, for each is handed the one it works for.
        self.converters = self.compiler.get_converters(
            [column[0] for column in self.compiler.select]
        )
        self.compiler.connection = None  # each thread has its own
        places = {stored(stand_in): place for place, stand_in in enumerate(stand_ins)}
        # Of each parameter of the SQL: which value it is, None for one that stays.
        self.places = [places.get(parameter) for parameter in self.parameters]
        if not set(self.places) >= set(range(len(values))):
            raise ValueError("A prepared query may compare with its values, and no more.")

    def rows(self, values):
        """Return the rows for the values, as an evaluated queryset. One query."""
        values = [stored(value) for value in values]
        parameters = tuple(
            fixed if place is None else like(fixed, values[place])
            for fixed, place in zip(self.parameters, self.places, strict=True)
        )
        rows = QuerySet(self.model, query=StatementQuery(self, parameters))
        rows._iterable_class = self.iterable
        len(rows)
        return rows


class StatementQuery:
    """Stands in a queryset for its query, when that has been compiled before."""

    def __init__(self, statement, parameters):
        self.compiler = copy(statement.compiler)
        self.compiler.as_sql = lambda: (statement.sql, parameters)
        self.compiler.get_converters = lambda _columns: statement.converters

    def get_compiler(self, using):
        self.compiler.connection = connections[using]
        return self.compiler


def stored(value):
    """Return the value as the database is asked for it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def moment_of(value):
    """Return the moment that a database gave without a model: SQLite's have no zone, or are text."""
    at = parse_datetime(value) if isinstance(value, str) else value
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def like(fixed, value):
    """Return a number as the driver's own kind of number, anything else as it is."""
    return type(fixed)(value) if isinstance(fixed, int) else value
