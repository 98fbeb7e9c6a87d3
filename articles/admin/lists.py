"""Lists that open as fast with a million rows as with a hundred."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property

MAX_COUNT = 10_000  # rows that a list counts; a bigger number tells nobody anything


class BoundedPaginator(Paginator):
    """The pages of the first MAX_COUNT rows.

    They are counted and found by an index that serves the order; then a page's rows are read, from
    the queryset `rows`, by number.
    """

    rows = None

    @cached_property
    def count(self):
        return self.object_list.values("pk")[:MAX_COUNT].count()

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        return self._get_page(self.rows_of(start, start + self.per_page), number, self)

    def rows_of(self, start, end):
        """Return the rows from the place `start` up to `end`, in the order of the list."""
        numbers = self.object_list.values_list("pk", flat=True)[start : min(end, MAX_COUNT)]
        order = self.object_list.query.order_by
        rows = self.rows.filter(pk__in=list(numbers))
        return rows.order_by(*order) if order else rows


class TimedPaginator(BoundedPaginator):
    """The pages of the first MAX_COUNT articles by time, of a span of (begin, end) or of all."""

    span = ()

    @cached_property
    def count(self):
        return self.object_list.by_time(MAX_COUNT, *self.span).count()

    def rows_of(self, start, end):
        end = min(end, MAX_COUNT)
        numbers = [pk for _at, pk in self.object_list.by_time(end, *self.span)[start:]]
        rows = self.rows.in_bulk(numbers)
        return [rows[pk] for pk in numbers if pk in rows]


class BoundedChangeList(ChangeList):
    """Reads rows by their numbers only, and in no order that its admin does not offer."""

    def get_queryset(self, request, *args, **kwargs):
        queryset = super().get_queryset(request, *args, **kwargs)
        # PostgreSQL knows no NUL in a text, and says so only when it is asked.
        if any("\0" in value for values in self.get_filters_params().values() for value in values):
            raise IncorrectLookupParameters
        return queryset

    def get_ordering(self, request, queryset):
        if not self.sortable_by:
            self.params.pop(ORDER_VAR, None)
        return super().get_ordering(request, queryset)

    def get_ordering_field(self, field_name):
        return super().get_ordering_field(field_name) if field_name in self.sortable_by else None

    def get_results(self, request):
        super().get_results(request)
        if self.show_all or not self.multi_page:
            self.result_list = self.paginator.rows_of(0, MAX_COUNT)
