from django.contrib import admin

from ..models import Tag
from .site import DeskAdmin, desk


@admin.register(Tag, site=desk)
class TagAdmin(DeskAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
