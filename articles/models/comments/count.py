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

    @transaction.atomic
    def recount_many(self, articles):
        """Count the comments of articles by their numbers anew, and the replies to each comment."""
        now = timezone.now()
        comments = Comment.objects.filter(article__in=articles).order_by()
        counted = comments.counted(now)
        count = dict(counted.values_list("article").annotate(models.Count("pk")))
        rows = [self.model(article_id=n, count=count.get(n, 0), changed_at=now) for n in articles]
        self.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["count", "changed_at"],
        )
        replies = counted.filter(parent__isnull=False).values_list("parent")
        replies = dict(replies.annotate(models.Count("pk")))
        may_differ = models.Q(pk__in=replies) | models.Q(reply_count__gt=0)
        answered = list(comments.filter(may_differ).only("reply_count"))
        for comment in answered:
            comment.reply_count = replies.get(comment.pk, 0)
        Comment.objects.bulk_update(answered, ["reply_count"], batch_size=500)

    recount.alters_data = recount_many.alters_data = True


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
