from django.contrib import admin

from ..forms import PageForm
from ..models import Page
from .site import HidesRelatedButtons, NewsroomAdmin, newsroom


@admin.register(Page, site=newsroom)
class PageAdmin(HidesRelatedButtons, NewsroomAdmin):
    form = PageForm
    list_display = ("title", "slug", "position", "updated_at")
    list_editable = ("position",)
