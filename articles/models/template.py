from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..pure import markup
from .positioned import PositionedModel
from .text_fields import LineField, LinesField, NameField


class Template(PositionedModel):
    """What an article of a kind that comes again and again begins with, such as an obituary."""

    name = NameField(pgettext_lazy("of a template", "name"), max_length=40, unique=True)
    headline = LineField(_("headline"), max_length=200, blank=True)
    subheading = LinesField(_("subheading"), max_length=500, blank=True)
    body = models.TextField(_("body"), blank=True)
    section = models.ForeignKey(
        "articles.Section",
        models.SET_NULL,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="+",
    )
    region = models.ForeignKey(
        "articles.Region",
        models.SET_NULL,
        verbose_name=_("region"),
        null=True,
        blank=True,
        related_name="+",
    )
    tags = LineField(_("tags"), max_length=500, blank=True, help_text=_("Separated by commas."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("of an article", "template")
        verbose_name_plural = pgettext_lazy("of an article", "templates")
        ordering = ("position", "id")

    def __str__(self):
        return self.name

    def save(self, **options):
        self.body = markup.clean(self.body, settings.VIDEO_HOSTS)
        super().save(**options)

    def beginning(self):
        """Return what a new article holds at first, as {name of the field: value}."""
        texts = {name: getattr(self, name) for name in ("headline", "subheading", "body", "tags")}
        return texts | {"section": self.section_id, "region": self.region_id}
