"""What surrounds every answer: its headers, its compression, the size of what may be sent."""

import math
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.middleware.gzip import GZipMiddleware
from django.utils.translation import gettext_lazy

from .desk import sent_forms
from .desk.refusals import Busy
from .forms import words_of
from .pure.paths import path_to
from .reading import pagecache

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
# A minute in shared caches; readers' browsers ask each time and an old copy outlives an outage.
PUBLIC = "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400"

MAX_UNKNOWN = 1_000_000  # bytes of a form of somebody whose login is not there or has ended
MAX_PHOTOS = 200 * 1024 * 1024  # bytes of a form with photos, of at most 30 MB each


TOO_LARGE = gettext_lazy(
    "This is more than can be sent at once. Go back: what you typed is still there. "
    "Then send fewer photos at a time."
)
LOGGED_OUT = gettext_lazy(
    "Your login has ended. Go back: what you typed is still there. Log in again in another window, "
    "then send it once more."
)


class Compression(GZipMiddleware):
    """Compresses pages that nobody keeps. Photos, which are streamed, are small by their format."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


class RequestSize:
    """Refuses what is larger than any form of the paper before a byte of it is read.

    Only who has logged in may send photos; it stands behind the session to know that.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Without a length nothing is read at all.
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isdecimal() and len(length) <= 18 else math.inf
        if size > MAX_UNKNOWN and size > self.limit(request):
            reason = TOO_LARGE if request.user.is_authenticated else LOGGED_OUT
            return HttpResponse(reason, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)

    def limit(self, request):
        """Return how many bytes whoever asks may send there."""
        if not request.user.is_authenticated:
            return MAX_UNKNOWN
        with_photos = request.path.startswith(f"{path_to('admin:index')}articles/")
        return MAX_PHOTOS if with_photos else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def as_header(policy):
    """Return the Content-Security-Policy of {directive: sources}, in the form of its header."""
    return "; ".join(" ".join([name, *sources]) for name, sources in policy.items())


class Headers:
    """Sets the policies of public pages and of the desk, and how long caches keep a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        at_the_desk = request.path.startswith(path_to("admin:index"))
        policy = settings.NEWSROOM_POLICY if at_the_desk else settings.PUBLIC_POLICY
        policy = as_header(getattr(response, "policy", policy))
        response.headers.setdefault("Content-Security-Policy", policy)
        if at_the_desk:
            response.headers["Cache-Control"] = "no-store"
        elif response.status_code in (200, 301, 304):
            response.headers.setdefault("Cache-Control", PUBLIC)
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class OldAddresses:
    """Sends readers on who ask for an old address at which a page of ours would answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        asked = unquote_to_bytes(request.path_info)  # bytes of another encoding stay in percent
        path = pagecache.hidden_path(request.method, asked, query)
        return HttpResponsePermanentRedirect(path) if path else self.get_response(request)


class SentForms:
    """Remembers where a form of the newsroom led, once the session with its message is saved."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if digest := getattr(request, "sent_form", None):
            # Only what was done leads away; what was refused comes back to be mended.
            sent_forms.end(digest, response.headers.get("Location", ""))
        return response


class PasswordsInTurn:
    """Says when to send a form again whose password could not be hashed beside all others."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Busy):
            return None
        retry = {"Retry-After": str(exception.seconds)}
        reason = words_of(exception)
        return HttpResponse(
            reason, status=503, headers=retry, content_type="text/plain; charset=utf-8"
        )
