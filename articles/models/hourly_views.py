from django.db import models
from django.utils.translation import gettext_lazy as _


class HourlyViews(models.Model):
    """How many people read an article in one hour."""

    # Served by the index of its constraint; one of its own misleads SQLite's planner.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="hourly_views", db_index=False
    )
    hour = models.DateTimeField(_("hour"))
    count = models.PositiveIntegerField(_("reads"), default=0)

    class Meta:
        verbose_name = _("reads in an hour")
        verbose_name_plural = _("reads in an hour")
        constraints = [
            models.UniqueConstraint(
                fields=("article", "hour"), name="one_count_an_article_and_hour"
            )
        ]
        indexes = [models.Index(fields=("hour", "article", "count"), name="views_by_hour")]

    def __str__(self):
        return f"{self.article_id} {self.hour:%Y-%m-%d %H} {self.count}"
