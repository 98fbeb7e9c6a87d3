from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..pure.paths import path_to
from .comments.rules import CommentPolicy
from .positioned import PositionedModel
from .text_fields import NameField


class Section(PositionedModel):
    """A part of the paper, such as politics; every article stands in one."""

    name = NameField(_("name"), max_length=40, unique=True)
    slug = models.SlugField(
        pgettext_lazy("of a page", "address"), max_length=90, unique=True, allow_unicode=True
    )
    # None: as the paper does.
    comment_policy = models.CharField(
        _("new comments"), max_length=7, choices=CommentPolicy.choices, null=True, blank=True
    )
    is_opinion = models.BooleanField(
        _("opinion"),
        default=False,
        help_text=_("The front shows who writes: the portrait and the name beside each headline."),
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
