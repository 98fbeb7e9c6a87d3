from django.db import migrations

TABLES = ("article_search", "photo_search")
# Filled after the migration: what a term is may change, and no migration knows what it is today.
MAKE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {0} USING fts5(terms, content='', tokenize='ascii', detail=none)",
        "CREATE TABLE {0}_text (number INTEGER PRIMARY KEY, text BLOB NOT NULL)",
    ),
    # Without a foreign key: the index must never keep a row from being deleted. What is long lies
    # apart, so that the numbers of many hits are read from few pages.
    "postgresql": (
        "CREATE TABLE {0} (number bigint PRIMARY KEY, text bytea NOT NULL, terms tsvector NOT NULL)",
        "ALTER TABLE {0} SET (toast_tuple_target = 128)",
        "ALTER TABLE {0} ALTER text SET STORAGE EXTERNAL",
        "CREATE INDEX {0}_terms ON {0} USING gin (terms)",
        # The planner believes that a walk through the short rows is cheap, but their terms are far.
        "CREATE FUNCTION {0}_hits(tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE"
        " SET enable_seqscan = off AS 'SELECT number FROM {0} WHERE terms @@ $1'",
    ),
}
DROP = {
    "sqlite": ("DROP TABLE {0}", "DROP TABLE {0}_text"),
    "postgresql": ("DROP FUNCTION {0}_hits(tsquery)", "DROP TABLE {0}"),
}
# As 0005 made it.
HEADLINES = {
    "sqlite": (
        "CREATE VIRTUAL TABLE article_search USING fts5(headline, tokenize='ascii', prefix='1')",
    ),
    "postgresql": (
        "CREATE TABLE article_search (article_id bigint PRIMARY KEY, headline tsvector NOT NULL)",
        "CREATE INDEX article_search_headline ON article_search USING gin (headline)",
    ),
}


def make_indexes(apps, schema_editor):
    schema_editor.execute("DROP TABLE article_search")
    for table in TABLES:
        for statement in MAKE[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table))


def drop_indexes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        for statement in DROP[vendor]:
            schema_editor.execute(statement.format(table))
    for statement in HEADLINES[vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0017_words_for_machines'),
    ]

    operations = [
        migrations.RunPython(make_indexes, drop_indexes),
    ]
