"""By what the list of articles is narrowed."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..desk import workflow
from ..models import Article


class StateFilter(admin.SimpleListFilter):
    """By state, where scheduled is a state of its own; finished copies only when asked for."""

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
            return queryset.exclude(status=Article.Status.CLOSED)
        if state == Article.SCHEDULED:
            return queryset.filter(status=Article.Status.APPROVED, published_at__gt=now)
        if state == Article.Status.APPROVED:
            return queryset.public(now)
        if state == "copies":
            return queryset.open_copies()
        return queryset.filter(status=state)


def whose_at_first(user):
    """Return whose articles the list shows before one chooses."""
    return "all" if workflow.is_editor(user) else "mine"


class WhoseFilter(admin.SimpleListFilter):
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

    def choices(self, changelist):
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request, queryset):
        if self.value() != "mine":
            return queryset
        is_long = request.GET.get("state", Article.Status.APPROVED) == Article.Status.APPROVED
        return queryset.own(request.user) if is_long else queryset.own_of_few(request.user)
