from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """The address that an article had in an older system."""

    path = models.CharField(_("old address"), max_length=500, unique=True)
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="redirects")

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self):
        return self.path
