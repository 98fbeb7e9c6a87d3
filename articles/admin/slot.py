"""The slots screen (편성표): each slot as readers see it, and what an editor does to it."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ..desk import notices, slots, workflow
from ..forms import SlotForm
from ..models import Article, Notice, Pick, SlotChange
from ..pure.days import day_of, end_of
from . import slot_past
from .site import NewsroomAdmin, newsroom
from .slot_panels import (
    UNSEEN,
    UNSUITABLE,
    excluded,
    filled,
    keep_typed,
    last_approved,
    last_changes,
    make_panels,
    most_viewed,
)

Action = SlotChange.Action

TAKES = {
    Action.PICK: ("position", "starts_at", "ends_at"),
    Action.MOVE: ("position",),
    Action.RETIME: ("starts_at", "ends_at"),
    Action.UNPICK: (),
}
DONE = {
    Action.PICK: _("Put at place %(position)s: “%(headline)s”."),
    Action.MOVE: _("Moved to place %(position)s: “%(headline)s”."),
    Action.RETIME: _("The time has been changed: “%(headline)s”."),
    Action.UNPICK: _("Taken out: “%(headline)s”."),
}
WAITS = {"draft": "waiting", "submitted": "waiting", "scheduled": "scheduled"}
SWITCHED = {
    ("exclude", "in_latest"): _("Left out of latest news: “%(headline)s”."),
    ("exclude", "in_most_viewed"): _("Left out of most viewed: “%(headline)s”."),
    ("admit", "in_latest"): _("Let into latest news again: “%(headline)s”."),
    ("admit", "in_most_viewed"): _("Let into most viewed again: “%(headline)s”."),
}


@admin.register(Pick, site=newsroom)
class PickAdmin(NewsroomAdmin):
    """One screen in place of a list with forms."""

    def get_urls(self):
        view = require_http_methods(["GET", "HEAD", "POST"])(self.slots_view)
        screens = (
            ("", view, "changelist"),
            ("past/", slot_past.look_back, "past"),
            ("past/page/", slot_past.page_of_the_past, "past_page"),
        )
        return [
            path(place, self.admin_site.admin_view(screen), name=f"articles_pick_{name}")
            for place, screen, name in screens
        ]

    def slots_view(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            notices.see(request.user, kind=Notice.Kind.SLOT_RUNS_DRY)
            at, _wrong = wanted_time(request.GET.get("at", ""))
            if at and at < timezone.now() - timedelta(minutes=1):
                return redirect_to_past(at)
            return self.screen(request)
        if request.POST.keys() & {"exclude", "admit"}:
            return self.switch(request)
        return self.change(request)

    def change(self, request):
        """Do what a form of the screen asks of a slot; keep what was typed when that can't be."""
        action = next((action for action in Action if action in request.POST), None)
        # A button may tell the place, so that one form serves all buttons of a row.
        place = request.POST.get(action) or request.POST.get("position", "")
        form = SlotForm(request.POST.dict() | {"position": place})
        if not action or form.errors.keys() & {"slot", "article", "version"}:
            raise Http404
        cleaned = form.cleaned_data
        article = get_object_or_404(Article.objects.seen_by(request.user), pk=cleaned["article"])
        if not form.errors:
            if cleaned["position"] is None:
                cleaned["position"] = (
                    slots.free_place(cleaned["slot"]) if action == Action.PICK else 0
                )
            refusal = self.do(request, action, article, cleaned)
            if refusal is None:
                return back_to(
                    row_of(action, cleaned["slot"], article, request.POST.get("place", ""))
                )
        else:
            refusal = " ".join(error for errors in form.errors.values() for error in errors)
        messages.error(request, refusal)
        return self.screen(request, request.POST, refusal)

    def do(self, request, action, article, cleaned):
        """Call the verb; returns None when it is done, else why it is not."""
        arguments = {name: cleaned[name] for name in TAKES[action]}
        slot, version = cleaned["slot"], cleaned["version"]
        try:
            getattr(slots, action)(slot, article, request.user, version=version, **arguments)
        except slots.NotAllowed as refusal:
            raise PermissionDenied from refusal
        except slots.Conflict:
            return changed_by(slot, version)
        except slots.Unsuitable as refusal:
            return UNSUITABLE[refusal.reason]
        details = {"headline": article.headline, "position": cleaned["position"]}
        messages.success(request, DONE[action] % details)
        if action == Action.PICK and article.state in WAITS:
            messages.success(request, UNSEEN[WAITS[article.state]])
        return None

    def switch(self, request):
        """Leave an article out of a list, or let it in again."""
        way = "exclude" if "exclude" in request.POST else "admit"
        name, number = request.POST[way], request.POST.get("article", "")
        if (way, name) not in SWITCHED or not number.isdecimal():
            raise Http404
        article = get_object_or_404(Article.objects.seen_by(request.user), pk=int(number[:18]))
        try:
            workflow.switch(article, request.user, name, way == "admit")
        except workflow.NotAllowed as refusal:
            raise PermissionDenied from refusal
        messages.success(request, SWITCHED[way, name] % {"headline": article.headline})
        if way == "admit":
            return back_to("excluded")
        panel = "latest" if name == "in_latest" else "most-viewed"
        return back_to(place_of(panel, request.POST.get("place", "")))

    def screen(self, request, typed=None, refusal=""):
        """Show the screen; `typed` is what somebody asked for and the refusal did not do."""
        now = timezone.now()
        at, wrong = wanted_time(request.GET.get("at", ""))
        if wrong:
            messages.error(request, wrong)
        panels = make_panels(request.user, at or now, typed or request.GET)
        if typed:
            keep_typed(panels, typed, refusal)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Slots"),
            "opts": self.opts,
            "panels": panels,
            "at": at,
            "at_value": request.GET.get("at", "") if wrong else filled(at),
            **offered_times(now),
            "most_viewed": most_viewed(now),
            "approved": last_approved(panels),
            "excluded": excluded(),
            "changes": last_changes(),
        }
        return TemplateResponse(request, "admin/slots.html", context)


def offered_times(now):
    """Return the times that the screen offers at a click, as the browser's fields hold them."""
    midnight = end_of(day_of(now))
    return {
        "tomorrow": filled(midnight + timedelta(hours=6)),
        "quick": [
            (_("3 hours"), filled(now + timedelta(hours=3))),
            (_("Until midnight"), filled(midnight)),
        ],
    }


# Where a change leads back to


def back_to(anchor):
    """Return to the screen, at the row that was changed."""
    return HttpResponseRedirect(f"{reverse('admin:articles_pick_changelist')}#{anchor}")


def row_of(action, slot, article, place):
    """Return the anchor of the article's row, or of the place that it has left."""
    return place_of(slot, place) if action == Action.UNPICK else f"{slot}-{article.pk}"


def place_of(panel, place):
    """Return the anchor of a place, or of its panel."""
    return f"{panel}-place-{place[:3]}" if place.isdecimal() else panel


def changed_by(slot, version):
    """Return the sentence that tells who changed the slot after that version, what and when."""
    changes = [
        f"{change.made_by or gettext('Somebody')}, "
        f"{timezone.localtime(change.made_at):%H:%M}, "
        f"{change.get_action_display()} “{change.article}”"
        for change in slots.changes_since(slot, version).select_related("article", "made_by")[:3]
    ]
    return _(
        "The slot changed after you opened this screen (%(changes)s). What you asked for was not "
        "done. You see the slot as it is now."
    ) % {"changes": " · ".join(changes) or gettext("it is no longer there")}


def redirect_to_past(at):
    """Lead to what readers saw at a time that has passed."""
    return HttpResponseRedirect(f"{reverse('admin:articles_pick_past')}?at={filled(at)}")


def wanted_time(typed):
    """Return the time for which the slots are to be shown, None for now, and what is wrong."""
    try:
        return SlotForm.base_fields["starts_at"].clean(typed), ""
    except forms.ValidationError as error:
        return None, " ".join(error.messages)
