"""How often articles are read, and which of them most."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from .models import Article, HourlyViews

WINDOWS = {
    "daily": timedelta(hours=24),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
}


def count(article_id, at=None):
    """Add one read to the article's hour. Returns whether there is such a public article."""
    at = at or timezone.now()
    if not Article.objects.public(at).filter(pk=article_id).exists():
        return False
    hour = at.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        row, _ = HourlyViews.objects.get_or_create(article_id=article_id, hour=hour)
        HourlyViews.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return True


def most_viewed(window, limit, section=None):
    """Return the `limit` most read public articles of a window, the most read first.

    `window` is a key of WINDOWS; `section` narrows to one. Two queries. Few readers make a
    short list: it holds what was read, and nothing else.
    """
    now = timezone.now()
    reads = HourlyViews.objects.filter(
        hour__gt=now - WINDOWS[window],
        article__in_most_viewed=True,
        article__status=Article.Status.APPROVED,
        article__published_at__lte=now,
    )
    if section:
        reads = reads.filter(article__section=section)
    ranked = list(
        reads.values("article")
        .annotate(reads=Sum("count"))
        .order_by("-reads", "-article")
        .values_list("article", flat=True)[:limit]
    )
    found = {a.pk: a for a in Article.objects.public(now).for_cards().filter(pk__in=ranked)}
    return [found[pk] for pk in ranked if pk in found]
