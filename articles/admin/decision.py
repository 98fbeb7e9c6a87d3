from django.contrib import admin
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext_lazy as _

from ..models import Decision
from .site import NewsroomAdmin, newsroom


@admin.register(Decision, site=newsroom)
class DecisionAdmin(NewsroomAdmin):
    """The ledger of approval: to be read, never to be changed."""

    list_display = ("made_at", "article", "action", "actor", "reason")
    list_filter = ("action",)
    list_select_related = ("article", "actor")
    list_deferred = ("article__body", "article__excerpt")

    @admin.display(description=_("note"))
    def reason(self, decision):
        return linebreaksbr(decision.note)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
