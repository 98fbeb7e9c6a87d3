from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from ..pure import text
from ..pure.paths import path_to
from .listed_row import ListedRow


class Tag(TagBase):
    """A subject word of articles."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True, allow_unicode=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)

    def slugify(self, tag, i=None):
        slug = text.slug(tag)
        return slug if i is None else f"{slug}-{i}"

    def get_absolute_url(self):
        return path_to("tag", self.slug)


class Tagging(ListedRow, ItemBase):
    """A tag on an article."""

    article_name = "content_object"

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="taggings")

    class Meta:
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")
        constraints = [
            models.UniqueConstraint(fields=("content_object", "tag"), name="tag_once_an_article")
        ]
        indexes = [
            models.Index(
                fields=("tag", "-published_at", "-content_object"), name="tagging_by_tag_and_time"
            )
        ]

    def __str__(self):
        return str(self.tag)
