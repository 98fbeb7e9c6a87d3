"""What somebody concerned asks the paper to put right (정정·반론·추후보도 청구)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .article import Article
from .correction import Correction
from .text_fields import LineField, LinesField

# 언론중재 및 피해구제 등에 관한 법률 §15 ② and ③, which §16 and §17 apply to the other two kinds.
ANSWER_WITHIN = timedelta(days=3)  # of receipt, whether it is accepted
PUBLISH_WITHIN = timedelta(days=7)  # of receipt, what was accepted


class CorrectionRequestQuerySet(models.QuerySet):
    def due_by(self, day):
        """Return those that need an answer, or what was promised, on that day or before; the first due first."""
        waiting = Q(state="open", received_on__lte=day - ANSWER_WITHIN)
        waiting |= Q(state="accepted", received_on__lte=day - PUBLISH_WITHIN)
        return self.filter(waiting).order_by("received_on", "pk")


class CorrectionRequest(models.Model):
    """A claim against an article: who asks for what, since when, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("correction request", "to be answered")
        ACCEPTED = "accepted", pgettext_lazy("correction request", "accepted, to be published")
        REFUSED = "refused", pgettext_lazy("correction request", "refused")
        SETTLED = "settled", pgettext_lazy("correction request", "settled by a correction")

    article = models.ForeignKey(Article, models.PROTECT, related_name="correction_requests")
    kind = models.CharField(_("kind"), max_length=10, choices=Correction.Kind.choices)
    asked_by = LineField(_("who asks"), max_length=100)
    wants = LinesField(_("what is asked for"), max_length=3000)
    received_on = models.DateField(_("received on"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = LinesField(_("reason of the refusal"), max_length=1000, blank=True)
    correction = models.ForeignKey(Correction, models.PROTECT, null=True, related_name="requests")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-received_on", "-id")
        constraints = [
            models.CheckConstraint(
                name="a_refused_request_has_its_reason",
                condition=~Q(state="refused") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_settled_request_has_its_correction",
                condition=Q(state="settled", correction__isnull=False)
                | (~Q(state="settled") & Q(correction__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(
                fields=("received_on",),
                condition=Q(state__in=("open", "accepted")),
                name="request_that_waits",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.asked_by}"

    @property
    def due_on(self):
        """The day by which it is to be answered, or what was promised published; None when it is done."""
        within = {"open": ANSWER_WITHIN, "accepted": PUBLISH_WITHIN}.get(self.state)
        return within and self.received_on + within
