"""Rows that are found by what they say, or that say something of an article that is."""

from django.db import NotSupportedError, models, transaction
from django.dispatch import Signal

# Rows of the `sender` were written many at a time: those with these `numbers` are found by other
# words now. Of a row that belongs to an article it is the article's number.
words_written = Signal()


class SearchedQuerySet(models.QuerySet):
    """Tells of every way of writing many rows, as saving one does.

    The model names the fields by whose words it is found, `searched_fields`, and the one with the
    number of what is found, `searched_number`.
    """

    @transaction.atomic
    def bulk_create(self, objs, *args, **options):
        made = super().bulk_create(objs, *args, **options)
        numbers = [getattr(row, self.model.searched_number) for row in made]
        if None in numbers:
            raise NotSupportedError("Rows without a number can't be indexed.")
        self.tell(numbers)
        return made

    @transaction.atomic
    def update(self, **fields):
        if fields.keys().isdisjoint(self.model.searched_fields):
            return super().update(**fields)
        numbers = list(self.order_by().values_list(self.model.searched_number, flat=True))
        count = super().update(**fields)
        self.tell(numbers)
        return count

    def tell(self, numbers):
        words_written.send(self.model, numbers=numbers, using=self.db)

    update.alters_data = bulk_create.alters_data = True
