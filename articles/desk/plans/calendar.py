"""The days of the newsroom: what is planned, what goes out later, what has gone out."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from ...models import Article, Plan, texts_of
from ...pure.days import beginning_of, day_of, end_of


@dataclass
class Day:
    """One day of the calendar. `unread` holds the numbers of articles that its viewer may not read."""

    date: date
    is_today: bool
    is_past: bool
    plans: list = field(default_factory=list)
    scheduled: list = field(default_factory=list)
    published_count: int = 0


def calendar(user, dates, mine=False, section=None):
    """Return a Day for each date, in five queries however much is planned.

    What the user may not read has `is_hidden`: Plans for their article, and scheduled Articles.
    """
    now = timezone.now()
    today, first, last = day_of(now), dates[0], dates[-1]
    plans = plans_of(user, first, last, mine, section)
    articles = articles_of(user, mine, section)
    scheduled = list(
        articles.filter(status=Article.Status.APPROVED)
        .filter(published_at__gt=now, published_at__gte=beginning_of(first))
        .filter(published_at__lt=end_of(last))
        .for_newsroom()
        .order_by("published_at", "pk")
    )
    hide(user, plans, scheduled)
    counts = published(articles, first, min(last, today), now)
    days = {day: Day(day, day == today, day < today, published_count=counts[day]) for day in dates}
    planned = defaultdict(set)
    for plan in plans:
        days[plan.day].plans.append(plan)
        planned[plan.day].add(plan.article_id)
    for article in scheduled:
        day = day_of(article.published_at)
        if article.pk not in planned[day]:
            days[day].scheduled.append(article)
    return list(days.values())


def count_of_day(day):
    """Return how many plans stand on the day, without those that were called off."""
    return Plan.objects.filter(day=day, cancelled_at__isnull=True).count()


def plans_of(user, first, last, mine, section):
    """Return the plans of the days with all that the calendar shows of them; two queries."""
    plans = Plan.objects.filter(day__gte=first, day__lte=last)
    if mine:
        assigned = Plan.reporters.through.objects.filter(reporter__user=user).values("plan")
        plans = plans.filter(Q(made_by=user) | Q(pk__in=assigned))
    if section:
        plans = plans.filter(section=section)
    rows = plans.select_related("section", "made_by", "article").prefetch_related("reporters")
    return list(rows.defer(*texts_of("article")))


def articles_of(user, mine, section):
    """Return the articles of the filters that are no working copies."""
    articles = Article.objects.filter(replaces__isnull=True)
    if mine:
        articles = articles.own_of_few(user)
    return articles.filter(section=section) if section else articles


def published(articles, first, last, now):
    """Return a Counter of how many of the articles were published on each day; at most one query."""
    if first > last:
        return Counter()
    of_days = articles.public(now).filter(
        published_at__gte=beginning_of(first), published_at__lt=end_of(last)
    )
    counted = of_days.order_by().annotate(day=TruncDate("published_at"))
    return Counter(dict(counted.values_list("day").annotate(Count("pk"))))


def hide(user, plans, scheduled):
    """Say of each plan and scheduled article whether its headline is hidden; at most one query."""
    shown = [plan.article for plan in plans if plan.article] + scheduled
    numbers = {article.pk for article in shown}
    seen = set()
    if numbers:
        readable = Article.objects.seen_by(user).filter(pk__in=numbers)
        seen = set(readable.order_by().values_list("pk", flat=True))
    for article in shown:
        article.is_hidden = article.pk not in seen
