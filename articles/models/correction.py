from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..pure.paths import path_to
from .append_only import AppendOnlyModel, AppendOnlyQuerySet
from .article import Article
from .text_fields import LinesField


class CorrectionQuerySet(AppendOnlyQuerySet):
    def standing(self):
        """Return the corrections that no later one has superseded."""
        return self.filter(superseded_by__isnull=True)

    def public(self):
        """Return what readers may see: standing corrections of public articles, newest first."""
        articles = Article.objects.public().order_by()
        return self.standing().filter(article__in=articles).order_by("-made_at", "-id")


class Correction(AppendOnlyModel):
    """What the paper says about an article of its own that was wrong or one-sided (바로잡습니다).

    The three kinds are those of 언론중재 및 피해구제 등에 관한 법률 §14, §16 and §17. Never deleted; a
    later one may supersede it.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        REPLY = "reply", _("reply of a person concerned")
        FOLLOW_UP = "follow_up", _("report of how it ended")

    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("article"), related_name="corrections"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = LinesField(_("text"), max_length=3000)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        null=True,
        related_name="corrections",
    )
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("supersedes"),
        null=True,
        related_name="superseded_by",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction notice")
        verbose_name_plural = _("correction notices")
        ordering = ("-made_at", "-id")
        constraints = [
            models.CheckConstraint(
                name="correction_kind_is_known",
                condition=models.Q(kind__in=("correction", "reply", "follow_up")),
            ),
            models.CheckConstraint(name="correction_has_a_text", condition=~models.Q(text="")),
        ]
        indexes = [models.Index(fields=("-made_at", "-id"), name="correction_by_time")]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.article_id}"

    def get_absolute_url(self):
        return f"{path_to('article', self.article_id)}#correction-{self.pk}"
