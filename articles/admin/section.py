from django.contrib import admin

from ..models import Section
from .site import DeskAdmin, Plain, desk


@admin.register(Section, site=desk)
class SectionAdmin(Plain, DeskAdmin):
    list_display = ("name", "slug", "position")
    list_editable = ("position",)
    prepopulated_fields = {"slug": ("name",)}
