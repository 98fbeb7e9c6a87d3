"""What machines read of articles: feeds, and the same lists and articles as JSON."""

import functools

from django.http import (
    Http404,
    HttpResponse,
    HttpResponseGone,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from .. import paper
from ..models import Article, FormerTag, Region, Reporter, Section, Tag
from ..models.article_queryset import FEED_LENGTH
from ..paper.feeds import FORMS, Entry, Feed
from ..pure.paths import path_to
from ..reading import article_page
from .lists import numbered


def for_machines(view):
    """Let programs on pages of every site read what a view answers, and ask whether it has changed.

    The page cache knows the latter by itself; this is for who runs without it.
    """
    conditional = conditional_page(view)

    @require_safe
    @functools.wraps(view)
    def answer(request, **arguments):
        response = conditional(request, **arguments)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


@for_machines
def latest_feed(request, form=""):
    description = _("What %(paper)s published last, newest first.")
    return told(request, form, None, Article.objects.public(), description)


@for_machines
def section_feed(request, slug, form=""):
    section = get_object_or_404(Section, slug=slug)
    description = _("The articles of %(paper)s about %(subject)s, newest first.")
    return told(
        request, form, section, Article.objects.public().filter(section=section), description
    )


@for_machines
def region_feed(request, slug, form=""):
    region = get_object_or_404(Region.objects.select_related("parent"), slug=slug)
    description = _("The articles of %(paper)s from %(place)s, newest first.")
    return told(request, form, region, Article.objects.public().in_region(region), description)


@for_machines
def tag_feed(request, slug, form=""):
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        former = get_object_or_404(FormerTag.objects.select_related("tag"), slug=slug)
        name = request.resolver_match.view_name
        return HttpResponsePermanentRedirect(path_to(name, former.tag.slug, *filter(None, [form])))
    articles = Article.objects.public().tagged(tag)
    if not articles.exists():
        raise Http404
    description = _("The articles of %(paper)s about %(subject)s, newest first.")
    return told(request, form, tag, articles, description)


@for_machines
def reporter_feed(request, pk, form=""):
    reporter = get_object_or_404(Reporter, pk=pk)
    description = _("The articles of %(who)s in %(paper)s, newest first.")
    return told(request, form, reporter, Article.objects.public().written_by(reporter), description)


def told(request, form, subject, articles, description):
    """Return the newest articles in one of the FORMS; without one, those of `?page=` as JSON.

    `subject` is what they have in common, None for all articles.
    """
    publication = paper.publication()
    in_full = publication.feeds_in_full
    articles = articles.for_feeds() if in_full else articles.for_feeds().defer("body")
    next_path = ""
    if form:
        articles = articles[:FEED_LENGTH]
    else:
        articles = numbered(request, articles, FEED_LENGTH)
        if articles.has_next():
            next_path = f"{request.path}?page={articles.next_page_number()}"
    words = dict.fromkeys(("subject", "place", "who"), subject) | {"paper": publication.name}
    feed = Feed(
        title=f"{publication.name} - {subject}" if subject else publication.name,
        description=description % words,
        page=subject.get_absolute_url() if subject else path_to("front"),
        path=request.path,
        articles=list(articles),
        in_full=in_full,
        next_path=next_path,
    )
    _name, kind = FORMS.get(form, ("", "application/json"))
    return HttpResponse(feed.written(form or "feed.json"), content_type=f"{kind}; charset=utf-8")


@for_machines
def article_json(request, pk):
    article = article_page.find(pk)
    if article is None:
        raise Http404
    if article.status == Article.Status.WITHDRAWN:
        return HttpResponseGone()
    item = Entry(article_page.complete(article), in_full=True).as_json()
    return JsonResponse(item, json_dumps_params={"ensure_ascii": False})


@require_safe
def feed_list(request):
    """Show people the feeds of all articles, of the sections and of the provinces."""
    provinces = list(Region.objects.filter(parent=None))
    return render(
        request, "pages/feed_list.html", {"sections": paper.sections(), "provinces": provinces}
    )
