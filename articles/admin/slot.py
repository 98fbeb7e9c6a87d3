from django.contrib import admin

from ..models import Pick
from .site import DeskAdmin, Plain, desk


@admin.register(Pick, site=desk)
class PickAdmin(Plain, DeskAdmin):
    list_display = ("article", "slot", "position", "starts_at", "ends_at", "picked_by")
    list_filter = ("slot",)
    list_select_related = ("article", "picked_by")
    autocomplete_fields = ("article",)

    def save_model(self, request, obj, form, change):
        obj.picked_by = request.user
        super().save_model(request, obj, form, change)
