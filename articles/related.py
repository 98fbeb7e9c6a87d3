"""Which articles belong to an article."""

from datetime import timedelta

from django.db.models import Count

from .models import Article

NEARBY = timedelta(days=90)  # keeps the search small in an archive of any size


def articles(article, limit):
    """Return up to `limit` public articles that share the most tags with it, the nearest first.

    Without tags, the newest of its section. One query.
    """
    tags = [tagging.tag_id for tagging in article.taggings.all()]
    public = Article.objects.public().exclude(pk=article.pk)
    if not tags:
        return list(public.filter(section=article.section_id).for_cards()[:limit])
    return list(
        public.filter(
            taggings__tag__in=tags,
            taggings__published_at__gte=article.published_at - NEARBY,
            taggings__published_at__lte=article.published_at + NEARBY,
        )
        .for_cards()
        .annotate(shared=Count("taggings"))
        .order_by("-shared", "-published_at")[:limit]
    )
