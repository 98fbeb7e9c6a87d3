from django.conf import settings
from django.db import models
from django.utils import timezone


class Presence(models.Model):
    """Somebody who has the form of an article open, so that a second person is told."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("article", "user"), name="person_once_an_article")
        ]

    def __str__(self):
        return f"{self.user} · {self.article_id}"
