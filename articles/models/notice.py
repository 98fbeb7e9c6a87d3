from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class NoticeQuerySet(models.QuerySet):
    def unseen(self):
        """Return those that nobody has looked at yet."""
        return self.filter(seen_at__isnull=True)


class Notice(models.Model):
    """What one person of the newsroom is told: what happened, to which article and by whom."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("notice", "an article waits for approval")
        SENT_BACK = "sent_back", pgettext_lazy("notice", "an article was sent back")
        APPROVED = "approved", pgettext_lazy("notice", "an article was approved")
        CHANGED = "changed", pgettext_lazy("notice", "somebody else changed an article")
        MENTIONED = "mentioned", pgettext_lazy("notice", "somebody wrote to me about an article")
        ASSIGNED = "assigned", pgettext_lazy("notice", "something was assigned to me")
        SLOT_RUNS_DRY = "slot_runs_dry", pgettext_lazy("notice", "a slot runs dry")
        CORRECTION_DUE = "correction_due", pgettext_lazy("notice", "a correction is due")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="notices"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    words = models.TextField(blank=True)  # such as the reason of a step, as its writer typed it
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [models.Index(fields=("user", "-made_at", "-id"), name="notice_by_user_and_time")]

    def __str__(self):
        return f"{self.user} · {self.get_kind_display()}"
