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


def ranked(window, limit, section=None):
    """Return the ids of the `limit` most read articles of a window, the most read first.

    `window` is a key of WINDOWS; `section` narrows to one. Reads alone decide: which of them
    a reader may see now, `most_viewed` asks.
    """
    reads = HourlyViews.objects.filter(hour__gt=timezone.now() - WINDOWS[window])
    if section:
        reads = reads.filter(article__section=section)
    return list(
        reads.values("article_id")
        .annotate(reads=Sum("count"))
        .filter(reads__gt=0)
        .order_by("-reads", "-article_id")
        .values_list("article_id", flat=True)[:limit]
    )


def most_viewed(ids, limit):
    """Return the first `limit` public articles of ranked ids, in their order. One query.

    Few readers make a short list: it holds what was read, and nothing else.
    """
    public = Article.objects.public().filter(in_most_viewed=True).for_cards()
    found = {article.pk: article for article in public.filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found][:limit]
