from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..pure.paths import path_to
from .text_fields import NameField

TOWNS = 12  # whose newest article stands on the front
LOOKED_AT = 300  # of the newest articles, for the newest of each town


class RegionQuerySet(models.QuerySet):
    def towns(self):
        """Return the regions that are no provinces divided into others."""
        return self.filter(children=None)

    def in_tree_order(self):
        """Return the provinces in their order, each followed by what lies in it."""
        return self.select_related("parent").order_by(Coalesce("parent", "id"), "id")


class Region(models.Model):
    """A place that articles are about: a province (시·도) or a city or county in one (시·군·구)."""

    name = NameField(_("name"), max_length=40)
    slug = models.SlugField(
        pgettext_lazy("of a page", "address"), max_length=90, unique=True, allow_unicode=True
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        related_name="children",
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("parent", "name"),
                name="region_name_is_unique_in_its_parent",
            ),
            models.UniqueConstraint(
                fields=("name",),
                condition=models.Q(parent__isnull=True),
                name="province_name_is_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="region_is_not_its_own_parent",
            ),
        ]

    def __str__(self):
        return f"{self.parent.name} {self.name}" if self.parent else self.name

    def clean(self):
        # Two levels, so that the list of a province is served by one index.
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": _("A region can belong to a province only.")})
        if self.parent and self.pk and self.children.exists():
            raise ValidationError({"parent": _("A province with regions can't belong to another.")})

    def save(self, **options):
        super().save(**options)
        self.articles.exclude(province=self.province_id).update(province=self.province_id)

    @property
    def province_id(self):
        """The id of the province that the region is or lies in."""
        return self.parent_id or self.pk

    def get_absolute_url(self):
        return path_to("region", self.slug)


def newest_by_town(newest):
    """Return {town: article} of the first of each town among (article, town or None), TOWNS at most."""
    towns = {}
    for article, town in newest:
        if town and len(towns) < TOWNS:
            towns.setdefault(town, article)
    return towns
