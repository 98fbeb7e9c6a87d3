from django.contrib import admin

from ..models import Reporter
from .site import DeskAdmin, desk


@admin.register(Reporter, site=desk)
class ReporterAdmin(DeskAdmin):
    list_display = ("name", "title", "email", "user", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("user",)
    search_fields = ("name", "email")
    autocomplete_fields = ("photo",)

    def get_readonly_fields(self, request, obj=None):
        # The account decides whose drafts one sees, and accounts are the publisher's.
        return () if request.user.is_superuser else ("user",)
