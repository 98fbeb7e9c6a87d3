"""How often articles were viewed, and which of them most."""

from datetime import timedelta

from django.db import connection
from django.db.models import Q, Sum
from django.utils import timezone

from ...models import Article, interned
from ...models.prepared import Prepared
from ...pure.days import beginning_of, day_of
from .. import pagecache

WINDOWS = {
    "daily": timedelta(hours=24),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
}
# The days that lie in the window as a whole, and the hours of the one before them.
RANK = """
    SELECT article_id, SUM(count) AS views FROM (
        SELECT article_id, count FROM articles_dailyviews WHERE day >= %s
        UNION ALL
        SELECT article_id, count FROM articles_hourlyviews WHERE hour > %s AND hour < %s
    ) AS counted {of_section}
    GROUP BY article_id HAVING SUM(count) > 0 ORDER BY views DESC, article_id DESC LIMIT %s
"""
CARDS = Prepared(
    lambda now, *numbers: interned(
        Article.objects.public(now).filter(in_most_viewed=True).cards_of(numbers)
    )
)
OF_SECTION = "WHERE article_id IN (SELECT id FROM articles_article WHERE section_id = %s)"


def ranked(window, limit, section=None):
    """Return the ids of the `limit` most viewed articles of a window, the most viewed first.

    `window` is a key of WINDOWS, to the hour; `section` narrows to one. Views alone decide: which
    of them a reader may see now, `most_viewed` asks.
    """
    since = timezone.now() - WINDOWS[window]
    first = day_of(since) + timedelta(days=1)
    values = [
        connection.ops.adapt_datefield_value(first),
        connection.ops.adapt_datetimefield_value(since),
        connection.ops.adapt_datetimefield_value(beginning_of(first)),
        *([section.pk] if section else []),
        limit,
    ]
    with connection.cursor() as cursor:
        cursor.execute(RANK.format(of_section=OF_SECTION if section else ""), values)
        return [number for number, _reads in cursor.fetchall()]


def most_viewed(ids, limit):
    """Return the first `limit` public articles of ranked ids, in their order.

    One query, unless more than some of the first are not public. Few readers make a short list: it
    holds what was viewed, and nothing else.
    """
    viewed, size = [], limit + limit // 5
    for start in range(0, len(ids), size):
        some = ids[start : start + size]
        cards = {article.pk: article for article in CARDS(timezone.now(), *some)}
        viewed += [cards[pk] for pk in some if pk in cards]
        if len(viewed) >= limit:
            break
    return viewed[:limit]


def ranking(window, limit):
    """Return the `limit` most viewed articles of a window."""
    # Ranking reads every hour of the window: views move it, editorial changes do not.
    ids = pagecache.keep(f"ranked {window}", lambda: ranked(window, 150), by_age=True)
    return most_viewed(ids, limit)


def figures(article):
    """Return how often the article was viewed in each of WINDOWS, and in "total". Two queries."""
    now = timezone.now()
    windows = {
        name: Sum("count", filter=Q(hour__gt=now - length), default=0)
        for name, length in WINDOWS.items()
    }
    lately = article.hourly_views.filter(hour__gt=now - max(WINDOWS.values()))
    total = article.daily_views.aggregate(total=Sum("count", default=0))
    return lately.aggregate(**windows) | total


def by_day(article, days=30):
    """Return (day, views) of the last days, the oldest first and today last. One query."""
    today = timezone.localdate()
    dates = [today - timedelta(days=age) for age in reversed(range(days))]
    counts = dict(article.daily_views.filter(day__gte=dates[0]).values_list("day", "count"))
    return [(day, counts.get(day, 0)) for day in dates]
