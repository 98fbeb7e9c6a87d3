from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnlyModel
from .validators import NEWSROOM_TIME


class Slot(models.TextChoices):
    """A curated place of the paper."""

    LEAD = "lead", _("front lead")
    LATEST = "latest", _("latest news")
    PHOTO_NEWS = "photo_news", _("photo news")


class PickQuerySet(models.QuerySet):
    def active(self, at=None):
        """Return the picks whose time it is."""
        at = at or timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)


class Pick(models.Model):
    """An article put into a slot, for a time."""

    slot = models.CharField(_("slot"), max_length=12, choices=Slot.choices)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="picks"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    starts_at = models.DateTimeField(_("from"), default=timezone.now, validators=NEWSROOM_TIME)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True, validators=NEWSROOM_TIME)
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("picked by"),
        null=True,
        editable=False,
        related_name="picks",
    )

    objects = PickQuerySet.as_manager()

    class Meta:
        verbose_name = _("pick")
        verbose_name_plural = _("picks")
        ordering = ("slot", "position", "-starts_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=("slot", "article"), name="article_once_a_slot"),
            models.CheckConstraint(
                name="pick_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must be later than the beginning."),
            ),
            models.CheckConstraint(
                name="pick_position_counts_from_one", condition=Q(position__gte=1)
            ),
        ]
        indexes = [
            models.Index(fields=("starts_at",), name="pick_by_start"),
            models.Index(fields=("ends_at",), name="pick_by_end"),
        ]

    def __str__(self):
        return f"{self.get_slot_display()} {self.position}"


class SlotChange(AppendOnlyModel):
    """One change of a slot (편성 기록). Its number is the version of the slot after it, so that two
    editors who saw the same version can't both change it.
    """

    class Action(models.TextChoices):
        PICK = "pick", _("put in")
        MOVE = "move", _("moved")
        RETIME = "retime", _("given another time")
        UNPICK = "unpick", _("taken out")

    slot = models.CharField(_("slot"), max_length=12, choices=Slot.choices)
    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("action"), max_length=8, choices=Action.choices)
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, verbose_name=_("article"), related_name="slot_changes"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        null=True,
        related_name="slot_changes",
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("change of a slot")
        verbose_name_plural = _("changes of slots")
        ordering = ("-made_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=("slot", "number"), name="slot_change_number_is_unique")
        ]

    def __str__(self):
        return f"{self.get_slot_display()} {self.number}"
