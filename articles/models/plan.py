from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..pure import days
from .slot import Slot
from .text_fields import LineField, LinesField


class Plan(models.Model):
    """What the newsroom means to report on a day: what it is about, who goes, for which page."""

    PLANNED, CANCELLED = "planned", "cancelled"  # states besides those of its article

    day = models.DateField(
        _("day"),
        validators=(MinValueValidator(days.FIRST_DAY), MaxValueValidator(days.LAST_DAY)),
    )
    time = models.TimeField(pgettext_lazy("of a day", "time"), null=True, blank=True)
    title = LineField(_("working title"), max_length=200)
    notes = LinesField(
        pgettext_lazy("of a plan", "notes"),
        max_length=5000,
        blank=True,
        help_text=_("Place, people, numbers. Whoever writes sees them; readers never do."),
    )
    section = models.ForeignKey(
        "articles.Section",
        models.SET_NULL,
        verbose_name=_("for which section"),
        null=True,
        blank=True,
        related_name="plans",
    )
    slot = models.CharField(
        _("for which slot"), max_length=12, choices=Slot.choices, blank=True, default=""
    )
    reporters = models.ManyToManyField(
        "articles.Reporter", verbose_name=_("assigned to"), blank=True, related_name="plans"
    )
    article = models.OneToOneField(
        "articles.Article",
        models.SET_NULL,
        verbose_name=_("article"),
        null=True,
        blank=True,
        related_name="plan",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("planned by"),
        null=True,
        editable=False,
        related_name="plans",
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    edit_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("of the newsroom", "plan")
        verbose_name_plural = pgettext_lazy("of the newsroom", "plans")
        ordering = ("day", models.F("time").asc(nulls_last=True), "id")
        indexes = [models.Index(fields=("day",), name="plan_by_day")]
        constraints = [
            models.CheckConstraint(name="plan_has_a_title", condition=~models.Q(title=""))
        ]

    def __str__(self):
        return self.title

    @property
    def state(self):
        """The word cancelled, the state of its article, or planned while there is none."""
        if self.cancelled_at:
            return self.CANCELLED
        return self.article.state if self.article else self.PLANNED

    @property
    def state_label(self):
        """The state in the words of the newsroom."""
        own = {
            self.PLANNED: pgettext_lazy("state of a plan", "planned"),
            self.CANCELLED: pgettext_lazy("state of a plan", "cancelled"),
        }
        return own.get(self.state) or self.article.state_label
