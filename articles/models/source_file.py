from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils._os import safe_join
from django.utils.translation import gettext_lazy as _

from .text_fields import LineField


class SourceFileQuerySet(models.QuerySet):
    def waiting(self, user):
        """Return those that the user has sent for an article that is not saved yet."""
        return self.filter(article__isnull=True, uploaded_by=user)


class SourceFile(models.Model):
    """A paper that an article is written from, such as a press release. Readers never get it."""

    class Kind(models.TextChoices):
        HWP = "hwp", "HWP"
        HWPX = "hwpx", "HWPX"
        PDF = "pdf", "PDF"

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="source_files"
    )
    # The name of its file, which no other has, so that whoever removes one removes no other.
    key = models.CharField(max_length=32, unique=True)
    name = LineField(max_length=255)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")
        ordering = ("id",)

    def __str__(self):
        return self.name

    @property
    def path(self):
        """Where its file lies: within the folder, whatever database was restored."""
        return Path(safe_join(settings.SOURCES_ROOT, self.key))
