"""임시조치: a comment withheld for a time because somebody claims that it violates their rights."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..text_fields import LineField, LinesField

# 정보통신망 이용촉진 및 정보보호 등에 관한 법률 §44의2 ④: at most thirty days.
LASTS = timedelta(days=30)


class CommentMeasure(models.Model):
    """One measure against a comment: what the claimant and its writer say, and how it ended.

    While it runs, `Comment.withheld_until` is its end and `Comment.is_contested` tells whether the
    writer objected. At the end a contested comment is shown again and any other is gone.
    """

    class Outcome(models.TextChoices):
        RESTORED = "restored", pgettext_lazy("measure", "shown again")
        REMOVED = "removed", pgettext_lazy("measure", "removed")

    comment = models.ForeignKey("articles.Comment", models.PROTECT, related_name="measures")
    claimant = LineField(pgettext_lazy("measure", "who claims"), max_length=100)
    claim = LinesField(pgettext_lazy("measure", "what is claimed"), max_length=3000)
    statement = LinesField(
        pgettext_lazy("measure", "what the writer says"), max_length=3000, blank=True
    )
    stated_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField()
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome.choices, blank=True, default=""
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(  # None: it ended by itself
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-begun_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("comment",),
                condition=Q(outcome=""),
                name="one_running_measure_of_a_comment",
            ),
            models.CheckConstraint(
                name="ended_measure_has_its_time",
                condition=Q(outcome="", ended_at__isnull=True)
                | (~Q(outcome="") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.comment_id} · {self.claimant}"
