"""The door for what readers send: forms of ours only, small ones, without a cookie and without a token.

Pages for everybody hold nothing of whoever asks for them, so browsers have to say where a form
comes from.
"""

import functools
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ..desk import comments
from ..reading.readership import beacon

MAX_BYTES = 64 * 1024  # of a form: 1,000 characters of emoji in percent are 12 KB, some are joined
ELSEWHERE = _(
    "This did not come from a page of this paper. Go back: what you typed is still there. Load the "
    "page anew and send it once more."
)
TOO_LARGE = _("This is too long. Go back: what you typed is still there. Make it shorter, please.")


def for_readers(view):
    """Let a view take forms of readers: of our pages, and not too large."""

    @csrf_exempt
    @functools.wraps(view)
    def taken(request, **arguments):
        if request.method != "POST":
            return view(request, **arguments)
        if not is_ours(request.META):
            return refusal(ELSEWHERE, 403)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or len(length) > 9 or int(length) > MAX_BYTES:
            return refusal(TOO_LARGE, 413)
        return never_cache(view)(request, **arguments)

    return taken


def refusal(reason, status):
    """Return an answer that holds nothing of what was sent."""
    return HttpResponse(reason, status=status, content_type="text/plain; charset=utf-8")


def is_ours(environ):
    """Return whether a page of this paper sent the form; old browsers name only that page."""
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None and site != "same-origin":
        return False
    if environ.get("HTTP_ORIGIN", "null") != "null":
        return beacon.is_ours(environ)
    if site == "same-origin":
        return True
    try:
        page = urlsplit(environ.get("HTTP_REFERER", ""))
    except ValueError:
        return False
    return beacon.is_ours({**environ, "HTTP_ORIGIN": f"{page.scheme}://{page.netloc}"})


def visitor(request):
    """Return the Visitor who sent the request."""
    agent = request.META.get("HTTP_USER_AGENT", "")[: beacon.LONGEST]
    return comments.visitor(beacon.client(request.META), agent)
