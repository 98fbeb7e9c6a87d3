from django.contrib import admin

from ..forms import PageForm
from ..models import Page
from .site import HidesRelatedButtons, NewsroomAdmin, PreparesSaves, newsroom
from .versions import EntersLast, VersionedAdmin


@admin.register(Page, site=newsroom)
class PageAdmin(VersionedAdmin, EntersLast, PreparesSaves, HidesRelatedButtons, NewsroomAdmin):
    form = PageForm
    list_display = ("title", "slug", "position", "updated_at")
    list_editable = ("position",)
