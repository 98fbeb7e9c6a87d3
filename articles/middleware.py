"""Headers that every answer carries."""

from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
# A minute in shared caches; readers' browsers ask each time and an old copy outlives an outage.
PUBLIC = "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400"


class Compression(GZipMiddleware):
    """Compresses pages. Photos, which are streamed, are compressed by their format."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


class Headers:
    """Sets the policies of public pages and of the desk, and how long caches keep a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        at_the_desk = request.path.startswith(reverse("admin:index"))
        # Read by django-csp, whose own settings drop the directives that it does not know.
        policy = settings.DESK_POLICY if at_the_desk else settings.PUBLIC_POLICY
        response._csp_config = getattr(response, "_csp_config", policy)
        if at_the_desk:
            response.headers["Cache-Control"] = "no-store"
        elif response.status_code in (200, 301):
            response.headers.setdefault("Cache-Control", PUBLIC)
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
