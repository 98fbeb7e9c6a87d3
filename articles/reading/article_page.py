"""What the article page shows, in at most seven queries, each compiled once."""

import functools
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from ..models import Article, ArticlePhoto, Byline, Correction, Tagging
from ..models.prepared import Prepared, stored

NEARBY = timedelta(days=90)  # after an article, what may be related to it
PER_TAG = 50  # taggings of each tag that are looked at, however many there are
RELATED = 5
OF_REGION = 5  # articles of its region

ARTICLE = Prepared(
    lambda number, now: Article.objects.ever_public(now).filter(pk=number).for_page()
)
PARTS = {
    "bylines": Prepared(
        lambda number: Byline.objects.filter(article=number).select_related("reporter__photo")
    ),
    "article_photos": Prepared(
        lambda number: ArticlePhoto.objects.filter(
            article=number, photo__withdrawn_at__isnull=True
        ).select_related("photo")
    ),
    "taggings": Prepared(
        lambda number: (
            Tagging.objects.filter(content_object=number).select_related("tag").order_by("pk")
        )
    ),
    "corrections": Prepared(lambda number: Correction.objects.filter(article=number)),
}
# Each tag is read from its index, in order: the newest up to a moment.
OF_TAG = """
    SELECT * FROM (
        SELECT content_object_id AS number, published_at FROM articles_tagging
        WHERE tag_id = %s AND published_at <= %s
        ORDER BY published_at DESC, content_object_id DESC LIMIT %s
    ) AS of_tag
"""
# By hand, in the order of the newsroom, as far as readers may see them.
CHOSEN = """
    SELECT related.to_id AS number, related.position AS place, article.published_at
    FROM articles_related AS related JOIN articles_article AS article ON article.id = related.to_id
    WHERE related.article_id = %s AND related.to_id <> %s
      AND article.status = %s AND article.published_at <= %s
"""
SHARING = """
    SELECT number, published_at FROM ({of_tags}) AS tagged
    WHERE number <> %s AND number NOT IN (SELECT number FROM chosen)
    GROUP BY number, published_at ORDER BY COUNT(*) DESC, number DESC LIMIT %s
"""
OF_SECTION = """
    SELECT id AS number, published_at FROM articles_article
    WHERE section_id = %s AND status = %s AND published_at <= %s AND id <> %s
      AND id NOT IN (SELECT number FROM chosen)
    ORDER BY published_at DESC, id DESC LIMIT %s
"""
SHARING_OR_OF_SECTION = """
    SELECT * FROM sharing UNION ALL
    SELECT * FROM ({of_section}) AS of_section WHERE NOT EXISTS (SELECT 1 FROM sharing)
"""
CHOSEN_THEN_BY_TIME = """
    WITH chosen AS ({chosen}), {sharing} automatic AS ({automatic})
    SELECT number, place, published_at FROM chosen
    UNION ALL SELECT number, {behind} AS place, published_at FROM automatic
    ORDER BY place, published_at DESC, number DESC
"""
BEHIND = 32768  # the place of all that nobody chose


def find(number):
    """Return the article with the number that is or was public, else None."""
    return next(iter(ARTICLE(number, timezone.now())), None)


def complete(article):
    """Return the article with all that its page shows of it. Four queries."""
    # Where `prefetch_related` puts what it found, so that `article.bylines.all()` asks nothing.
    article._prefetched_objects_cache = {name: rows(article.pk) for name, rows in PARTS.items()}
    return article


def context(article):
    """Return what the template of its page is given of a complete article."""
    return {
        "article": article,
        "bylines": article.bylines.all(),
        "photo_on_top": article.photo_on_top,
        "corrections": article.standing_corrections,
        "taggings": article.taggings.all(),
        "related": related(article),
    }


def related(article):
    """Return the numbers of public articles that readers of the article are led to. One query.

    Those that were chosen by hand come first; up to RELATED they are filled up by those that share
    most tags with it, newest first, or by the newest of its section when none does.
    """
    now = timezone.now()
    own = article.replaces_id or article.pk  # a working copy is shown as its article will be
    until = stored(min(now, article.published_at + NEARBY))
    tags = [tagging.tag_id for tagging in article.taggings.all()]
    approved = Article.Status.APPROVED
    values = [article.pk, own, approved, stored(now)]
    for tag in tags:
        values += (tag, until, PER_TAG)
    if tags:
        values += (own, RELATED)
    values += (article.section_id, approved, stored(now), own, RELATED)
    with connection.cursor() as cursor:
        cursor.execute(chosen_then_by_time(len(tags)), values)
        rows = cursor.fetchall()
    chosen = sum(place < BEHIND for _number, place, _at in rows)
    return [number for number, _place, _at in rows][: max(chosen, RELATED)]


def newest_of_region(region):
    """Return the numbers of the newest public articles of a region, some more than a page shows.

    One query, and the same for all articles of the region.
    """
    newest = Article.objects.public().in_region(region).newest()
    return list(newest.values_list("pk", flat=True)[: OF_REGION + RELATED + 2])


@functools.cache
def chosen_then_by_time(tags):
    """Return the SQL of what is related to an article with so many tags."""
    sharing, automatic = "", OF_SECTION
    if tags:
        sharing = SHARING.format(of_tags=" UNION ALL ".join([OF_TAG] * tags))
        sharing = f"sharing AS ({sharing}),"
        automatic = SHARING_OR_OF_SECTION.format(of_section=OF_SECTION)
    return CHOSEN_THEN_BY_TIME.format(
        chosen=CHOSEN, sharing=sharing, automatic=automatic, behind=BEHIND
    )
