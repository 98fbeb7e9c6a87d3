from .postgresql import PostgreSQL
from .sqlite import SQLite

KINDS = {SQLite.kind: SQLite, PostgreSQL.kind: PostgreSQL}


def database(connection):
    """Return what backs up and restores the database of a connection of Django's."""
    return KINDS[connection.vendor](connection)
