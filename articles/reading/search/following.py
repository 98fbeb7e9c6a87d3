"""The indexes follow their rows, at the end of the transaction that changes them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, models, transaction

from ...models import Article, Photo
from . import documents
from .documents import Document
from .engines import engine

BATCH = 500  # rows that are read and indexed together


@dataclass(frozen=True)
class Index:
    """An index: its table, the model of its rows, and {number: Document} of some of them."""

    table: str
    model: type[models.Model]
    documents: Callable

    @transaction.atomic
    def write(self, numbers):
        """Bring what the index knows of these rows up to date; returns how many it wrote."""
        numbers = list(numbers)
        # Who changes them at the same time goes first or waits: the last to write has seen both.
        rows = self.model.objects.filter(pk__in=numbers).order_by("pk")
        list(rows.select_for_update().values_list("pk"))
        now = self.documents(numbers)
        known = engine().texts(self.table, numbers)
        changes = []
        for number in numbers:
            old = known.get(number)
            new = now[number].packed() if number in now else None
            if new != old:
                changes.append(
                    (
                        number,
                        Document.unpacked(old).terms() if old else None,
                        now[number].terms() if new else None,
                        new,
                    )
                )
        if changes:
            engine().write(self.table, changes)
        return len(changes)

    def write_all(self, numbers):
        """Do the same for any number of rows."""
        numbers = sorted(numbers)
        for start in range(0, len(numbers), BATCH):
            self.write(numbers[start : start + BATCH])

    def quoted(self, numbers):
        """Return {number: Document} as the index knows them."""
        texts = engine().texts(self.table, numbers)
        return {number: Document.unpacked(text) for number, text in texts.items()}


ARTICLES = Index("article_search", Article, documents.articles)
PHOTOS = Index("photo_search", Photo, documents.photos)


def look_again(index, numbers, using):
    """Index the rows with these numbers anew at the end of the transaction, or before a search in it."""
    transaction.get_connection(using).before_commit(index.write_all, numbers)


def catch_up():
    """Index what has changed in the present transaction."""
    connection.catch_up()


def rebuild(index, after=0, progress=None):
    """Bring the whole index up to date, from the row after a number on; returns how many it wrote.

    A transaction each BATCH, so it can be stopped and gone on with: what is right is left alone.
    `progress` is called with how many rows were looked at.
    """
    written = 0
    while True:
        rows = index.model.objects.filter(pk__gt=after).order_by("pk")
        numbers = list(rows.values_list("pk", flat=True)[:BATCH])
        written += index.write(numbers)
        if progress:
            progress(len(numbers))
        if not numbers:
            return written + remove_deleted(index)
        after = numbers[-1]


def clear(index):
    """Forget all that the index knows."""
    engine().clear(index.table)


def remove_deleted(index):
    """Take every row out of the index that the database no longer has; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT number FROM {engine().TEXTS.format(index.table)} WHERE number NOT IN"
            f" (SELECT id FROM {index.model._meta.db_table})"
        )
        gone = [number for (number,) in cursor.fetchall()]
    with transaction.atomic():
        index.write_all(gone)
    return len(gone)


def differences(index):
    """Return how many rows the index lacks or knows too many of; counts only, which is quick."""
    return abs(index.model.objects.count() - engine().count(index.table))
