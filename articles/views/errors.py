"""What a reader gets when there is no page."""

import secrets
import sys
import unicodedata
from urllib.parse import unquote_to_bytes

from django.http import (
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
    UnreadablePostError,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..operation.failures import failure_of
from ..pure import text
from ..pure.paths import path_to
from ..reading import pagecache

TOO_LATE = gettext_lazy(
    "What you sent did not arrive in time. Go back: what you typed is still there. Send it once more, please."
)
FAULT = gettext_lazy("The fault is the program’s. Please tell the operator this number: %(number)s")


def not_found(request, exception=None):
    """Send an old address of an article on to it, one in another Unicode form to the one in ours.

    Everything else is answered 404.
    """
    path = unicodedata.normalize("NFC", request.path)
    if path != request.path and request.method in ("GET", "HEAD") and leads_somewhere(path):
        return HttpResponsePermanentRedirect(text.quoted(path))
    asked = unquote_to_bytes(request.path)  # bytes of another encoding stay in percent
    moved_to = pagecache.new_path(asked, request.META.get("QUERY_STRING", ""), with_twins=True)
    if moved_to:
        return HttpResponsePermanentRedirect(moved_to)
    return render(request, "pages/404.html", status=404)


def leads_somewhere(path):
    """Return whether the path is that of one of our pages, there or not."""
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def forbidden(request, exception=None):
    """Tell people of the newsroom that their role does not reach as far."""
    return render(request, "pages/403.html", status=403)


def server_error(request):
    """Answer without the database and without anything else that may have failed.

    What the machine is to blame for says so. A fault of the program has a number, which stands in
    the log too.
    """
    error = sys.exception()
    if isinstance(error, UnreadablePostError):  # whoever sent it has gone, or was too slow
        return HttpResponse(TOO_LATE, status=408, content_type="text/plain; charset=utf-8")
    if hasattr(request, "session"):
        request.session.modified = False  # saving it would only wait once more
    failure = failure_of(error)
    if failure:
        request.failure = failure
    else:
        request.error_number = number()
    at_the_desk = request.path.startswith(path_to("admin:index"))
    response = (desk_failure if at_the_desk else public_failure)(request, failure)
    if failure:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def number():
    """Return a number for an error that is read out on the telephone, such as 482-913."""
    digits = f"{secrets.randbelow(1_000_000):06}"
    return f"{digits[:3]}-{digits[3:]}"


def public_failure(request, failure):
    """Tell a reader, to whom a disk is as good as a database."""
    page = render_to_string("pages/500.html", {"number": getattr(request, "error_number", "")})
    return HttpResponse(page, status=503 if failure else 500)


def desk_failure(request, failure):
    """Tell somebody of the newsroom, or a script of the desk, what failed and what becomes of the text."""
    status = failure.status if failure else 500
    reason = failure.words if failure else FAULT % {"number": request.error_number}
    if "text/html" not in request.headers.get("Accept", ""):
        return JsonResponse({"error": f"{_('Not saved')}. {reason}"}, status=status)
    context = {"reason": reason, "is_saving": request.method == "POST"}
    return HttpResponse(render_to_string("admin/failure.html", context), status=status)
