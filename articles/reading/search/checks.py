"""What `manage.py check --database default` tells of the indexes."""

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError

from .following import ARTICLES, PHOTOS, differences


@register(Tags.database)
def indexes_are_whole(app_configs, databases, **_):
    """Warn of an index that lacks rows or knows some that are gone, as after a restored old file."""
    return [
        Warning(
            f"The search index {index.table} differs from the database by {count} rows or more.",
            hint="manage.py reindex",
            id="newsstep.W003",
        )
        for index in (ARTICLES, PHOTOS)
        if databases and (count := counted(index))
    ]


def counted(index):
    try:
        return differences(index)
    except DatabaseError:  # before the first migrate there is neither
        return 0
