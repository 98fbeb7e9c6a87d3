"""Lists of articles: by section, region, tag, reporter, day, photo and number of views."""

from datetime import UTC, date, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from .. import paper
from ..models import Article, Correction, FormerTag, Region, Reporter, Section, Tag, interned
from ..pure.days import beginning_of, end_of
from ..reading import cards, pagecache, readership

PAGE_SIZE = 20
LATELY = 30  # days, of which a region tells how much was written about it
LAST_PAGE = 50  # older articles are reached by date, so no page costs a deep OFFSET


class ListPaginator(Paginator):
    """Pages up to LAST_PAGE of the list at a path; never counts further than that."""

    def __init__(self, articles, size, path):
        super().__init__(interned(articles), size)
        self.path = path

    @cached_property
    def count(self):
        # The most expensive query of a list, and the same for all its pages.
        articles = self.object_list.order_by()[: self.per_page * LAST_PAGE]
        return pagecache.keep(("count", self.path), articles.count)

    @property
    def is_cut(self):
        """Whether there may be older articles than the last page shows."""
        return self.count == self.per_page * LAST_PAGE


class UndatedPaginator(ListPaginator):
    """Pages of what no list by day goes on with."""

    is_cut = False


def numbered(request, articles, size=PAGE_SIZE, paginator=ListPaginator):
    """Return the page of `articles` that `?page=` names, 1 without it. Raises Http404."""
    number = request.GET.get("page", "1")
    if not number.isascii() or not number.isdigit() or number.startswith("0") or len(number) > 3:
        raise Http404
    pages = paginator(articles, size, request.path)
    if int(number) > pages.num_pages:
        raise Http404
    return pages.page(int(number))


@require_safe
def section(request, slug):
    section = get_object_or_404(Section, slug=slug)
    articles = Article.objects.public().filter(section=section).for_cards()
    return render(
        request, "pages/section.html", {"section": section, "page": numbered(request, articles)}
    )


@require_safe
def regions(request):
    provinces = list(Region.objects.filter(parent=None).prefetch_related("children"))
    newest = cards.newest_of_regions()
    divided = [(province, list(province.children.all())) for province in provinces]
    places = [(province, towns) for province, towns in divided if towns]
    whole = [province for province, towns in divided if not towns]
    # A paper has all provinces and writes about a few.
    at = 0 if any(province.pk in newest for province in whole) else len(places)
    places[at:at] = [(None, whole)] if whole else []
    return render(
        request,
        "pages/regions.html",
        {"places": [(province, *paper.told_of(towns, newest)) for province, towns in places]},
    )


@require_safe
def region(request, slug):
    region = get_object_or_404(Region.objects.select_related("parent"), slug=slug)
    articles = Article.objects.public().in_region(region).for_cards()
    province = region.parent or region
    return render(
        request,
        "pages/region.html",
        {
            "region": region,
            "province": province,
            "neighbours": list(province.children.all()),
            "lately": lately(articles, request.path),
            "page": numbered(request, articles),
        },
    )


def lately(articles, path):
    """Tell how many of a list's articles are of the last thirty days."""
    since = timezone.now() - timedelta(days=LATELY)
    recent = articles.order_by().filter(published_at__gte=since)
    count = pagecache.keep(("lately", path), recent.count)
    return ngettext(
        "%(count)d article in the last %(days)d days",
        "%(count)d articles in the last %(days)d days",
        count,
    ) % {"count": count, "days": LATELY}


@require_safe
def tag(request, slug):
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        former = get_object_or_404(FormerTag.objects.select_related("tag"), slug=slug)
        return HttpResponsePermanentRedirect(former.tag.get_absolute_url())
    page = numbered(request, Article.objects.public().tagged(tag).for_cards())
    if not page.object_list:
        raise Http404
    return render(request, "pages/tag.html", {"tag": tag, "page": page})


@require_safe
def reporter(request, pk):
    reporter = get_object_or_404(Reporter.objects.select_related("photo"), pk=pk)
    page = numbered(request, Article.objects.public().written_by(reporter).for_cards())
    return render(request, "pages/reporter.html", {"reporter": reporter, "page": page})


@require_safe
def latest(request):
    articles = Article.objects.public().for_cards()
    return render(request, "pages/latest.html", {"page": numbered(request, articles)})


@require_safe
def photos(request):
    articles = Article.objects.public().filter(lead_photo__isnull=False).for_cards()
    return render(request, "pages/photos.html", {"page": numbered(request, articles, size=24)})


@require_safe
def most_viewed(request, window="daily"):
    if window not in readership.WINDOWS:
        raise Http404
    articles = readership.ranking(window, 50)
    return render(request, "pages/most_viewed.html", {"window": window, "articles": articles})


@require_safe
def corrections(request):
    """Show what the paper put right, newest first, with the article that it is about."""
    public = Correction.objects.public().select_related("article")
    listed = public.only(
        "kind", "text", "made_at", "article", "article__headline", "article__origin"
    )
    return render(
        request,
        "pages/corrections.html",
        {"page": numbered(request, listed, paginator=UndatedPaginator)},
    )


@require_safe
def archive(request, year=None, month=None, day=None):
    try:
        on = date(int(year), int(month), int(day)) if year else timezone.localdate()
        # In UTC at once: the first day of all has no beginning there, which is an OverflowError.
        start, end = beginning_of(on).astimezone(UTC), end_of(on)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    first, today = paper.archive_bounds()
    if not first.replace(day=1) <= on <= today:  # or one could walk through empty months for ever
        raise Http404
    public = Article.objects.public()
    earlier = public.filter(published_at__lt=start).newest().values_list("published_at", flat=True)
    later = public.filter(published_at__gte=end).order_by("published_at")
    articles = public.filter(published_at__gte=start, published_at__lt=end).for_cards()
    return render(
        request,
        "pages/archive.html",
        {
            "day": on,
            "page": numbered(request, articles),
            "earlier": earlier.first(),
            "later": later.values_list("published_at", flat=True).first(),
        },
    )
