from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

MAX_RELATED = 10  # articles that one article is given by hand


class Related(models.Model):
    """An article that readers are led to from another one, chosen by hand; it may not be public."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="related")
    to = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")
        default_permissions = ()
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=("article", "to"), name="related_once_an_article"),
            models.CheckConstraint(
                name="article_is_not_related_to_itself", condition=~models.Q(article=F("to"))
            ),
        ]

    def __str__(self):
        return f"{self.article_id} → {self.to_id}"
