from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..text_fields import LinesField


class CommentPolicy(models.TextChoices):
    """What becomes of new comments."""

    OPEN = "open", pgettext_lazy("comments", "shown at once")
    APPROVE = "approve", pgettext_lazy("comments", "shown once approved")
    CLOSED = "closed", pgettext_lazy("comments", "none are taken")


class CommentRules(models.Model):
    """The one row that says how readers may comment. Sections and articles may say otherwise."""

    policy = models.CharField(
        _("new comments"),
        max_length=7,
        choices=CommentPolicy.choices,
        default=CommentPolicy.APPROVE,
    )
    close_after = models.PositiveSmallIntegerField(
        _("days until comments close"),
        null=True,
        blank=True,
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("Counted from the approval of the article. Empty: they stay open."),
    )
    per_article = models.PositiveSmallIntegerField(
        _("comments of one reader under an article a day"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    apart = models.PositiveSmallIntegerField(
        _("seconds between two comments of one reader"),
        default=60,
        validators=[MaxValueValidator(3600)],
    )
    per_day = models.PositiveSmallIntegerField(
        _("comments of one reader a day"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    links_work = models.BooleanField(_("addresses in comments are links"), default=False)
    has_feed = models.BooleanField(_("comments have a feed"), default=False)
    words = LinesField(
        _("words that make a comment wait"),
        max_length=20_000,
        blank=True,
        help_text=_("One on each line, beside those that the program knows."),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("comment rules")
        constraints = [
            models.CheckConstraint(name="comment_rules_are_one_row", condition=Q(id=1)),
            models.CheckConstraint(
                name="comment_policy_is_known", condition=Q(policy__in=CommentPolicy.values)
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def save(self, **options):
        self.pk = 1
        super().save(**options)

    @classmethod
    def current(cls):
        """Return the rules; unsaved with their defaults while nobody has changed them."""
        return cls.objects.first() or cls(pk=1)
