from django.db import models


class CountedView(models.Model):
    """That a visitor's view of an article is counted, for as long as another does not count.

    The visitor is a hash that nobody can tell from another one once the key of its day is gone.
    """

    pk = models.CompositePrimaryKey("visitor", "article")
    visitor = models.BinaryField(max_length=16)
    # Written many times a second for what is known to be there, and gone within the hour.
    article = models.ForeignKey(
        "articles.Article",
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    counted_at = models.BigIntegerField()  # seconds since 1970: any clock compares them

    class Meta:
        indexes = [models.Index(fields=("counted_at",), name="counted_view_by_time")]

    def __str__(self):
        return f"{self.article_id} {self.counted_at}"


class VisitorKey(models.Model):
    """The secret of a day with which visitors are hashed; forgotten when the day is over."""

    day = models.DateField(primary_key=True)
    key = models.BinaryField(max_length=32)

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"
