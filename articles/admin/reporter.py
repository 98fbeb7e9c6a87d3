from django.contrib import admin

from ..models import Reporter
from .site import desk


@admin.register(Reporter, site=desk)
class ReporterAdmin(admin.ModelAdmin):
    list_display = ("name", "title", "email", "user", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("user",)
    search_fields = ("name", "email")
    autocomplete_fields = ("photo",)
