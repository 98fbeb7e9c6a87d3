"""The icons of the paper, made when somebody asks and kept by the page cache."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from .. import paper
from ..desk import marks
from ..pure import icons

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@require_safe
def icon(request, digest, form):
    """Return one of the present icons as PNG; its address is its content."""
    publication = paper.publication()
    if digest != publication.icon or form not in icons.FORMS:
        raise Http404
    square, fills = marks.square(publication)
    png = icons.png(square, form, fills)
    return HttpResponse(png, content_type="image/png", headers=FOR_EVER)


@require_safe
def favicon(request):
    """Return favicon.ico, for whoever asks without having read a page."""
    square, _fills = marks.square(paper.publication())
    return HttpResponse(icons.ico(square), content_type="image/x-icon")
