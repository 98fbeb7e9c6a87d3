"""Files of the photo library."""

from django.conf import settings
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from ..pure import imaging

TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


@require_safe
def media(request, path):
    """Return one rendition; its name is its content, so it may be kept for ever."""
    if imaging.parse_path(f"/media/{path}") is None:
        raise Http404
    try:
        file = (settings.MEDIA_ROOT / path).open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=TYPES[path.rsplit(".", 1)[1]])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
