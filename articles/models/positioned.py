from django.db import models


class PositionedQuerySet(models.QuerySet):
    def next_position(self):
        """Return the position behind all others, as far as there are numbers."""
        last = self.aggregate(last=models.Max("position"))["last"]
        return 1 if last is None else min(last + 1, 32767)


class PositionedModel(models.Model):
    """A row that stands at a place among its own kind."""

    objects = PositionedQuerySet.as_manager()

    class Meta:
        abstract = True
