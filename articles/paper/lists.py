"""What leads on from a list: page numbers and the calendar."""

import calendar
import itertools
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Article
from ..pure.days import day_of
from ..reading import pagecache
from .blocks import part

A_SUNDAY = date(2023, 1, 1)


def numbers(page):
    """Return the numbers that lead away from a numbered page; None stands for those left out."""
    last = page.paginator.num_pages
    near = {1, last, *range(page.number - 2, page.number + 3)}
    linked = []
    for number in sorted(n for n in near if 1 <= n <= last):
        if linked and number - linked[-1] > 1:
            # A gap of one is filled: an ellipsis would be no shorter.
            linked.append(number - 1 if number - linked[-1] == 2 else None)
        linked.append(number)
    return linked


def page_address(number, parameters="", path=""):
    """Return where a page of the list is, seen from any of its pages; `parameters` as in `q=word&`.

    With a `path`, seen from everywhere.
    """
    if number > 1:
        return f"{path}?{parameters}page={number}"
    return f"{path}?{parameters[:-1]}" if parameters else path or "./"


def by_day(articles):
    """Return [(a day, its articles)] of articles in the order of their times."""
    days = itertools.groupby(articles, key=lambda article: day_of(article.published_at))
    return [(day, list(group)) for day, group in days]


def how_many(page):
    """Tell how many articles a list has, which is never counted further than its pages go."""
    count = page.paginator.count
    if page.paginator.is_cut:
        return _("More than %(count)s articles") % {"count": f"{count:,}"}
    return ngettext("%(count)s article", "%(count)s articles", count) % {"count": f"{count:,}"}


def month_of(day):
    """Show the month of a day, Sunday first; every day up to today links to its articles.

    The months and years since the first article are one step away, so nothing is out of reach.
    """
    first, today = archive_bounds()
    month = day.replace(day=1)
    earliest, latest = first.replace(day=1), today.replace(day=1)
    earlier = (month - timedelta(days=1)).replace(day=1) if month > earliest else None
    later = (month + timedelta(days=31)).replace(day=1) if month < latest else None
    years = [month.replace(year=year) for year in range(today.year, first.year - 1, -1)]
    weeks = calendar.Calendar(calendar.SUNDAY).monthdayscalendar(day.year, day.month)
    return part(
        "calendar",
        day=day,
        today=today,
        weekdays=[A_SUNDAY + timedelta(days=number) for number in range(7)],
        weeks=[[day.replace(day=number) if number else None for number in week] for week in weeks],
        earlier=earlier,
        later=later,
        years=[min(max(year, earliest), latest) for year in years],
    )


def archive_bounds():
    """Return the day of the first article and today, between which every month has its calendar."""
    today = timezone.localdate()
    return pagecache.keep("first_day", first_day) or today, today


def first_day():
    """Return the day of the oldest public article, None without one."""
    oldest = (
        Article.objects.public().order_by("published_at").values_list("published_at", flat=True)
    )
    at = oldest.first()
    return at and timezone.localtime(at).date()
