"""By what the list of articles is narrowed."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Exists, OuterRef
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..desk import workflow
from ..forms import LongChoice
from ..models import Article, Byline, Region, Reporter, Section
from ..pure import days, text
from ..reading import pagecache

MAX_REPORTERS = 500  # that one chooses among; others are found by the words of the search
TIMES = ("month", "from", "to")  # parameters, each a day or a month


def offered():
    """Return {what: choices} of the list's filters, and the first and the last month of the paper."""
    return pagecache.keep(("choices of the newsroom's list",), read_offered)


def read_offered():
    """Read the same: five queries, each of a few rows or of one."""
    reporters = Reporter.objects.order_by("-is_active", "name", "pk")[:MAX_REPORTERS]
    return {
        "sections": list(Section.objects.values_list("pk", "name")),
        "regions": [
            (region.pk, str(region), region.parent_id) for region in Region.objects.in_tree_order()
        ],
        "reporters": [(reporter.pk, str(reporter)) for reporter in reporters],
        "months": months_of_paper(),
    }


def months_of_paper():
    """Return the first days of the months in which there is something, the latest first."""
    approved = Article.objects.filter(status=Article.Status.APPROVED).order_by("published_at")
    times = approved.values_list("published_at", flat=True)
    now = timezone.now()
    first, last = times.first() or now, max(times.last() or now, now)
    typed = Article.objects.order_by("pk").values_list("created_at", flat=True).first() or now
    month, oldest = (
        days.month_from(days.day_of(last)),
        days.month_from(days.day_of(min(first, typed))),
    )
    months = []
    while month >= oldest and month.year >= text.FIRST_YEAR:
        months.append(month)
        month = days.month_from(month, -1)
    return months


def month_label(day):
    """Return a month in words, such as 2026년 10월."""
    return formats.date_format(day, "YEAR_MONTH_FORMAT")


def month_asked(asked):
    """Return the first day of the month that a request asks for, None when for none."""
    span = days.span_of(asked.get("month", ""))
    return span and days.month_from(days.day_of(span[0]))


def span_asked(asked):
    """Return (begin, end) of the month and the days that a request asks for, () when for none."""
    month = month_asked(asked)
    whole = month and (days.beginning_of(month), days.beginning_of(days.month_from(month, 1)))
    first, last = (days.span_of(asked.get(name, "")) for name in ("from", "to"))
    begins = [span[0] for span in (whole, first) if span]
    ends = [span[1] for span in (whole, last) if span]
    if not begins and not ends:
        return ()
    earliest, _end = days.span_of(f"{text.FIRST_YEAR}-01")
    _begin, latest = days.span_of(f"{text.LAST_YEAR}-12")
    return max(begins, default=earliest), min(ends, default=latest)


def is_by_time(asked):
    """Return whether the list is read part by part in the order of time, without a search."""
    narrow = span_asked(asked) or asked.get("region")
    return bool(narrow) and not is_searched(asked) and asked.get("state") != Article.SCHEDULED


def is_searched(asked):
    return bool(asked.get(SEARCH_VAR, "").strip())


def number_in(value):
    """Return the number that a parameter names, 0 when it names none."""
    return int(value[:18]) if value.isdecimal() else 0


class Choice(admin.SimpleListFilter):
    """One of several; a field of the list's form that is empty narrows nothing."""

    every = _("All")

    def value(self):
        return super().value() or None

    def has_output(self):
        return True

    @property
    def id(self):
        return f"filter-{self.parameter_name}"

    @property
    def field(self):
        """The choice as a field of a form."""
        field = LongChoice(choices=[("", self.every), *self.lookup_choices])
        return field.render(self.parameter_name, self.value(), {"id": self.id})

    def narrowed_to(self):
        """Return in words to what the list is narrowed, "" when it is not."""
        chosen = {str(value): label for value, label in self.lookup_choices}
        label = chosen.get(self.value())
        return f"{self.title}: {label}" if label else ""

    def without(self):
        """Return the parameters that take the narrowing away."""
        return {self.parameter_name: None}


class StateFilter(Choice):
    """By state, where scheduled is a state of its own.

    Finished working copies stand there only when asked for; those that are open are told in the row of
    their article instead.
    """

    title = _("status")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        *begun, approved, withdrawn, closed = Article.Status.choices
        scheduled = (Article.SCHEDULED, _("scheduled"))
        copies = ("copies", _("open working copies"))
        return [*begun, scheduled, approved, withdrawn, copies, closed]

    def queryset(self, request, queryset):
        now, state = timezone.now(), self.value()
        if state is None:
            queryset = queryset.exclude(status=Article.Status.CLOSED)
            # A search finds what stands in the copy only.
            return queryset if is_searched(request.GET) else without_told_copies(queryset, request)
        if state == Article.SCHEDULED:
            return queryset.filter(status=Article.Status.APPROVED, published_at__gt=now)
        if state == Article.Status.APPROVED:
            return queryset.public(now)
        if state == "copies":
            return queryset.open_copies()
        return queryset.filter(status=state)


def without_told_copies(queryset, request):
    """Return the articles without the open copies of those that are in the list themselves."""
    # By number, for they are few: no index of the lists knows which rows are copies.
    copies = Article.objects.order_by().open_copies()
    if whose_asked(request) == "mine":
        copies = copies.filter(replaces__in=Article.objects.order_by().own(request.user))
    return queryset.exclude(pk__in=copies.values("pk"))


def whose_at_first(user):
    """Return whose articles the list shows before one chooses."""
    return "all" if workflow.is_editor(user) else "mine"


def whose_asked(request):
    """Return whose articles a request asks for."""
    return request.GET.get("whose") or whose_at_first(request.user)


class WhoseFilter(Choice):
    """Own articles or all that one may see; reporters begin with their own."""

    title = _("writer")
    parameter_name = "whose"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.user = request.user

    def lookups(self, request, model_admin):
        return [("mine", _("my articles")), ("all", _("all articles"))]

    def value(self):
        return super().value() or whose_at_first(self.user)

    @property
    def field(self):
        field = LongChoice(choices=self.lookup_choices)
        return field.render(self.parameter_name, self.value(), {"id": self.id})

    def narrowed_to(self):
        return _("my articles") if self.value() == "mine" else ""

    def without(self):
        return {"whose": "all"}

    def queryset(self, request, queryset):
        if self.value() != "mine":
            return queryset
        is_long = request.GET.get("state") or Article.Status.APPROVED
        if is_long == Article.Status.APPROVED:
            return queryset.own(request.user)
        return queryset.own_of_few(request.user)


class MonthFilter(Choice):
    """By month, of the paper's time or, while there is none, of when it was typed."""

    title = pgettext_lazy("of a year", "month")
    parameter_name = "month"

    def lookups(self, request, model_admin):
        return [(f"{month:%Y-%m}", month_label(month)) for month in offered()["months"]]

    def narrowed_to(self):
        month = month_asked({"month": self.value() or ""})
        return month_label(month) if month else ""

    def queryset(self, request, queryset):
        span = span_asked(request.GET)
        return queryset.of_time(*span) if span and not is_by_time(request.GET) else queryset


class DayInput(forms.TextInput):
    """A day, chosen in the calendar of the browser."""

    input_type = "date"


DAY = DayInput({"min": f"{text.FIRST_YEAR}-01-01", "max": f"{text.LAST_YEAR}-12-31"})


class DayFilter(Choice):
    """The first or the last day of what is shown; MonthFilter narrows by it."""

    words = ""
    edge = 0  # of a span that was typed, its beginning

    @property
    def day(self):
        """The day, None while none or something else is typed."""
        span = days.span_of(self.value() or "")
        return span and days.day_of(span[self.edge] - timedelta(seconds=self.edge))

    def lookups(self, request, model_admin):
        return []

    @property
    def field(self):
        return DAY.render(self.parameter_name, self.day and f"{self.day}", {"id": self.id})

    def narrowed_to(self):
        return self.words % {"day": self.day} if self.day else ""

    def queryset(self, request, queryset):
        return queryset


class FromFilter(DayFilter):
    title = _("from the day")
    words = _("from %(day)s on")
    parameter_name = "from"


class ToFilter(DayFilter):
    title = _("to the day")
    words = _("up to %(day)s")
    parameter_name = "to"
    edge = 1


class SectionFilter(Choice):
    title = _("section")
    parameter_name = "section__id__exact"

    def lookups(self, request, model_admin):
        return offered()["sections"]

    def queryset(self, request, queryset):
        value = self.value()
        return queryset.filter(section=number_in(value)) if value else queryset


class RegionFilter(Choice):
    """By region; a province with all that lies in it."""

    title = _("region")
    parameter_name = "region"

    def lookups(self, request, model_admin):
        return [(number, label) for number, label, _parent in offered()["regions"]]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        number = number_in(self.value())
        parents = {number: parent for number, _label, parent in offered()["regions"]}
        return queryset.in_region(Region(pk=number, parent_id=parents.get(number)))


class ReporterFilter(Choice):
    title = _("reporter")
    parameter_name = "reporter"

    def lookups(self, request, model_admin):
        reporters = offered()["reporters"]
        chosen = number_in(request.GET.get("reporter", ""))
        if chosen and chosen not in dict(reporters):
            other = Reporter.objects.filter(pk=chosen)
            return [*reporters, *((reporter.pk, str(reporter)) for reporter in other)]
        return reporters

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        bylines = Byline.objects.order_by().filter(reporter=number_in(self.value()))
        if span_asked(
            request.GET
        ):  # each of a month is looked up, which is fewer than all of theirs
            return queryset.filter(Exists(bylines.filter(article=OuterRef("pk"))))
        return queryset.filter(pk__in=bylines.values("article"))


class OriginFilter(Choice):
    title = _("origin")
    parameter_name = "origin__exact"

    def lookups(self, request, model_admin):
        return Article.Origin.choices

    def queryset(self, request, queryset):
        return queryset.filter(origin=self.value()) if self.value() else queryset


FILTERS = (
    *(StateFilter, WhoseFilter, MonthFilter, SectionFilter, RegionFilter, ReporterFilter),
    *(OriginFilter, FromFilter, ToFilter),
)
