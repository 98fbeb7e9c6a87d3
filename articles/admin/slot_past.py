"""The front at any minute of the past (지난 첫 화면)."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .. import paper
from ..desk.slots import past
from ..forms import SlotForm
from ..models import Slot
from .site import newsroom
from .slot_panels import filled

MINUTE = timedelta(minutes=1)
FUTURE = _("This time has not come yet. The slots show what is planned.")


def may_look_back(user):
    """Return whether the user arranges the slots, and so may see what stood in them."""
    return user.has_perm("articles.change_pick")


@require_safe
def look_back(request):
    """Show what stood in each slot at a minute, and the front page as it was."""
    if not may_look_back(request.user):
        raise PermissionDenied
    at, wrong = minute_of(request.GET.get("at", ""))
    if wrong:
        messages.error(request, wrong)
    front = past.front(at)
    picks = [place.pick for places in front.places.values() for place in places if place.pick]
    prefetch_related_objects(picks, "picked_by")
    before, after = past.steps(at)
    now = this_minute()
    context = {
        **newsroom.each_context(request),
        "title": _("The front in the past"),
        "at": at,
        "at_value": filled(at),
        "panels": [(Slot(slot).label, places) for slot, places in front.places.items()],
        # What changed within a minute is seen at the next.
        "before": before and filled(next_minute(before)),
        "after": filled(next_minute(after)) if after and next_minute(after) <= now else None,
        "begins_at": past.begins_at(),
    }
    return TemplateResponse(request, "admin/slots_past.html", context)


@require_safe
def page_of_the_past(request):
    """Show the front page as readers saw it at a minute; for the frame of the screen only."""
    if not may_look_back(request.user):
        raise PermissionDenied
    at, wrong = minute_of(request.GET.get("at", ""))
    if wrong:
        raise Http404
    front = past.front(at)
    ranked = [("daily", _("daily"), front.most_viewed)] if front.most_viewed else []
    shown = paper.front_page(front.top, front.towns, front.sections)
    shown["most_viewed"] = lambda: paper.part("most_viewed", rankings=ranked)
    response = render(request, "pages/front.html", shown)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.policy = settings.PUBLIC_POLICY | {"frame-ancestors": ["'self'"]}
    return response


def minute_of(typed):
    """Return (the minute that somebody typed, now without one; what is wrong with it, "" if nothing)."""
    now = this_minute()
    try:
        at = SlotForm.base_fields["starts_at"].clean(typed)
    except forms.ValidationError as error:
        return now, " ".join(error.messages)
    if at and at > now:
        return now, FUTURE
    return at or now, ""


def this_minute():
    return timezone.now().replace(second=0, microsecond=0)


def next_minute(at):
    """Return the first whole minute at or after a moment."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE
