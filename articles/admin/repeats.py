"""Every form of the newsroom is safe to send twice."""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from ..desk import sent_forms


def done_once(view):
    """Return the view so that a form that is sent to it again leads where it led the first time."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        # Scripts send their token in a header, and what they send may be sent again.
        if request.method != "POST" or "csrfmiddlewaretoken" not in request.POST:
            return view(request, *args, **kwargs)
        files = [
            (name, file.name, file.size) for name, files in request.FILES.lists() for file in files
        ]
        digest = sent_forms.digest_of(request.user, request.path, dict(request.POST.lists()), files)
        location = sent_forms.begin(digest)
        if location:
            # As the first sending left it, with its message and the text that is saved.
            request.session = type(request.session)(request.session.session_key)
            messages.info(request, _("This was sent twice and has been done once."))
            return HttpResponseRedirect(location)
        request.sent_form = digest  # whose end is told by the middleware SentForms
        return view(request, *args, **kwargs)

    return wrapper
