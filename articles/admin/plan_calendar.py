"""The calendar of plans: a week, a month, and the list of one day for the wall."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..desk import plans
from ..forms import MoveForm
from ..models import Publication, Section
from ..pure.days import FIRST_DAY, LAST_DAY, day_of, month_from, week_of, weeks_of
from .site import newsroom

MARGIN = timedelta(days=60)  # from the first and last day, so that every screen has its neighbours
NO_SECTION = _("There is no such section; you see all.")


@dataclass(frozen=True)
class Wanted:
    """What of the calendar somebody wants to see; `wrong` says what could not be understood."""

    day: date
    is_month: bool = False
    is_mine: bool = False
    section: int | None = None
    wrong: str = ""
    query: str = ""  # the same as the query of an address, "" for what one sees at first

    @classmethod
    def of(cls, request):
        """Read it from the address that was asked for."""
        asked = request.GET
        day, wrong = day_in(asked.get("day", ""))
        number = asked.get("section", "")
        section = int(number[:9]) if number.isascii() and number.isdecimal() else None
        wanted = cls(
            day, asked.get("view") == "month", asked.get("whose") == "mine", section, wrong
        )
        return cls(**(vars(wanted) | {"query": wanted.address() if asked else ""}))

    def address(self, **others):
        """Return the query that asks for this, or for something else of it."""
        asked = {
            "day": self.day,
            "view": "month" if self.is_month else "",
            "whose": "mine" if self.is_mine else "",
            "section": self.section or "",
        } | others
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def days(self):
        """The days of the screen."""
        return weeks_of(self.day) if self.is_month else week_of(self.day)

    def neighbours(self):
        """Return a day of the screen before, and one of the screen after."""
        if not self.is_month:
            return self.day - timedelta(days=7), self.day + timedelta(days=7)
        return month_from(self.day, -1), month_from(self.day, 1)


def day_in(typed):
    """Return (the day that somebody typed, today without one; what is wrong with it)."""
    today = day_of(timezone.now())
    if not typed:
        return today, ""
    try:
        day = MoveForm.base_fields["day"].clean(typed)
    except forms.ValidationError as error:
        return today, " ".join(error.messages)
    return min(max(day, FIRST_DAY + MARGIN), LAST_DAY - MARGIN), ""


@require_safe
def calendar_view(request):
    """Show the days of a week or a month."""
    wanted, sections = begin(request)
    days = plans.calendar(request.user, wanted.days, wanted.is_mine, wanted.section)
    for day in days:
        prepare(request.user, day)
    before, after = wanted.neighbours()
    context = {
        **newsroom.titled(request, _("Plans of the newsroom")),
        "wanted": wanted,
        "query": wanted.address(),
        "days": days,
        "sections": sections,
        "may_plan": plans.may_plan(request.user),
        "before": wanted.address(day=before),
        "after": wanted.address(day=after),
        "now": wanted.address(day=""),
        "as_week": wanted.address(view=""),
        "as_month": wanted.address(view="month"),
    }
    return TemplateResponse(request, "admin/plans.html", context)


@require_safe
def day_view(request):
    """Show one day as a list to print for the morning's meeting."""
    wanted, sections = begin(request)
    [day] = plans.calendar(request.user, [wanted.day], wanted.is_mine, wanted.section)
    context = {
        **newsroom.titled(request, _("Plans of the day")),
        "paper": Publication.current(),
        "wanted": wanted,
        "query": wanted.address(),
        "day": day,
        "section": next((row for row in sections if row.pk == wanted.section), None),
        "before": wanted.address(day=wanted.day - timedelta(days=1)),
        "after": wanted.address(day=wanted.day + timedelta(days=1)),
    }
    return TemplateResponse(request, "admin/plans_day.html", context)


def begin(request):
    """Return what is wanted and all sections, for whoever sees plans; tells what is wrong with it."""
    if not request.user.has_perm("articles.view_plan"):
        raise PermissionDenied
    wanted, sections = Wanted.of(request), list(Section.objects.all())
    if wanted.wrong:
        messages.error(request, wanted.wrong)
    if wanted.section and wanted.section not in [section.pk for section in sections]:
        messages.error(request, NO_SECTION)
        wanted = Wanted(wanted.day, wanted.is_month, wanted.is_mine)
    return wanted, sections


def prepare(user, day):
    """Say of each plan of the day what the user may do with it, and of which days it stands between."""
    for plan in day.plans:
        plan.is_movable = not plan.cancelled_at and plans.may_change(user, plan)
        plan.is_writable = plans.may_write(user, plan)
        plan.before, plan.after = (day.date + timedelta(days=step) for step in (-1, 1))
