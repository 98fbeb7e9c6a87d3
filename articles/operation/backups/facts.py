"""What the database of a backup holds, asked in its own words: it may be of an older version."""

from typing import NamedTuple

from ...pure import imaging, renditions

OURS = ("articles_", "article_search", "photo_search", "auth_", "django_", "taggit_", "otp_")
INDEXES = ("article_search", "photo_search")  # their rows are SQLite's or PostgreSQL's own


class Facts(NamedTuple):
    """Migrations that ran, {table: rows}, the largest file of each photo in use, {paper: SHA-256}."""

    migrations: list
    counts: dict
    photos: list
    sources: dict


def facts(ask, tables):
    """Return the Facts; `ask` returns the rows of a query, each as a dictionary."""
    counted = sorted(t for t in tables if t.startswith(OURS) and not t.startswith(INDEXES))
    return Facts(
        migrations=migrations(ask) if "django_migrations" in tables else [],
        counts={table: one(ask, f'SELECT count(*) FROM "{table}"') for table in counted},  # noqa: S608
        photos=photos(ask) if "articles_photo" in tables else [],
        sources=sources(ask) if "articles_sourcefile" in tables else {},
    )


def one(ask, sql):
    [row] = ask(sql)
    [value] = row.values()
    return value


def migrations(ask):
    rows = ask("SELECT app, name FROM django_migrations")
    return sorted({f"{row['app']}.{row['name']}" for row in rows})


def photos(ask):
    return [
        renditions.largest(imaging.path_of(row["sha256"], row["width"], row["height"]))
        for row in ask("SELECT * FROM articles_photo ORDER BY id")
        if not row.get("withdrawn_at")  # older versions took none out of use
    ]


def sources(ask):
    rows = ask("SELECT key, sha256 FROM articles_sourcefile ORDER BY id")
    return {row["key"]: row["sha256"] for row in rows}
