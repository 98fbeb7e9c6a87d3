from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..pure import markup, text
from ..pure.paths import path_to


class Page(models.Model):
    """A page of fixed text, such as the privacy policy, linked from every footer."""

    title = models.CharField(_("title"), max_length=80)
    slug = models.SlugField(_("address"), max_length=90, unique=True, allow_unicode=True)
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
        self.title = text.tidy_line(self.title)
        self.body = markup.clean(self.body, settings.VIDEO_HOSTS)
        super().save(**options)

    def get_absolute_url(self):
        return path_to("page", self.slug)
