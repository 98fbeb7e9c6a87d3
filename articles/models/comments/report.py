from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..text_fields import LinesField


class CommentReport(models.Model):
    """That a reader reported a comment, and why; once a visitor."""

    class Reason(models.TextChoices):
        ABUSE = "abuse", pgettext_lazy("report", "insults or swearing")
        HATE = "hate", pgettext_lazy("report", "hatred or discrimination")
        PRIVACY = "privacy", pgettext_lazy("report", "personal data")
        DEFAMATION = "defamation", pgettext_lazy("report", "harms my name or my rights")
        SPAM = "spam", pgettext_lazy("report", "advertising or the same again and again")
        LEWD = "lewd", pgettext_lazy("report", "lewd")
        OTHER = "other", pgettext_lazy("report", "something else")

    comment = models.ForeignKey("articles.Comment", models.CASCADE, related_name="reports")
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    words = LinesField(pgettext_lazy("report", "more about it"), max_length=500, blank=True)
    visitor = models.BinaryField(max_length=16, null=True)
    network = models.BinaryField(max_length=16, null=True)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("comment", "visitor"),
                condition=Q(visitor__isnull=False),
                name="one_report_of_a_visitor",
            )
        ]
        indexes = [
            models.Index(
                fields=("comment",),
                condition=Q(settled_at__isnull=True),
                name="report_that_waits",
            ),
            models.Index(fields=("network", "-made_at"), name="report_by_network"),
        ]

    def __str__(self):
        return f"{self.comment_id} · {self.get_reason_display()}"
