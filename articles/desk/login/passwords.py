"""What may be a password."""

import unicodedata
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...models import Publication

MIN_LEFT = 6  # letters and digits that are not the paper's name
MIN_LABEL = 4  # letters of a part of the address that is a name, and not www or com


class NotThePapersName:
    """Refuses passwords that are the name of the paper, its address or newsstep, and little else."""

    def validate(self, password, user=None):
        left = plain(password)
        names = papers_names()
        if not any(name in left for name in names):
            return
        for name in names:
            left = left.replace(name, "")
        if len(left) < MIN_LEFT:
            raise ValidationError(
                _("This is the name of the paper, which is what strangers try first."),
                code="papers_name",
            )

    def get_help_text(self):
        return _("Not the name of the paper.")


def papers_names():
    """Return the words by which the paper is known, the longest first."""
    host = urlsplit(settings.SITE_URL).hostname
    labels = [label for label in host.split(".") if len(label) >= MIN_LABEL]
    names = {plain(name) for name in ("newsstep", Publication.current().name, host, *labels)}
    return sorted(names - {""}, key=len, reverse=True)


def plain(words):
    """Return the letters and digits only, all small."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(character for character in folded if character.isalnum())
