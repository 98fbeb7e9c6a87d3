from django.db import models


class AppendOnly(Exception):
    """The record can be written once and never changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses every update and delete of many rows."""

    def update(self, **fields):
        raise AppendOnly(self.model.__name__)

    def delete(self):
        raise AppendOnly(self.model.__name__)


class AppendOnlyModel(models.Model):
    """A row that can be written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **options):
        if not self._state.adding:
            raise AppendOnly(type(self).__name__)
        super().save(**options)

    def delete(self, **options):
        raise AppendOnly(type(self).__name__)
