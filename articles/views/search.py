"""Search of what the paper has published."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import paper
from ..models import Article, Region, Section
from ..pure import days, queries
from ..pure.text import tidy_line
from ..reading import cards
from ..reading import search as index
from .lists import LAST_PAGE, PAGE_SIZE, ListPaginator, UndatedPaginator, numbered

MAX_FOUND = PAGE_SIZE * LAST_PAGE
PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365}  # days
ORDERS = {"newest": index.newest, "best": index.best}
FILTERS = ("section", "region", "period", "order")


class FoundPaginator(UndatedPaginator):
    """Pages of numbers that have been found already."""

    def __init__(self, found, size, path):
        super(ListPaginator, self).__init__(found, size)
        self.path = path

    @property
    def count(self):
        return len(self.object_list)


@require_safe
def search(request):
    typed = tidy_line(request.GET.get("q", "")[: queries.MAX_QUERY * 2])
    chosen = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    articles = narrowed(Article.objects.public().newest(), chosen)
    query = queries.parse(typed)
    found = ordering(chosen)(articles, query, MAX_FOUND)
    page = numbered(request, found.numbers, paginator=FoundPaginator)
    context = {
        "typed": typed,
        "chosen": chosen,
        "choices": choices(),
        "note": queries.note(query) if typed else "",
        "meant": str(found.query) if found.query != query else "",
        "is_cut": len(found.numbers) == MAX_FOUND,
        "page": page,
        "results": results(page.object_list, found.query),
        "parameters": f"{urlencode({'q': typed, **chosen})}&",
    }
    return render(request, "pages/search.html", context)


def narrowed(articles, chosen):
    """Return the articles of the chosen section, region and period. Raises Http404."""
    if "section" in chosen:
        articles = articles.filter(section=get_object_or_404(Section, slug=chosen["section"]))
    if "region" in chosen:
        articles = articles.in_region(get_object_or_404(Region, slug=chosen["region"]))
    if "period" in chosen:
        begin, end = span_of(chosen["period"])
        articles = articles.filter(published_at__gte=begin, published_at__lt=end)
    return articles


def span_of(period):
    """Return (begin, end) of the last days, or of a year, that a period names. Raises Http404."""
    now = timezone.now()
    if period in PERIODS:
        return now - timedelta(days=PERIODS[period]), now
    if period.isdecimal() and (span := days.span_of(f"{period}-01")):
        year = timezone.localtime(span[0]).date()
        return span[0], days.beginning_of(year.replace(year=year.year + 1))
    raise Http404


def ordering(chosen):
    """Return what finds articles in the chosen order. Raises Http404."""
    order = chosen.get("order", "newest")
    if order not in ORDERS:
        raise Http404
    return ORDERS[order]


def choices():
    """Return {what one can narrow by: [(value, its name)]}."""
    first, today = paper.archive_bounds()
    spans = {
        "day": _("the last day"),
        "week": _("the last week"),
        "month": _("the last month"),
        "year": _("the last year"),
    }
    years = [(str(year), str(year)) for year in range(today.year, first.year - 1, -1)]
    return {
        "section": [(section.slug, section.name) for section in paper.sections()],
        "region": [(region.slug, str(region)) for region in Region.objects.in_tree_order()],
        "period": [*spans.items(), *years],
        "order": [("newest", _("newest first")), ("best", _("most relevant first"))],
    }


def results(numbers, query):
    """Return (article, its marked headline, a marked passage) of the articles found, in order."""
    if not numbers:
        return []
    articles = cards.by_number(numbers)
    documents = index.ARTICLES.quoted(numbers)
    return [
        (
            articles[number],
            index.headline(documents[number], query),
            index.snippet(documents[number], query),
        )
        for number in numbers
        if number in articles and number in documents
    ]
