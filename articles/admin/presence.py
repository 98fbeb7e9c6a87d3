from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..desk import presence, workflow


@require_http_methods(["GET", "POST"])
def beat(request, article):
    """Note an open form, or with `gone` a closed one; answers who else is in the article.

    The answer to GET changes nothing. It carries a token that is good after a new login.
    """
    if not workflow.may_edit(request.user, article):
        raise PermissionDenied
    if request.method == "POST" and "gone" in request.POST:
        presence.leave(article, request.user)
        return JsonResponse({})
    here = presence.enter if request.method == "POST" else presence.others
    return JsonResponse(
        {
            "token": get_token(request),
            "version": article.edit_version,
            "others": [sentence_of(other) for other in here(article, request.user)],
        }
    )


def sentence_of(other):
    """Return who is in the article and since when, in one sentence."""
    since = timezone.localtime(other.since).strftime("%H:%M")
    return _("%(who)s has had this article open since %(when)s.") % {
        "who": other.user,
        "when": since,
    }
