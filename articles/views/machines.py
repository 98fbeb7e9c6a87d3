"""What machines ask for: the beacon, numbers of comments, the key of IndexNow and the health of the server."""

from hmac import compare_digest

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from ..models import Publication
from ..operation.health import HARMLESS, health
from ..reading import comments, pagecache, readership
from ..reading.readership import beacon


@csrf_exempt  # changes nothing but a count, and public pages hold no token
@require_POST
@never_cache
def count_view(request):
    """Take a beacon where `beacon.answer` does not stand in front, as on a developer's machine."""
    status, headers, body = beacon.reply(request.environ)
    readership.flush()
    return HttpResponse(body, status=status, headers=dict(headers))


@require_safe
def comment_counts(request):
    """Tell numbers of comments where `fresh.answer` does not stand in front."""
    return HttpResponse(comments.fresh.numbers(), headers=comments.fresh.HEADERS)


@require_safe
def indexnow_key(request, key):
    """Show search engines that whoever tells them something with this key owns the paper."""
    if not compare_digest(key, Publication.current().indexnow_key):
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def healthz(request):
    """Answer 200 while all is well, else 503. Only the machine itself is told what is wrong."""
    wrong = health()
    is_ill = not wrong.keys() <= HARMLESS
    told = {"status": "error" if is_ill else "ok"}
    if beacon.is_this_machine(request.environ):  # whoever looks for an old version learns nothing
        told |= {"database": connection.vendor, "pages": pagecache.statistics()} | wrong
        told["version"] = settings.VERSION
    return JsonResponse(told, status=503 if is_ill else 200)
