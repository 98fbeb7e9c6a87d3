"""The pictures of words that stand for what is shared without a photo."""

import io

from django.http import FileResponse, Http404, HttpResponse, HttpResponseGone, HttpResponseRedirect
from django.views.decorators.http import require_safe

from .. import paper
from ..desk import marks
from ..models import Article
from ..pure import share_picture as drawing
from ..reading import article_page


@require_safe
def share_picture(request, pk, digest):
    """Return the picture of a public article; an old address leads to what stands for it now."""
    article = article_page.find(pk)
    if article is None:
        raise Http404
    if article.status == Article.Status.WITHDRAWN:
        return HttpResponseGone()
    article = article_page.complete(article)
    photo = paper.photo_of(article)
    if photo:
        return HttpResponseRedirect(photo.share_url)
    card = paper.card_of(article)
    return (
        picture(card) if digest == card.digest else HttpResponseRedirect(paper.card_path(article))
    )


@require_safe
def paper_picture(request, digest):
    """Return the picture of the paper's name; an old address leads to the present one."""
    card = paper.paper_card()
    return picture(card) if digest == card.digest else HttpResponseRedirect(paper.paper_card_path())


def mark():
    """Return the mark of the paper as a square picture."""
    square, _fills = marks.square(paper.publication())
    return square


def picture(card):
    """Return the picture of a Card, or 503 while others are drawn, which takes a moment."""
    try:
        drawn = drawing.picture(card, mark)
    except drawing.Busy:
        return HttpResponse(status=503, headers={"Retry-After": "1"})
    response = FileResponse(io.BytesIO(drawn), content_type="image/png")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
