from django.db import models
from django.utils.translation import gettext_lazy as _

from ..pure import addresses


class RedirectQuerySet(models.QuerySet):
    def leading(self, address, names, with_twins=True, by_path=True):
        """Return the Redirect that an `addresses.Address` means, None without one.

        `names` are the parameters that identify articles. Twins are addresses of the same article
        for telephones and printers; they lead to it when they lead to no other. Without `by_path`
        a parameter must tell which article is meant.
        """
        keys = addresses.keys(address, names)[: None if by_path else -1]
        twin = addresses.twin(address, names) if with_twins else ""
        asked = models.Q(path__in=keys) | models.Q(twin=twin) if twin else models.Q(path__in=keys)
        rows = list(self.filter(asked).select_related("article")[:100])
        exact = {row.path: row for row in rows}
        for key in keys:
            if key in exact:
                return exact[key]
        rows = [
            row for row in rows if addresses.are_twins(address.path, row.path.partition("?")[0])
        ]
        return rows[0] if len({row.article_id for row in rows}) == 1 else None


class Redirect(models.Model):
    """The address that an article had in an older system, as `addresses.key` writes it."""

    path = models.CharField(_("old address"), max_length=500, unique=True)
    twin = models.CharField(max_length=500, blank=True)  # what addresses.twin says
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="redirects")

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        indexes = [models.Index(fields=["twin"], name="old_address_by_twin")]

    def __str__(self):
        return self.path
