"""One transaction that only reads: all of an export is of the same moment, and nobody waits for it."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment():
    """Let every query see the database as it is now. Within a transaction it sees what that sees."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # atomic() would keep writers out.
    connection.ensure_connection()
    connection.connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.connection.execute("ROLLBACK")
