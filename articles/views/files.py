"""Files of the photo library."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseGone
from django.views.decorators.http import require_safe

from ..desk import photos
from ..models import Photo
from ..pure import imaging
from ..pure.media import Away

TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


def opened(path):
    """Return the file, None when its photo has been taken out of use. Raises OSError without one.

    The share picture around a focal point, and a width that photos did not have when this one came,
    are made when somebody asks for them first.
    """
    try:
        return default_storage.open(path)
    except Away:
        raise
    except OSError:
        pass
    picture = imaging.parse_path(f"/media/{path}")
    photo = Photo.objects.with_digest(picture.digest).first()
    if photo and photo.withdrawn_at:
        return None
    if photo and photo.path == picture:
        photos.remake(photo, path.rsplit("/", 1)[1])
    return default_storage.open(path)


@require_safe
def media(request, path):
    """Return one rendition; its name is its content, so it may be kept for ever."""
    if imaging.parse_path(f"/media/{path}") is None:
        raise Http404
    try:
        file = opened(path)
    except Away:
        raise
    except OSError as error:
        raise Http404 from error
    if file is None:
        return HttpResponseGone()
    response = FileResponse(file, content_type=TYPES[path.rsplit(".", 1)[1]])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
