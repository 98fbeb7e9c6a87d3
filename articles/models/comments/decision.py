from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..append_only import AppendOnlyModel
from ..text_fields import LinesField


class CommentDecision(AppendOnlyModel):
    """Who did what to a comment, when and why; without an actor its writer, or time."""

    class Action(models.TextChoices):
        APPROVE = "approve", pgettext_lazy("comment", "approved")
        HIDE = "hide", pgettext_lazy("comment", "hidden")
        REMOVE = "remove", pgettext_lazy("comment", "removed")
        DELETE = "delete", pgettext_lazy("comment", "deleted by its writer")
        SETTLE = "settle", pgettext_lazy("comment", "reports looked at")
        WITHHOLD = "withhold", pgettext_lazy("comment", "withheld on a claim")
        OBJECT = "object", pgettext_lazy("comment", "its writer objected")
        RESTORE = "restore", pgettext_lazy("comment", "shown again after a claim")
        END = "end", pgettext_lazy("comment", "removed after a claim")
        BAN = "ban", pgettext_lazy("comment", "its writer was banned")
        LIFT = "lift", pgettext_lazy("comment", "the ban was lifted")

    comment = models.ForeignKey("articles.Comment", models.PROTECT, related_name="decisions")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="comment_decisions"
    )
    action = models.CharField(_("action"), max_length=8, choices=Action.choices)
    note = LinesField(_("note"), max_length=1000, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [
            models.Index(fields=("-made_at", "-id"), name="comment_decision_by_time"),
        ]

    def __str__(self):
        return f"{self.get_action_display()} · {self.comment_id}"
