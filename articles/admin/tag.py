from django.contrib import admin

from ..models import Tag
from .site import NewsroomAdmin, newsroom


@admin.register(Tag, site=newsroom)
class TagAdmin(NewsroomAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
