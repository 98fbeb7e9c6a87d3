from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..pure import markup
from ..pure.paths import path_to
from .positioned import PositionedModel
from .text_fields import LineField


class Page(PositionedModel):
    """A page of fixed text, such as the privacy policy, linked from every footer."""

    title = LineField(pgettext_lazy("of a page", "title"), max_length=80)
    slug = models.SlugField(
        pgettext_lazy("of a page", "address"), max_length=90, unique=True, allow_unicode=True
    )
    body = models.TextField(_("body"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("page of fixed text")
        verbose_name_plural = _("pages of fixed text")
        ordering = ("position", "id")

    def __str__(self):
        return self.title

    def save(self, **options):
        self.body = markup.clean(self.body, settings.VIDEO_HOSTS)
        super().save(**options)

    def get_absolute_url(self):
        return path_to("page", self.slug)
