"""Which engine speaks to the database in use.

Both know tables of terms by number, each with the compressed text that its terms were cut from:

- `hits(table, words, limit)`: the numbers of at most `limit` rows with every word, the highest first;
- `condition(table, words, column)`: SQL and values of the same for a query that goes through other
  rows in their order and asks of each;
- `texts(table, numbers)`: {number: compressed text}; `count(table)`;
- `write(table, rows)`: rows of (number, old terms, new terms, compressed text), terms and text None
  where there are none; `clear(table)`.

A word is a list of ways to find it, each a list of terms that go together.
"""

from django.db import connection

from . import postgresql, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def engine():
    """Return the module of the engine."""
    return ENGINES[connection.vendor]
