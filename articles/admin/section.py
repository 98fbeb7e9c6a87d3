from django.contrib import admin

from ..models import Section
from .site import HidesRelatedButtons, NewsroomAdmin, newsroom
from .versions import EntersLast, VersionedAdmin


@admin.register(Section, site=newsroom)
class SectionAdmin(VersionedAdmin, EntersLast, HidesRelatedButtons, NewsroomAdmin):
    list_display = ("name", "slug", "position")
    list_editable = ("position",)
    prepopulated_fields = {"slug": ("name",)}
