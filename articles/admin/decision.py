from django.contrib import admin

from ..models import Decision
from .site import NewsroomAdmin, newsroom


@admin.register(Decision, site=newsroom)
class DecisionAdmin(NewsroomAdmin):
    """The ledger of approval: to be read, never to be changed."""

    list_display = ("made_at", "article", "action", "actor", "note")
    list_filter = ("action",)
    list_select_related = ("article", "actor")
    list_deferred = ("article__body", "article__excerpt")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
