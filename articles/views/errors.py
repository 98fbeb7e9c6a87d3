"""What a reader gets when there is no page."""

import unicodedata

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from ..models import Article, Redirect
from ..pure import text


def not_found(request, exception=None):
    """Send an old address of an article on to it, one in another Unicode form to the one in ours.

    Everything else is answered 404.
    """
    path = unicodedata.normalize("NFC", request.path)
    if path != request.path and request.method in ("GET", "HEAD") and leads_somewhere(path):
        return HttpResponsePermanentRedirect(text.quoted(path))
    article = moved_article(request)
    if article:
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    return render(request, "pages/404.html", status=404)


def leads_somewhere(path):
    """Return whether the path is that of one of our pages, there or not."""
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def moved_article(request):
    """Return the article that had the requested address in an older system, else None."""
    addresses = text.old_addresses(request.path, request.META.get("QUERY_STRING", ""))
    articles = {
        redirect.path: redirect.article
        for redirect in Redirect.objects.filter(
            path__in=addresses, article__in=Article.objects.ever_public()
        ).select_related("article")
    }
    return next((articles[address] for address in addresses if address in articles), None)


def forbidden(request, exception=None):
    """Tell people of the newsroom that their role does not reach as far."""
    return render(request, "pages/403.html", status=403)


def csrf_failure(request, reason=""):
    """Tell somebody whose login ended while the form was open how to save what was typed."""
    return render(request, "pages/csrf_failure.html", status=403)


def server_error(request):
    """Answer without the database and without anything else that may have failed."""
    return HttpResponse(render_to_string("pages/500.html"), status=500)
