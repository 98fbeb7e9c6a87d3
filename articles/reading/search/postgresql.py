"""The index in PostgreSQL: a table of terms as tsvectors under a GIN index, with the texts.

Both the vectors and the queries are written out in full, so no parser and no locale of the
server changes what a word is.
"""

from django.db import connection

TEXTS = "{}"  # the table with the texts of an index


def vector(terms):
    """Return the terms as the text of a tsvector."""
    return " ".join(f"'{term}'" for term in terms)


def expression(words):
    """Return the words as a tsquery."""
    return " & ".join(
        "(" + " | ".join("(" + " & ".join(f"'{t}'" for t in way) + ")" for way in word) + ")"
        for word in words
    )


def hits(table, words, limit):
    sql = f"SELECT number FROM {table}_hits(%s::tsquery) AS number ORDER BY number DESC LIMIT %s"
    return column(sql, [expression(words), limit])


def condition(table, words, column):
    # As a truth it is no join: PostgreSQL keeps to the order of the rows, and reads the hits once.
    sql = f"({column} IN (SELECT number FROM {table}_hits(%s::tsquery) AS number)) IS TRUE"
    return sql, [expression(words)]


def texts(table, numbers):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, text FROM {table} WHERE number = ANY(%s)", [list(numbers)])
        return {number: bytes(text) for number, text in cursor.fetchall()}


def count(table):
    return column(f"SELECT COUNT(*) FROM {table}", [])[0]


def write(table, rows):
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (number, text, terms) VALUES (%s, %s, %s::tsvector)"
            " ON CONFLICT (number) DO UPDATE SET text = EXCLUDED.text, terms = EXCLUDED.terms",
            [(number, text, vector(new)) for number, _old, new, text in rows if text is not None],
        )
        gone = [number for number, _old, _new, text in rows if text is None]
        if gone:
            cursor.execute(f"DELETE FROM {table} WHERE number = ANY(%s)", [gone])


def clear(table):
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


def column(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [value for (value,) in cursor.fetchall()]
