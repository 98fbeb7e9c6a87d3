from collections import Counter
from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ..pure.days import beginning_of, day_of

BATCH = 5000  # articles that are asked for at once


class HourlyViewsQuerySet(models.QuerySet):
    """Every way of writing hours sums up their days in the same transaction."""

    @transaction.atomic
    def bulk_create(self, objs, *args, **options):
        # Always in one order, so that no two that write at once wait for each other.
        rows = sorted(objs, key=lambda row: (row.article_id, row.hour))
        made = super().bulk_create(rows, *args, **options)
        DailyViews.objects.sum_up((row.article_id, row.hour) for row in rows)
        return made

    @transaction.atomic
    def update(self, **fields):
        hours = list(self.order_by().values_list("article_id", "hour"))
        count = super().update(**fields)
        DailyViews.objects.sum_up(hours)
        return count

    @transaction.atomic
    def delete(self):
        hours = list(self.order_by().values_list("article_id", "hour"))
        deleted = super().delete()
        DailyViews.objects.sum_up(hours)
        return deleted

    bulk_create.alters_data = update.alters_data = delete.alters_data = True
    delete.queryset_only = True


class HourlyViews(models.Model):
    """How many people saw an article in one hour."""

    # Served by the index of its constraint; one of its own misleads SQLite's planner.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="hourly_views", db_index=False
    )
    hour = models.DateTimeField(_("hour"))
    count = models.PositiveIntegerField(_("views"), default=0)

    objects = HourlyViewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("views in an hour")
        verbose_name_plural = _("views in an hour")
        constraints = [
            models.UniqueConstraint(
                fields=("article", "hour"), name="one_count_an_article_and_hour"
            )
        ]
        indexes = [models.Index(fields=("hour", "article", "count"), name="views_by_hour")]

    def __str__(self):
        return f"{self.article_id} {self.hour:%Y-%m-%d %H} {self.count}"

    @transaction.atomic
    def save(self, **options):
        super().save(**options)
        DailyViews.objects.sum_up([(self.article_id, self.hour)])


class DailyViewsQuerySet(models.QuerySet):
    def sum_up(self, hours):
        """Write the days of each (number of an article, hour) anew, as the sums of their hours."""
        days = {(number, day_of(hour)) for number, hour in hours}
        numbers = sorted({number for number, _day in days})
        for start in range(0, len(numbers), BATCH):
            batch = set(numbers[start : start + BATCH])
            self._write({key for key in days if key[0] in batch}, batch)

    def _write(self, days, numbers):
        counts = Counter(dict.fromkeys(days, 0))
        first = min(day for _number, day in days)
        last = max(day for _number, day in days) + timedelta(days=1)
        rows = HourlyViews.objects.order_by().filter(
            article__in=numbers, hour__gte=beginning_of(first), hour__lt=beginning_of(last)
        )
        for number, hour, count in rows.values_list("article_id", "hour", "count"):
            if (key := (number, day_of(hour))) in counts:
                counts[key] += count
        self.bulk_create(
            (
                DailyViews(article_id=n, day=day, count=count)
                for (n, day), count in sorted(counts.items())
            ),
            update_conflicts=True,
            unique_fields=["article", "day"],
            update_fields=["count"],
        )


class DailyViews(models.Model):
    """How many people saw an article in one day of the paper: the sum of its hours."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="daily_views", db_index=False
    )
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    objects = DailyViewsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("article", "day"), name="one_count_an_article_and_day")
        ]
        indexes = [models.Index(fields=("day", "article", "count"), name="views_by_day")]

    def __str__(self):
        return f"{self.article_id} {self.day:%Y-%m-%d} {self.count}"
