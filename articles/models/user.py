from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from .text_fields import NameField


class User(AbstractUser):
    """An account of the newsroom. Readers have none."""

    first_name = NameField(_("first name"), max_length=150, blank=True)
    last_name = NameField(_("last name"), max_length=150, blank=True)
    writes_plain_text = models.BooleanField(
        _("write in a plain text field"),
        default=False,
        help_text=_("Instead of the rich editor; a blank line begins a paragraph."),
    )

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return self.get_full_name() or self.username

    def get_full_name(self):
        """Return the name as Koreans write it, the family's first and without a space."""
        return f"{self.last_name}{self.first_name}"

    @property
    def reporter_or_none(self):
        """The public author that writes with this account, None for those who only edit."""
        return getattr(self, "reporter", None)
