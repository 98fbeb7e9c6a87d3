"""What whoever moderates is told of: that comments wait, that some were reported. Once an hour."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...models import Comment, Notice, User
from .. import notices
from .moderating import MODERATE

WAITS = _("A comment waits for the desk.")
REPORTED = _("A reader reported a comment.")


def moderators():
    """Return everybody who decides about comments."""
    return User.objects.with_perm(MODERATE).filter(is_staff=True)


def tell_of_waiting(comment):
    """Tell them that the comment waits, unless others waited before it."""
    if not Comment.objects.waiting().exclude(pk=comment.pk).exists():
        tell("waiting", WAITS)


def tell_of_report():
    """Tell them that a comment was reported."""
    tell("reported", REPORTED)


def tell(what, words):
    """Tell them, unless this hour has told them already: a flood is one notice."""
    occasion = f"comments:{what}:{timezone.now():%Y-%m-%dT%H}"
    if not Notice.objects.filter(occasion=occasion).exists():
        kind = Notice.Kind.COMMENTS_WAIT
        notices.tell(kind, moderators(), words=str(words), occasion=occasion)
