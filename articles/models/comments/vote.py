from django.db import models
from django.utils import timezone


class CommentVote(models.Model):
    """That a visitor agrees or disagrees with a comment; forgotten with the visitor, not its count."""

    comment = models.ForeignKey("articles.Comment", models.CASCADE, related_name="votes")
    visitor = models.BinaryField(max_length=16)
    network = models.BinaryField(max_length=16)
    agrees = models.BooleanField()
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("comment", "visitor"), name="one_vote_of_a_visitor")
        ]
        indexes = [models.Index(fields=("comment", "network"), name="vote_by_network")]

    def __str__(self):
        return f"{self.comment_id} {'+' if self.agrees else '-'}"
