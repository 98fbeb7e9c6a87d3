from django.conf import settings
from django.db import models
from django.utils import timezone


class KeptText(models.Model):
    """What somebody types into the form of an article and has not saved; nobody else reads it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_texts")
    # None of a new one; a text outlives its article.
    article = models.ForeignKey(
        "articles.Article", models.SET_NULL, null=True, related_name="kept_texts"
    )
    token = models.CharField(max_length=32)  # of the window that it is typed in
    record = models.TextField()  # the JSON that the browser keeps too, as it sent it
    title = models.CharField(max_length=200, blank=True)  # its headline, or its first words
    kept_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "token"), name="text_kept_once_a_window")
        ]

    def __str__(self):
        # Whoever deletes an account is shown this, and nothing of the text.
        return f"{self.user} · {self.token[:8]}"
