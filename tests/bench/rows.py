"""The rows of a synthetic archive, and how many of them are written at a time."""

from collections import Counter
from operator import attrgetter

from django.core.management.color import no_style
from django.db import connection, models

from articles.models import (
    Article,
    ArticlePhoto,
    Byline,
    DailyViews,
    Decision,
    HourlyViews,
    Revision,
    Tagging,
)
from articles.pure.days import day_of

WRITTEN = (
    *("id", "headline", "subheading", "body", "excerpt", "section", "region", "province"),
    *("lead_photo", "status", "created_at", "created_by", "published_at", "revised_at", "origin"),
    *("edit_version", "legacy_id"),
)
SECONDS = len("2026-11-24 20:25:17")

written = attrgetter(*(Article._meta.get_field(name).attname for name in WRITTEN))


def tables(told):
    """Return (table, columns, rows) of the articles and of all that belongs to them."""
    return [*of_articles(told), *of_desk(told), *of_views(told)]


def of_articles(told):
    """Yield the rows of articles, bylines, tags and photos."""
    yield table(Article, WRITTEN, (written(t.article) for t in told))
    yield table(
        Byline,
        ("article", "reporter", "order", "published_at"),
        (
            (t.article.id, reporter, order, t.article.published_at)
            for t in told
            for order, reporter in enumerate(t.reporters)
        ),
    )
    yield table(
        Tagging,
        ("content_object", "tag", "published_at"),
        ((t.article.id, tag, t.article.published_at) for t in told for tag in t.tags.values()),
    )
    yield table(
        ArticlePhoto,
        ("article", "photo", "caption", "position"),
        (
            (t.article.id, photo.pk, caption, position)
            for t in told
            for position, (photo, caption) in enumerate(t.photos)
        ),
    )


def of_desk(told):
    """Yield the rows of what the desk did with the articles: the ledger and the revisions."""
    decisions, revisions = [], []
    for t in told:
        for number, (source, digest, editor, at) in enumerate(t.said, start=1):
            revisions.append((t.article.id, number, source, digest, editor, at))
            if number == 1:
                submit, approve = Decision.Action.SUBMIT, Decision.Action.APPROVE
                decisions.append((t.article.id, editor, submit, t.submitted_at, digest))
                at = t.article.published_at
                decisions.append((t.article.id, t.approved_by, approve, at, digest))
            else:
                decisions.append((t.article.id, editor, Decision.Action.REVISE, at, digest))
    yield table(Decision, ("article", "actor", "action", "made_at", "content_hash"), decisions)
    yield table(
        Revision,
        ("article", "number", "content", "content_hash", "editor", "made_at"),
        revisions,
    )


def of_views(told):
    """Yield the rows of views by the hour and, as every writer of hours does, by the day."""
    hours = [(t.article.id, hour, views) for t in told for hour, views in t.views.items()]
    yield table(HourlyViews, ("article", "hour", "count"), hours)
    days = Counter()
    for number, hour, views in hours:
        days[number, day_of(hour)] += views
    rows = ((number, day, views) for (number, day), views in days.items())
    yield table(DailyViews, ("article", "day", "count"), rows)


def table(model, names, rows):
    """Return (table, columns, rows) of tuples of the named fields; the others get their defaults."""
    fields = [model._meta.get_field(name) for name in names]
    fields += [f for f in model._meta.concrete_fields if f.name not in {*names, "id"}]
    defaults = [f.get_db_prep_save(f.get_default(), connection) for f in fields[len(names) :]]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    rows = [[*row, *defaults] for row in rows]
    if connection.vendor == "sqlite":  # its moments have no zone: it is UTC
        times = [place for place, f in enumerate(fields) if isinstance(f, models.DateTimeField)]
        for row in rows:
            for place in times:
                if row[place]:
                    row[place] = row[place].isoformat(" ")[:SECONDS]
    return model._meta.db_table, columns, rows


def store(tables):
    """Write the rows of all tables."""
    write = {"sqlite": execute, "postgresql": copy}[connection.vendor]
    for rows in tables:
        write(*rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Article]):
            cursor.execute(statement)


def execute(table, columns, rows):
    marks = ", ".join(["%s"] * (columns.count(",") + 1))
    with connection.cursor() as cursor:
        # Names of the schema only; every value is a parameter.
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def copy(table, columns, rows):
    """Write rows as PostgreSQL takes many fastest."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream,
    ):
        for row in rows:
            stream.write_row(row)
