"""The index in SQLite: a full-text table (FTS5) without contents, and the texts beside it.

Such a table forgets a row only when it is told all terms that the row had, which is one of the two
reasons why the texts are kept; the other is that results quote them.
"""

import json

from django.db import connection

TEXTS = "{}_text"  # the table with the texts of an index


def expression(words):
    """Return the words in the language of FTS5."""
    return " AND ".join(
        "(" + " OR ".join("(" + " AND ".join(f'"{t}"' for t in way) + ")" for way in word) + ")"
        for word in words
    )


def hits(table, words, limit):
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT %s"
    return column(sql, [expression(words), limit])


def condition(table, words, column):
    # With the sign SQLite keeps to the order of the rows, and reads the hits once.
    sql = f"+{column} IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)"
    return sql, [expression(words)]


def texts(table, numbers):
    sql = f"SELECT number, text FROM {table}_text"
    sql += " WHERE number IN (SELECT value FROM json_each(%s))"
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(list(numbers))])
        return dict(cursor.fetchall())


def count(table):
    return column(f"SELECT COUNT(*) FROM {table}_text", [])[0]


def write(table, rows):
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({table}, rowid, terms) VALUES ('delete', %s, %s)",
            [(number, " ".join(old)) for number, old, _new, _text in rows if old is not None],
        )
        cursor.executemany(
            f"INSERT INTO {table} (rowid, terms) VALUES (%s, %s)",
            [(number, " ".join(new)) for number, _old, new, _text in rows if new is not None],
        )
        cursor.executemany(
            f"INSERT OR REPLACE INTO {table}_text (number, text) VALUES (%s, %s)",
            [(number, text) for number, _old, _new, text in rows if text is not None],
        )
        cursor.executemany(
            f"DELETE FROM {table}_text WHERE number = %s",
            [(number,) for number, _old, _new, text in rows if text is None],
        )


def clear(table):
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        cursor.execute(f"DELETE FROM {table}_text")


def column(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [value for (value,) in cursor.fetchall()]
