from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .text_fields import LineField, LinesField

NEARBY = 40  # characters on either side of a passage, by which it is told from others like it


class Note(models.Model):
    """What somebody of the newsroom wrote about an article before readers see it, or an answer to it.

    `quote` holds the words of the passage as they were; of the article as a whole it is "".
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes")
    text = LinesField(_("text"), max_length=1000)
    quote = LineField(max_length=300, blank=True)
    prefix = LineField(max_length=NEARBY, blank=True)
    suffix = LineField(max_length=NEARBY, blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="settled_notes"
    )

    class Meta:
        verbose_name = pgettext_lazy("desk", "note")
        verbose_name_plural = pgettext_lazy("desk", "notes")
        ordering = ("made_at", "id")
        indexes = [models.Index(fields=("article", "made_at", "id"), name="note_by_article")]
        constraints = [
            models.CheckConstraint(name="note_has_a_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="settled_note_has_its_time",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="answer_has_no_passage_and_is_not_settled",
                condition=Q(parent__isnull=True) | Q(quote="", settled_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.author} · {self.article_id}"
