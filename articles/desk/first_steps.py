"""What a new paper needs before its first article can be read, and which of it is there."""

from django.conf import settings
from django.db import transaction

from ..models import Article, Publication, Region, Reporter, Section
from .refusals import NotAllowed


def steps(publication):
    """Return {name of a step: whether it is done}, in the order in which one takes them."""
    return {
        "imprint": not publication.missing(),
        "sections": Section.objects.exists(),
        "regions": Region.objects.exists(),
        "people": Reporter.objects.filter(user__isnull=False).exists(),
        "article": Article.objects.public().exists(),
        "address": settings.IS_HTTPS and not settings.IS_LOCAL,
        "mail": bool(settings.EMAIL_URL),
    }


@transaction.atomic
def put_away(by, is_away=True):
    """Take the list of steps from the publishers' first screen, or bring it back. Raises NotAllowed."""
    if not (by.is_active and by.is_superuser):
        raise NotAllowed
    Publication.objects.get_or_create(pk=1)
    Publication.objects.update(steps_put_away=is_away)
