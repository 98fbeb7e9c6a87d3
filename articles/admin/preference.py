"""How a person wants to write: in the rich editor or in a plain field."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
def keep_writing_preference(request):
    """Keep how the person wants to write, then go back to the article."""
    user = request.user
    user.writes_plain_text = request.POST.get("plain") == "1"
    user.save(update_fields=["writes_plain_text"])
    back = request.POST.get("next", "")
    is_local = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_local else reverse("admin:index"))
