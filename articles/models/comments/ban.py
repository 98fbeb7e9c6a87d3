from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from ..text_fields import LineField


class CommentBan(models.Model):
    """That a visitor, or everybody of a network, may not write for a time; the comment it is for."""

    comment = models.ForeignKey("articles.Comment", models.PROTECT, related_name="bans")
    visitor = models.BinaryField(max_length=16, null=True)
    network = models.BinaryField(max_length=16, null=True)
    reason = LineField(pgettext_lazy("ban", "reason"), max_length=200, blank=True)
    until = models.DateTimeField(pgettext_lazy("ban", "until"))
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [
            models.Index(fields=("visitor", "until"), name="ban_of_a_visitor"),
            models.Index(fields=("network", "until"), name="ban_of_a_network"),
        ]
        constraints = [
            models.CheckConstraint(
                name="ban_ends_after_it_begins", condition=Q(until__gte=models.F("made_at"))
            )
        ]

    def __str__(self):
        return f"{self.comment_id} {self.until:%Y-%m-%d %H:%M}"
