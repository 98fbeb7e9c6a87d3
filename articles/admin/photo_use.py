"""The screen that takes a photo out of use for good, or back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ..desk import photo_use, refusals
from ..forms import PhotoUseForm
from .site import newsroom

MAX_SHOWN = 200  # articles; a picture that stands for a series may have thousands
TITLES = {False: _("Take the photo out of use"), True: _("Take the photo back into use")}
DONE = {
    False: _("The photo is out of use. Its files are gone, and readers no longer get it."),
    True: _("The photo is in use again."),
}
TOO_LATE = _("Somebody else decided about this photo in the meantime.")


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, photo):
    """Show what taking the photo out of use or back means, and do it with a reason."""
    if not photo_use.may_withdraw(request.user):
        raise PermissionDenied
    is_out = bool(photo.withdrawn_at)
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PhotoUseForm(*typed, photo=photo)
    if form.is_valid():
        carry_out(request, photo, is_out, form.cleaned_data)
        return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[photo.pk]))
    return TemplateResponse(
        request,
        "admin/photo_use.html",
        {
            **newsroom.each_context(request),
            "title": TITLES[is_out],
            "photo": photo,
            "form": form,
            "uses": uses_for(photo, request.user),
            "decisions": photo.decisions.select_related("actor"),
        },
    )


def carry_out(request, photo, is_out, typed):
    """Call the verb and tell the person what came of it."""
    try:
        if is_out:
            photo_use.restore(photo, request.user, typed["note"], typed["upload"])
        else:
            photo_use.withdraw(photo, request.user, typed["note"])
    except refusals.Refusal:
        messages.error(request, TOO_LATE)
    else:
        messages.success(request, DONE[is_out])


def uses_for(photo, user):
    """Return what the screens show of where the photo is used, as far as the user may see it."""
    uses = photo_use.uses(photo)
    articles = list(uses.articles_seen_by(user)[:MAX_SHOWN])
    for article in articles:
        article.lists_photo = article.pk in uses.listed
        article.places_photo = article.pk in uses.placed
    return {
        "articles": articles,
        "others": len(uses.listed | uses.placed) - len(articles),
        "reporters": uses.reporters,
        "pages": uses.pages,
        "any": bool(uses),
    }
