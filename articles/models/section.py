from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..pure.paths import path_to
from .positioned import PositionedModel
from .text_fields import NameField


class Section(PositionedModel):
    """A part of the paper, such as politics; every article stands in one."""

    name = NameField(_("name"), max_length=40, unique=True)
    slug = models.SlugField(
        pgettext_lazy("of a page", "address"), max_length=90, unique=True, allow_unicode=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("position", "id")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_to("section", self.slug)
