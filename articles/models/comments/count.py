from django.db import models, transaction
from django.utils import timezone

from .comment import Comment


class CommentCountQuerySet(models.QuerySet):
    @transaction.atomic
    def recount(self, article_id):
        """Count the comments of the article anew, in the transaction of what changed among them."""
        self.get_or_create(article_id=article_id)
        row = self.select_for_update().get(article_id=article_id)  # others wait for the number
        row.count = Comment.objects.counted().filter(article=article_id).count()
        row.changed_at = timezone.now()
        row.save()
        return row.count

    recount.alters_data = True


class CommentCount(models.Model):
    """How many comments an article has, and when something last changed among them."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="comment_count"
    )
    count = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = CommentCountQuerySet.as_manager()

    def __str__(self):
        return f"{self.article_id}: {self.count}"
