"""The front, the article, the imprint and the pages of fixed text."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .. import paper
from ..desk import preview, slots
from ..models import Article, Page
from ..reading import article_page, cards
from .comments import about as about_comments


@require_safe
def front(request):
    top = slots.top()
    shown = {article.pk for article in top.shown}
    towns = cards.newest_of_towns(paper.towns(), without=shown)
    shown.update(article.pk for _town, article in towns)
    return render(request, "pages/front.html", paper.front_page(top, towns, sections_below(shown)))


def sections_below(shown):
    """Return (section, its newest articles but those of some numbers) of sections that have any."""
    newest = cards.newest_of(paper.sections(), slots.OF_SECTION, without=shown)
    sections = [(section, newest.get(section.pk)) for section in paper.sections()]
    return [(section, articles) for section, articles in sections if articles]


@require_safe
def article(request, pk):
    article = article_page.find(pk)
    if article is None:
        raise Http404
    if article.status == Article.Status.WITHDRAWN:
        return render(request, "pages/withdrawn.html", status=410)
    context = article_page.context(article_page.complete(article)) | about_comments(article)
    return render(request, "pages/article.html", context)


@require_safe
def preview_article(request, token):
    """Show the page of an article to whoever has its link; kept by nobody, found by nobody."""
    article = preview.find(token)
    if article is None:
        raise Http404
    context = article_page.context(article_page.complete(article)) | {"is_preview": True}
    response = render(request, "pages/article.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    # The approval screen frames it.
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.policy = settings.PUBLIC_POLICY | {"frame-ancestors": ["'self'"]}
    return response


@require_safe
def about(request):
    return render(request, "pages/about.html")


@require_safe
def page(request, slug):
    return render(request, "pages/page.html", {"flat_page": get_object_or_404(Page, slug=slug)})
