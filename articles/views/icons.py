"""The icons of the paper, made when somebody asks and kept by the page cache, and its nameplates."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from .. import paper
from ..desk import marks
from ..pure import icons, nameplates

# What an SVG may do where somebody opens it by itself: nothing.
ALONE = {"Content-Security-Policy": "default-src 'none'; sandbox"}
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


@require_safe
def nameplate(request, name):
    """Return one of the present nameplates; its address is its content."""
    publication = paper.publication()
    if name not in (publication.nameplate, publication.dark_nameplate):
        raise Http404
    try:
        with default_storage.open(marks.place_of(name)) as file:
            data = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    *_size, kind = nameplates.told(name)
    return HttpResponse(data, content_type=kind, headers=FOR_EVER | ALONE)
