from django.db import models

from .searched import SearchedQuerySet


class ListedRowQuerySet(SearchedQuerySet):
    def bulk_create(self, objs, *args, **options):
        rows = list(objs)
        for row in rows:
            row.take_time()
        return super().bulk_create(rows, *args, **options)

    bulk_create.alters_data = True


class ListedRow(models.Model):
    """A row that puts an article into a list, which one index serves in order.

    It has the article's own time while that is approved. Whoever writes the row or the article need
    not think of it: both take care of it.
    """

    article_name = "article"  # of the relation to the article

    published_at = models.DateTimeField(null=True, editable=False)

    objects = ListedRowQuerySet.as_manager()

    class Meta:
        abstract = True

    def take_time(self):
        """Take the time of the article."""
        self.published_at = getattr(self, self.article_name).listed_at

    def save(self, **options):
        self.take_time()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "published_at"}
        super().save(**options)
