"""Which tables a paper has, and the one form in which their values are carried and compared."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from articles.reading import search

# What `migrate` itself writes into an empty database.
FILLED = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
}
INDEXES = (search.ARTICLES.table, search.PHOTOS.table)


def moment(value):
    """Return a time as Django writes it into SQLite: of UTC, without a zone."""
    time = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return str(time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time)


def document(value):
    """Return JSON with its keys in order, for PostgreSQL keeps none."""
    return json.dumps(json.loads(value), ensure_ascii=False, sort_keys=True)


FORMS = {
    "BinaryField": bytes,
    "BooleanField": bool,
    "DateField": str,
    "DateTimeField": moment,
    "FloatField": float,
    "JSONField": document,
    "TimeField": str,
}


@dataclass(frozen=True)
class Table:
    """A table with its columns, {place of a column: what brings its values into the one form}."""

    name: str
    fields: tuple[models.Field, ...]
    columns: tuple[str, ...]
    keys: tuple[str, ...]  # the columns that name a row
    forms: dict[int, Callable]
    serial: str | None  # the column whose numbers the database gives

    def plain(self, row):
        """Return the values of a row in the form that both databases take."""
        row = list(row)
        for place, form in self.forms.items():
            if row[place] is not None:
                row[place] = form(row[place])
        return row


def tables():
    """Return every table of every installed app, and the one of migrations."""
    every = apps.get_models(include_auto_created=True)
    owned = [model for model in every if model._meta.managed and not model._meta.proxy]
    return [table(model) for model in (*owned, MigrationRecorder.Migration)]


def table(model):
    fields = model._meta.local_concrete_fields
    forms = {
        place: FORMS.get(concrete(field).get_internal_type()) for place, field in enumerate(fields)
    }
    return Table(
        model._meta.db_table,
        tuple(fields),
        tuple(field.column for field in fields),
        tuple(field.column for field in model._meta.pk_fields),
        {place: form for place, form in forms.items() if form},
        next((field.column for field in fields if isinstance(field, models.AutoField)), None),
    )


def concrete(field):
    """Return the field that says what a column holds; a relation holds what it points to."""
    while field.remote_field:
        field = field.target_field
    return field


def strangers():
    """Return the tables of the paper's database that no installed app knows, which stay behind."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
    known = {table.name for table in tables()}
    return sorted(name for name in names - known if not name.startswith(INDEXES))
