from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..pure.paths import path_to
from .listed_row import ListedRow
from .text_fields import LineField, LinesField, NameField


class Reporter(models.Model):
    """A public author; need not have an account."""

    name = NameField(_("name"), max_length=40)
    title = LineField(_("title"), max_length=40, blank=True, default="기자")
    email = models.EmailField(_("email address"), blank=True)
    photo = models.ForeignKey(
        "articles.Photo",
        models.SET_NULL,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        related_name="+",
    )
    biography = LinesField(_("biography"), max_length=1000, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account"),
        null=True,
        blank=True,
    )
    is_active = models.BooleanField(_("writes for us now"), default=True)

    class Meta:
        verbose_name = _("reporter")
        verbose_name_plural = _("reporters")
        ordering = ("name", "id")

    def __str__(self):
        return f"{self.name} {self.title}".strip()

    def get_absolute_url(self):
        return path_to("reporter", self.pk)


class Byline(ListedRow):
    """A reporter of an article, in the order in which they are named."""

    searched_number = "article_id"
    searched_fields = ("reporter", "title")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    reporter = models.ForeignKey(
        Reporter, models.PROTECT, verbose_name=_("reporter"), related_name="bylines"
    )
    title = LineField(
        _("title"),
        max_length=40,
        blank=True,
        help_text=_("As printed here. Empty: the reporter's present one."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ("order", "id")
        constraints = [
            models.UniqueConstraint(fields=("article", "reporter"), name="reporter_once_an_article")
        ]
        indexes = [
            models.Index(
                fields=("reporter", "-published_at", "-article"),
                name="byline_by_reporter_and_time",
            )
        ]

    def __str__(self):
        return f"{self.reporter.name} {self.title}" if self.title else str(self.reporter)
