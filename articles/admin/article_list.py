"""The list of articles: found by words, people, places and months, each row with what belongs to it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..desk import workflow
from ..models import Article, Byline
from ..pure import days
from . import lists, searches
from .article_filters import (
    FILTERS,
    TIMES,
    is_by_time,
    is_searched,
    month_asked,
    month_label,
    offered,
    span_asked,
    whose_asked,
)
from .bulk import CHANGES

MAX_MATCHES = 500  # articles that a search shows
MONTHS_AFTER_THE_END = 12  # that the end of the list leads to
BY_TIME = (Coalesce("published_at", "created_at").desc(), "-id")


class ArticleChangeList(lists.BoundedChangeList):
    """The list, and what its screen tells of how it is narrowed."""

    def get_results(self, request):
        super().get_results(request)
        self.asked = request.GET
        self.result_list = list(self.result_list)
        copies = Article.objects.seen_by(request.user).open_copies().select_related("created_by")
        copies = copies.filter(replaces__in=[row.pk for row in self.result_list])
        of_article = {copy.replaces_id: copy for copy in copies.without_texts()}
        for row in self.result_list:
            row.copy = of_article.get(row.pk)

    def address(self, **changes):
        """Return the address of the list with other parameters; None takes one away."""
        asked = {name: value for name, value in self.params.items() if value} | changes
        kept = {name: value for name, value in asked.items() if value is not None}
        return f"?{urlencode(sorted(kept.items()))}"

    def month_address(self, month):
        """Return the address of the list of one month."""
        return self.address(**dict.fromkeys(TIMES) | {"month": f"{month:%Y-%m}"})

    @property
    def narrowings(self):
        """Return [(to what the list is narrowed, the address without that)]."""
        told = [(spec.narrowed_to(), spec.without()) for spec in self.filter_specs]
        if is_searched(self.asked):
            told.insert(0, (f"“{self.query}”", {SEARCH_VAR: None}))
        return [(words, self.address(**without)) for words, without in told if words]

    @property
    def unread(self):
        """Return what was typed for a month or a day and is none."""
        typed = (self.asked.get(name, "") for name in TIMES)
        return [value for value in typed if value and not days.span_of(value)]

    @property
    def month(self):
        """The first day of the month that is shown, None when no one month is."""
        return month_asked(self.asked)

    @property
    def steps(self):
        """Return [(words, address, whether it is what is shown)]: the months beside, or the latest."""
        today = days.day_of(timezone.now())
        if self.month:
            months = [days.month_from(self.month, step) for step in (-1, 0, 1)]
            steps = [
                (month_label(month), month) for month in months if month in offered()["months"]
            ]
        else:
            this = days.month_from(today)
            steps = [(_("This month"), this), (_("Last month"), days.month_from(this, -1))]
        return [(words, self.month_address(month), month == self.month) for words, month in steps]

    @property
    def today(self):
        """The address of the list of today."""
        today = f"{days.day_of(timezone.now())}"
        return self.address(**{"month": None, "from": today, "to": today})

    @property
    def is_cut_here(self):
        """Whether this is the end of a list that goes no further, although there may be more."""
        limit = MAX_MATCHES if is_searched(self.asked) else lists.MAX_COUNT
        is_last = self.show_all or self.page_num == self.paginator.num_pages
        return self.result_count >= limit and is_last

    @property
    def months_on(self):
        """Return [(words, address)] of the months from that of the last row on backwards."""
        last = self.result_list[-1] if self.result_list else None
        if last is None or span_asked(self.asked):
            return []
        month = days.month_from(days.day_of(last.published_at or last.created_at))
        rest = [other for other in offered()["months"] if other <= month]
        return [(month_label(m), self.month_address(m)) for m in rest[:MONTHS_AFTER_THE_END]]


class ArticleList:
    """What the list of articles shows to whom, in which order, and what may be done to many of them."""

    list_display = ("headline",)
    list_select_related = ("section", "region__parent", "lead_photo", "created_by")
    list_deferred = ("body", "subheading", "excerpt")
    list_filter = FILTERS
    list_per_page = 50
    search_fields = ("headline",)
    search_help_text = _(
        "Words of the text, a reporter, a region, a day or month (2026-11-24, 2026.11)."
    )
    change_list_template = "admin/article_list.html"
    actions = None  # of Django; ours are safe to send twice and say what they will do

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    def rows(self):
        bylines = Byline.objects.select_related("reporter")
        return super().rows().prefetch_related(Prefetch("bylines", bylines))

    def get_paginator(self, request, queryset, per_page, *args, **kwargs):
        if not is_by_time(request.GET):
            return super().get_paginator(request, queryset, per_page, *args, **kwargs)
        paginator = lists.TimedPaginator(queryset, per_page)
        paginator.rows, paginator.span = self.rows(), span_asked(request.GET)
        return paginator

    def get_ordering(self, request):
        # Each is served by an index; a person's own articles come by number from wherever.
        state = request.GET.get("state")
        if state == Article.SCHEDULED:
            return ("published_at", "id")
        if state == Article.Status.APPROVED and whose_asked(request) != "mine":
            return ("-published_at", "-id")
        return ("-id",)

    def get_search_results(self, request, queryset, search_term):
        typed = search_term.strip()
        if not typed:
            return queryset, False
        numbers, note = searches.newest(queryset, typed, MAX_MATCHES)
        if note and not typed.isdecimal():
            messages.warning(request, note)
        if typed.isdecimal():
            numbers += queryset.filter(pk=int(typed[:18])).values_list("pk", flat=True)
        found = Article.objects.filter(pk__in=numbers)
        # A working copy stands in the row of its article.
        told = found.order_by().filter(replaces__in=numbers)
        order = BY_TIME if span_asked(request.GET) else ("-pk",)
        return found.exclude(pk__in=told.values("pk")).order_by(*order), False

    def changelist_view(self, request, extra_context=None):
        context = {"bulk_changes": CHANGES if workflow.is_editor(request.user) else {}}
        return super().changelist_view(request, context | (extra_context or {}))
