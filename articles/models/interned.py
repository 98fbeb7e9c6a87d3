"""Rows of lists: one that has not changed since it was read before is the same object again."""

from collections import OrderedDict
from contextlib import suppress

from django.db.models import QuerySet
from django.db.models.query import ModelIterable

MAX_KEPT = 1500  # objects that are kept, of a few kilobytes each with the HTML that shows them

_kept = OrderedDict()  # columns and their values → object, asked for last at the end


def interned(queryset):
    """Return the queryset so that a row which was read before gives the very object it gave then.

    Nobody may change such an object, nor ask it for a column that was not read.
    """
    queryset = queryset.all()
    queryset._iterable_class = InternedIterable
    return queryset


class InternedIterable(ModelIterable):
    """Yields for each row the object that was made of the same row before, if it is still kept."""

    def __iter__(self):
        queryset = self.queryset
        compiler = queryset.query.get_compiler(using=queryset.db)
        rows = compiler.results_iter(tuple_expected=True)
        columns = tuple(sql for _expression, (sql, _values), _alias in compiler.select)
        for row in rows:
            key = (columns, row)
            found = _kept.get(key)
            if found is None:
                [found] = ModelIterable(QuerySet(queryset.model, query=OneRow(compiler, row)))
                _kept[key] = found
            with suppress(KeyError):  # another thread has just let it go
                _kept.move_to_end(key)
            yield found
        while len(_kept) > MAX_KEPT:
            with suppress(KeyError):  # another thread is at it too
                _kept.popitem(last=False)


class OneRow:
    """Stands in a queryset for its query, when a row of it has been read already."""

    def __init__(self, compiler, row):
        self.compiler, self.row = compiler, row

    def get_compiler(self, using):
        return self

    def __getattr__(self, name):
        return getattr(self.compiler, name)

    def execute_sql(self, **_options):
        return None

    def results_iter(self, _results):
        return [self.row]


def drop_interned():
    """Drop what this process keeps."""
    _kept.clear()
