"""What lists show of articles, by their numbers or by their sections."""

import functools
from collections import defaultdict

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from ..models import LOOKED_AT, Article, Byline, Region, interned, newest_by_town
from ..models.prepared import Prepared, stored

CARDS = Prepared(lambda now, *numbers: interned(Article.objects.public(now).cards_of(numbers)))
WRITERS = Prepared(
    lambda *numbers: interned(
        Byline.objects.filter(article__in=numbers).select_related("reporter__photo")
    )
)
REGIONS = Prepared(
    lambda now: (
        Article.objects.public(now)
        .filter(region__isnull=False)
        .newest()
        .values_list("pk", "region")[:LOOKED_AT]
    )
)
# Each is one step into the index of its articles, however old its newest one is.
NEWEST_OF_REGIONS = Prepared(
    lambda now: Region.objects.annotate(
        newest=Subquery(
            Article.objects.public(now).filter(region=OuterRef("pk")).newest().values("pk")[:1]
        )
    ).values_list("pk", "newest")
)
OF_SECTION = """
    SELECT * FROM (
        SELECT id FROM articles_article
        WHERE section_id = %s AND status = 'approved' AND published_at <= %s AND id NOT IN ({without})
        ORDER BY published_at DESC, id DESC LIMIT %s
    ) AS of_section
"""


def by_number(numbers):
    """Return {number: what its card shows} of those articles that are public now. One query."""
    return {card.pk: card for card in CARDS(timezone.now(), *numbers)}


def newest_of_towns(towns, without):
    """Return [(town, its newest public article)] of {number: town}, the newest first. Two queries.

    Of what is listed, that is; those with some numbers are left out.
    """
    regions = REGIONS(timezone.now()) if towns else ()
    found = newest_by_town((n, towns.get(region)) for n, region in regions if n not in without)
    articles = by_number(found.values() or [0])
    return [(town, articles[number]) for town, number in found.items() if number in articles]


def newest_of_regions():
    """Return {number: newest public article} of all regions that have any. Two queries."""
    newest = {region: pk for region, pk in NEWEST_OF_REGIONS(timezone.now()) if pk}
    articles = by_number(newest.values() or [0])
    return {region: articles[number] for region, number in newest.items() if number in articles}


def writers_of(articles):
    """Return {number of an article: the byline of its first reporter, with the portrait}. One query."""
    numbers = [article.pk for article in articles]
    writers = {}
    for byline in WRITERS(*numbers) if numbers else ():
        writers.setdefault(byline.article_id, byline)
    return writers


def newest_of(sections, limit, without):
    """Return {number of a section: its `limit` newest public articles} but those of some numbers.

    One query, however many sections there are.
    """
    if not sections:
        return {}
    without = without or [0]
    numbers = (section.pk for section in sections)
    cards = newest_of_each(len(sections), len(without))(timezone.now(), limit, *without, *numbers)
    newest = defaultdict(list)
    for card in sorted(cards, key=lambda card: (card.published_at, card.pk), reverse=True):
        newest[card.section_id].append(card)
    return newest


@functools.cache
def newest_of_each(sections, without):
    """Return what reads the newest of so many sections, each from its index in order."""
    of_section = OF_SECTION.format(without=", ".join(["%s"] * without))
    sql = " UNION ALL ".join([of_section] * sections)

    def newest(now, limit, *numbers):
        values = []
        for section in numbers[without:]:
            values += (section, stored(now), *numbers[:without], limit)
        chosen = RawSQL(sql, values)  # noqa: S611 (values are its parameters)
        return interned(Article.objects.public(now).cards_of(chosen))

    return Prepared(newest)
