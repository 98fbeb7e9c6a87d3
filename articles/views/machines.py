"""What machines ask for: the beacon, robots.txt and the health of the server."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from .. import readership
from ..models import Publication

MAX_BEACON = 1024  # bytes


@csrf_exempt  # changes nothing but a count, and public pages hold no token
@require_POST
@never_cache
def count_view(request):
    """Count one read of the article whose number is the body; the answer never tells whether."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BEACON:
        return HttpResponse(status=413)
    number = request.read(MAX_BEACON).decode("ascii", "replace").strip()
    if is_from_us(request) and number.isdecimal() and len(number) <= 18:
        readership.count(int(number))
    return HttpResponse(status=204)


def is_from_us(request):
    """Return whether a page of this paper sent the request, as browsers tell."""
    if request.headers.get("Sec-Purpose") or request.headers.get("Purpose"):
        return False
    try:
        origin = urlsplit(request.headers.get("Origin", ""))
    except ValueError:
        return False
    return origin.netloc in (urlsplit(settings.SITE_URL).netloc, request.get_host())


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('count_view')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def healthz(request):
    """Answer 200 while the database answers, else 503 with the reason in one line."""
    try:
        Publication.objects.exists()
    except DatabaseError as error:
        return JsonResponse({"status": "error", "database": str(error)[:200]}, status=503)
    return JsonResponse({"status": "ok", "database": connection.vendor})
