import functools

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnlyModel
from .article import Article
from .prepared import Prepared
from .text_fields import LinesField


@functools.cache
def newest(action):
    """Return what reads when a public article was last changed by an action."""

    def times(now):
        public = Article.objects.public(now).filter(pk=OuterRef("article"))
        changes = Decision.objects.filter(Exists(public), action=action)
        return changes.order_by("-made_at", "-id").values_list("made_at", flat=True)[:1]

    return Prepared(times)


class Decision(AppendOnlyModel):
    """Who moved which article where, when and why (승인 원장)."""

    class Action(models.TextChoices):
        SUBMIT = "submit", _("submitted for approval")
        TAKE_BACK = "take_back", _("taken back")
        SEND_BACK = "send_back", _("sent back")
        APPROVE = "approve", _("approved")
        WITHDRAW = "withdraw", _("withdrawn")
        RESTORE = "restore", _("restored")
        IMPORT = "import", _("imported as approved")
        REVISE = "revise", _("revised while live")
        OPEN_COPY = "open_copy", _("working copy opened")
        MERGE = "merge", _("working copy approved into the article")
        DISCARD = "discard", _("working copy discarded")
        CORRECT = "correct", _("correction notice added")
        EXCLUDE = "exclude", _("excluded from or admitted to a list")

    article = models.ForeignKey(
        "articles.Article", models.PROTECT, verbose_name=_("article"), related_name="decisions"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        null=True,
        related_name="decisions",
    )
    action = models.CharField(_("action"), max_length=12, choices=Action.choices)
    note = LinesField(_("note"), max_length=1000, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    content_hash = models.CharField(_("content hash"), max_length=64)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("ledger of approval")
        ordering = ("-made_at", "-id")
        indexes = [
            models.Index(fields=("article", "-made_at"), name="decision_by_article"),
            models.Index(fields=("-made_at", "-id"), name="decision_by_time"),
            models.Index(fields=("action", "-made_at", "-id"), name="decision_by_action"),
        ]

    def __str__(self):
        return f"{self.get_action_display()} · {self.article_id}"

    @classmethod
    def last_change(cls):
        """Return when a public article last got another text or a correction, None when none did.

        A query for each such action, for each is read from its index, the newest first.
        """
        now = timezone.now()
        actions = (cls.Action.REVISE, cls.Action.MERGE, cls.Action.CORRECT)
        return max((at for action in actions for at in newest(action)(now)), default=None)
