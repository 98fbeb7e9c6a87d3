"""Tags by the beginning of their names, while one is typed."""

from django.db import connection
from django.utils import timezone

from ..models.prepared import stored
from ..pure import names, terms

SHOWN = 8
LOOKED_AT = 500  # of the tags that begin so, in the order of the index; most used ones come first
MOST = 100  # articles that are counted of each
# Ranges are read from an index by SQLite, likenesses by PostgreSQL, whatever language it sorts by.
BEGINS = {"sqlite": "{column} >= %s AND {column} < %s", "postgresql": "{column} LIKE %s"}
IS_READ = """
    AND EXISTS (SELECT 1 FROM articles_tagging
    WHERE tag_id = articles_tag.id AND published_at <= %s)
"""
SUGGESTED = """
    SELECT name, strokes, (
        SELECT COUNT(*) FROM (
            SELECT 1 FROM articles_tagging
            WHERE tag_id = articles_tag.id AND published_at <= %s LIMIT %s
        ) AS tagged
    )
    FROM articles_tag WHERE id IN (
        SELECT id FROM (
            SELECT id FROM articles_tag WHERE {tag} {is_read} ORDER BY {column} LIMIT %s
        ) AS named
        UNION
        SELECT id FROM (
            SELECT articles_tag.id FROM articles_formertag AS former
            JOIN articles_tag ON articles_tag.id = former.tag_id
            WHERE {former} {is_read} ORDER BY former.{column} LIMIT %s
        ) AS renamed
    )
"""


def suggested(typed, unread=False):
    """Return [(name, number of public articles up to MOST)] of the SHOWN tags that begin so.

    What is typed may be initials, a name that has become another tag's, or half a syllable. Without
    `unread` only tags of public articles are told, for others show what somebody works on. One query.
    """
    begin = terms.strokes(names.tag_name(typed))[:300]
    if not begin:
        return []
    column = "initials" if all("ㄱ" <= letter <= "ㅎ" for letter in begin) else "strokes"
    begins, now = BEGINS[connection.vendor], stored(timezone.now())
    sql = SUGGESTED.format(
        tag=begins.format(column=f"articles_tag.{column}"),
        former=begins.format(column=f"former.{column}"),
        is_read="" if unread else IS_READ,
        column=column,
    )
    found = [*bounds(begin), *([] if unread else [now]), LOOKED_AT]
    with connection.cursor() as cursor:
        cursor.execute(sql, [now, MOST, *found, *found])
        rows = cursor.fetchall()
    rows.sort(key=lambda row: (row[1] != begin, -row[2], row[1]))
    return [(name, count) for name, _strokes, count in rows[:SHOWN]]


def bounds(begin):
    """Return the values that BEGINS compares with in this database."""
    if connection.vendor == "sqlite":
        return [begin, begin + chr(0x10FFFF)]
    return [begin.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"]
