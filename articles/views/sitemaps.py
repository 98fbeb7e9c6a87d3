"""Sitemaps: the index, its parts, and the news of the last two days."""

import threading

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from ..models import Article
from ..pure.paths import path_to
from ..reading import sitemap

XML = "application/xml; charset=utf-8"
making = threading.Lock()  # held by the one thread of a worker that makes a part


@require_safe
def sitemap_index(request):
    """Name all parts, those of articles and of pages with their last change."""
    changes = [page.changed_at for page in sitemap.pages() if page.changed_at]
    entries = [sitemap.Entry(path_to("sitemap_pages"), max(changes, default=None))]
    for number, changed_at in sitemap.parts_of_articles().items():
        entries.append(sitemap.Entry(path_to("sitemap_part", "articles", number), changed_at))
    for kind in ("tags", "reporters"):
        for number in sitemap.parts(kind):
            entries.append(sitemap.Entry(path_to("sitemap_part", kind, number)))
    return render(request, "machines/sitemap_index.xml", {"entries": entries}, XML)


@require_safe
def sitemap_pages(request):
    return render(request, "machines/sitemap.xml", {"entries": sitemap.pages()}, XML)


@require_safe
@conditional_page
def sitemap_part(request, kind, number):
    """Answer one part. No page cache keeps it: whoever reads all of them would push out all else.

    One is made at a time in a worker, so that nobody who asks for many takes its threads from readers.
    """
    if not making.acquire(blocking=False):
        return HttpResponse(status=503, headers={"Retry-After": "2"})
    try:
        entries = sitemap.part(kind, int(number))
        if not entries:
            raise Http404
        return render(request, "machines/sitemap.xml", {"entries": entries}, XML)
    finally:
        making.release()


@require_safe
def news_sitemap(request):
    """Name the news of the last two days by Google's rules for sitemaps of news."""
    articles = Article.objects.for_news_sitemap().only("headline", "published_at", "replaces")
    return render(request, "machines/news_sitemap.xml", {"articles": articles}, XML)
