"""What the article page shows, in at most seven queries, each compiled once."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from .models import Article, ArticlePhoto, Byline, Correction, Tagging
from .models.prepared import Prepared

NEARBY = timedelta(days=90)  # after an article, what may be related to it
PER_TAG = 100  # taggings of each tag that are looked at, however many there are
RELATED = 5

ARTICLE = Prepared(
    lambda number, now: Article.objects.ever_public(now).filter(pk=number).for_page()
)
PARTS = {
    "bylines": Prepared(
        lambda number: Byline.objects.filter(article=number).select_related("reporter__photo")
    ),
    "article_photos": Prepared(
        lambda number: ArticlePhoto.objects.filter(article=number).select_related("photo")
    ),
    "taggings": Prepared(
        lambda number: (
            Tagging.objects.filter(content_object=number).select_related("tag").order_by("pk")
        )
    ),
    "corrections": Prepared(lambda number: Correction.objects.filter(article=number)),
}
CARDS = Prepared(lambda now, *numbers: Article.objects.public(now).cards_of(numbers))
OF_SECTION = Prepared(
    lambda now, section, number: (
        Article.objects.public(now).filter(section=section).exclude(pk=number).for_cards()[:RELATED]
    )
)
# Each tag is read from its index, in order: the newest up to a moment.
OF_TAG = """
    SELECT * FROM (
        SELECT content_object_id AS number FROM articles_tagging
        WHERE tag_id = %s AND published_at <= %s
        ORDER BY published_at DESC, content_object_id DESC LIMIT %s
    ) AS of_tag
"""
SHARING = """
    SELECT number FROM ({of_tags}) AS sharing WHERE number <> %s
    GROUP BY number ORDER BY COUNT(*) DESC, number DESC LIMIT %s
"""


def find(number):
    """Return the article with the number that is or was public, else None."""
    return next(iter(ARTICLE(number, timezone.now())), None)


def complete(article):
    """Return the article with all that its page shows of it. Four queries."""
    # Where `prefetch_related` puts what it found, so that `article.bylines.all()` asks nothing.
    article._prefetched_objects_cache = {name: rows(article.pk) for name, rows in PARTS.items()}
    return article


def related(article):
    """Return up to RELATED public articles that share most tags with it, newest first.

    When no article does, the newest of its section. Three queries at most.
    """
    now = timezone.now()
    numbers = sharing_tags(article, min(now, article.published_at + NEARBY))
    if found := CARDS(now, *numbers) if numbers else ():
        return sorted(found, key=lambda card: (card.published_at, card.pk), reverse=True)
    return list(OF_SECTION(now, article.section_id, article.pk))


def sharing_tags(article, until):
    """Return the numbers of articles up to a moment that share most tags with the article."""
    tags = [tagging.tag_id for tagging in article.taggings.all()]
    if not tags:
        return []
    at = connection.ops.adapt_datetimefield_value(until)
    values = [value for tag in tags for value in (tag, at, PER_TAG)]
    with connection.cursor() as cursor:
        cursor.execute(
            SHARING.format(of_tags=" UNION ALL ".join([OF_TAG] * len(tags))),
            [*values, article.pk, RELATED],
        )
        return [number for (number,) in cursor.fetchall()]
