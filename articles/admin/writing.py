import re

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

TOKEN = re.compile(r"[0-9a-f]{32}")
TOKENS = 8  # of the texts saved last that a session remembers


@require_POST
def writing_preference(request):
    """Keep how the person wants to write, then go back to the article."""
    user = request.user
    user.writes_plain_text = request.POST.get("plain") == "1"
    user.save(update_fields=["writes_plain_text"])
    back = request.POST.get("next", "")
    is_local = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_local else reverse("admin:index"))


def note_saved(request):
    """Remember which text has been saved, so that the browser no longer offers to restore it."""
    token = request.POST.get("_kept", "")
    if TOKEN.fullmatch(token):
        saved = [token, *request.session.get("saved_texts", [])]
        request.session["saved_texts"] = saved[:TOKENS]
