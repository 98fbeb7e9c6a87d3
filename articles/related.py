"""Which articles belong to an article."""

from datetime import timedelta

from django.db.models import Count

from .models import Article, Tagging

NEARBY = timedelta(days=90)  # keeps the search small in an archive of any size


def articles(article, limit):
    """Return up to `limit` public articles that share most tags with it, newest first.

    When no article does, the newest of its section. Three queries at most.
    """
    public = Article.objects.public().exclude(pk=article.pk).for_cards()
    tags = [tagging.tag_id for tagging in article.taggings.all()]
    shared = (
        Tagging.objects.filter(
            tag__in=tags,
            published_at__gte=article.published_at - NEARBY,
            published_at__lte=article.published_at + NEARBY,
        )
        .exclude(content_object=article)
        .values("content_object")
        .annotate(tags=Count("id"))
        .order_by("-tags", "-content_object_id")
        .values_list("content_object", flat=True)
    )
    # Numbers, not a subquery: with one the archive is walked from its newest article down to these.
    numbers = list(shared[: 3 * limit]) if tags else []
    found = list(public.filter(pk__in=numbers)[:limit]) if numbers else []
    return found or list(public.filter(section=article.section_id)[:limit])
