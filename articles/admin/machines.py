"""What machines get of an article: where they find it, and what search engines were told of it."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..models import Article, Publication
from ..models.article_queryset import FEED_LENGTH, NEWS_AGE
from .site import newsroom

# By status, as the protocol has them: https://www.indexnow.org/documentation
ANSWERS = {
    0: _("no answer"),
    200: _("taken"),
    202: _("taken, the key is still to be checked"),
    400: _("refused: the form of the message is wrong"),
    403: _("refused: the key was not found in its file"),
    422: _("refused: the key or the addresses do not belong to this paper"),
    429: _("too many messages; it waits as long as was asked"),
}


@require_safe
def machines(request, article):
    """Show what machines get of the article; a working copy shows it of its article."""
    shown = article.replaces or article
    return TemplateResponse(
        request,
        "admin/machines.html",
        {
            **newsroom.each_context(request),
            "title": _("Search engines"),
            "article": article,
            "shown": shown,
            "canonical": shown.original or settings.SITE_URL + shown.get_absolute_url(),
            "places": places(shown),
            "is_on": bool(Publication.current().indexnow_key),
            "told": told(shown),
        },
    )


def places(article):
    """Return [(name of a list for machines, what it holds, whether the article stands in it)]."""
    articles = Article.objects.all()
    section = articles.filter(section=article.section_id)
    newest = _("the newest %(count)d") % {"count": FEED_LENGTH}
    hours = _("the last %(count)d hours") % {"count": NEWS_AGE // timedelta(hours=1)}
    lists = (
        (_("Feed of all articles"), newest, articles.for_feed()),
        (_("Feed of its section"), newest, section.for_feed()),
        (_("News sitemap"), hours, articles.for_news_sitemap()),
        (_("Sitemap"), _("all that readers see"), articles.filter(pk=article.pk).for_sitemap()),
    )
    return [
        (name, holds, article.pk in rows.values_list("pk", flat=True))
        for name, holds, rows in lists
    ]


def told(article):
    """Return [(host of an endpoint, its Ping or None, what it answered)] of all in use."""
    pings = {ping.endpoint.address: ping for ping in article.pings.select_related("endpoint")}
    rows = [(address, pings.get(address)) for address in settings.INDEXNOW_URLS]
    return [(host(address), ping, words(ping and ping.answer)) for address, ping in rows]


def host(address):
    """Return the name by which people know an endpoint."""
    return urlsplit(address).netloc


def words(answer):
    """Return what an endpoint's answer means, "" while there is none."""
    if answer is None:
        return ""
    known = ANSWERS.get(answer, _("not taken; it is told again"))
    return f"{known} ({answer})" if answer else known
