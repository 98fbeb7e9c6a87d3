"""The index in PostgreSQL: a table of tsvectors under a GIN index.

Both the vectors and the queries are written out in full, so no parser and no locale of the
server changes what a word is.
"""

from django.db import connection


def vector(cut):
    """Return the bigrams with their places as the text of a tsvector."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(cut, start=1))


def expression(phrases):
    """Return the phrases as a tsquery; a lone last syllable begins any of its pairs."""
    return " & ".join(
        "("
        + " <-> ".join(f"'{word}'" for word in cut)
        + ":*" * (len(cut[-1]) == 1 and cut[-1] >= "가")
        + ")"
        for cut in phrases
    )


def numbers(phrases, limit, before=None, among=None):
    sql = "SELECT article_id FROM article_search WHERE headline @@ %s::tsquery"
    values = [expression(phrases)]
    if before is not None:
        sql += " AND article_id < %s"
        values.append(before)
    if among is not None:
        sql += " AND article_id = ANY(%s)"
        values.append(list(among))
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY article_id DESC LIMIT %s", [*values, limit])
        return [number for (number,) in cursor.fetchall()]


def index(rows):
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO article_search (article_id, headline) VALUES (%s, %s::tsvector)"
            " ON CONFLICT (article_id) DO UPDATE SET headline = EXCLUDED.headline",
            [(number, vector(cut)) for number, cut in rows],
        )


def remove(number):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM article_search WHERE article_id = %s", [number])


def remove_deleted():
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM article_search WHERE NOT EXISTS"
            " (SELECT 1 FROM articles_article WHERE id = article_id)"
        )
