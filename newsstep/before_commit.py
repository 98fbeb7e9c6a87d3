"""What is done last in a transaction, once, when all that it changes is known."""

from django.db import DatabaseError


class BeforeCommit:
    """A database wrapper that calls functions before it commits: they belong to the transaction."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.waiting = {}  # function → set of what it is called with

    def before_commit(self, function, things):
        """Call `function(things)` at the end of the transaction, with all the things that it is asked for.

        At once where there is no transaction. An error of it undoes the transaction.
        """
        self.waiting.setdefault(function, set()).update(things)
        if not self.in_atomic_block:
            self.catch_up()

    def catch_up(self):
        """Do now what waits for the end of the transaction."""
        while self.waiting:
            function, things = self.waiting.popitem()
            function(things)

    def _commit(self):
        try:
            self.catch_up()
        except DatabaseError:
            raise
        except Exception as error:  # Django rolls back for errors of databases only
            raise DatabaseError(str(error)) from error
        super()._commit()

    def _rollback(self):
        self.waiting.clear()
        super()._rollback()

    def _close(self):
        self.waiting.clear()
        super()._close()
