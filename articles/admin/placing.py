"""From an article straight into the slots: its first place there, or out of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from ..desk import slots
from ..models import Article, Pick, Slot
from .slot_panels import UNSEEN, UNSUITABLE

# What the buttons say.
FIRST = {
    Slot.LEAD: pgettext_lazy("put the article there", "Lead of the front"),
    Slot.LATEST: pgettext_lazy("put the article there", "First of latest news"),
    Slot.PHOTO_NEWS: pgettext_lazy("put the article there", "First of photo news"),
}
CONFLICT = gettext_lazy("Somebody else changed the slot at this moment. Please press again.")


def may_place(user):
    """Return whether the user arranges the slots."""
    return user.has_perm("articles.add_pick") and user.has_perm("articles.delete_pick")


def places_for(user, article):
    """Return [(slot, label)] of the slots that may show the article, for whoever arranges them."""
    original = article.replaces or article
    if not may_place(user) or original.status == Article.Status.WITHDRAWN:
        return []
    return [(slot, FIRST[slot]) for slot in Slot if not slots.lacks(slot, original)]


def standings(user, article):
    """Return {"picks": where the article is picked, "slots": where it may be put}; None when it can't be.

    A working copy stands nowhere: its article does.
    """
    if article.replaces_id or article.status != Article.Status.APPROVED or not may_place(user):
        return None
    return {
        "picks": list(Pick.objects.filter(article=article).order_by("slot")),
        "slots": places_for(user, article),
    }


@require_POST
def place(request, article):
    """Put the article first in the slot that a button names, or take it out of one."""
    if not may_place(request.user):
        raise PermissionDenied
    if request.POST.get("first_in") in Slot.values:
        put_first(request, article, request.POST["first_in"])
    elif request.POST.get("out_of") in Slot.values:
        take_out(request, article, request.POST["out_of"])
    else:
        raise Http404
    screen = "review" if request.POST.get("screen") == "review" else "change"
    return HttpResponseRedirect(reverse(f"admin:articles_article_{screen}", args=[article.pk]))


def put_first(request, article, slot):
    """Put the article first in the slot and tell the person what came of it."""
    try:
        slots.put_first(slot, article, request.user)
    except slots.NotAllowed as refusal:
        raise PermissionDenied from refusal
    except slots.Conflict:
        messages.error(request, CONFLICT)
    except slots.Unsuitable as refusal:
        messages.error(request, UNSUITABLE[refusal.reason])
    else:
        link = f"{reverse('admin:articles_pick_changelist')}#{slot}-{article.pk}"
        said = _("It stands first in “%(slot)s”.") % {"slot": Slot(slot).label}
        if not article.is_public():
            said += f" {UNSEEN['scheduled' if article.published_at else 'waiting']}"
        messages.success(
            request, format_html('{} <a href="{}">{}</a>', said, link, _("See the slots"))
        )


def take_out(request, article, slot):
    """Take the article out of the slot and tell the person what came of it."""
    try:
        slots.unpick(slot, article, request.user)
    except slots.NotAllowed as refusal:
        raise PermissionDenied from refusal
    except slots.Conflict:
        messages.error(request, _("It is not picked there any more."))
    else:
        messages.success(request, _("Taken out of “%(slot)s”.") % {"slot": Slot(slot).label})
