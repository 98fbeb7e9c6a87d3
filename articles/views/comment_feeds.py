"""What readers wrote last, for feed readers: of the paper and of an article."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from .. import paper
from ..pure.paths import path_to
from ..reading import comments
from .comments import public_article, seen_soon
from .feeds import for_machines


@for_machines
def comment_feed(request):
    name = {"paper": paper.publication().name}
    return told(
        title=_("Comments in %(paper)s") % name,
        description=_("What readers of %(paper)s wrote last, newest first.") % name,
        page=path_to("front"),
        path=request.path,
        comments=comments.newest(),
    )


@for_machines
def article_comment_feed(request, pk):
    article = public_article(pk)
    return told(
        title=_("Comments on “%(headline)s”") % {"headline": article.headline},
        description=_("What readers wrote last, newest first."),
        page=path_to("comments", pk),
        path=request.path,
        comments=comments.newest(article),
    )


def told(**feed):
    """Return the feed, as fresh as pages of comments. Raises Http404 unless the paper has them."""
    if not paper.comment_rules().has_feed:
        raise Http404
    text = paper.CommentFeed(**feed).written()
    return seen_soon(HttpResponse(text, content_type="application/rss+xml; charset=utf-8"))
