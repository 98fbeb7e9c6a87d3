"""The index in SQLite: a full-text table (FTS5) whose row numbers are the articles'."""

import json

from django.db import connection


def expression(phrases):
    """Return the phrases in the language of FTS5; a lone last syllable begins any of its pairs."""
    return " AND ".join(
        f'"{" ".join(cut)}"' + "*" * (len(cut[-1]) == 1 and cut[-1] >= "가") for cut in phrases
    )


def numbers(phrases, limit, before=None, among=None):
    sql = "SELECT rowid FROM article_search WHERE article_search MATCH %s"
    values = [expression(phrases)]
    if before is not None:
        sql += " AND rowid < %s"
        values.append(before)
    if among is not None:
        # With the sign the index is read once, and not once for each number.
        sql += " AND +rowid IN (SELECT value FROM json_each(%s))"
        values.append(json.dumps(among))
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY rowid DESC LIMIT %s", [*values, limit])
        return [number for (number,) in cursor.fetchall()]


def index(rows):
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO article_search (rowid, headline) VALUES (%s, %s)",
            [(number, " ".join(cut)) for number, cut in rows],
        )


def remove(number):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM article_search WHERE rowid = %s", [number])


def remove_deleted():
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM article_search WHERE rowid NOT IN (SELECT id FROM articles_article)"
        )
