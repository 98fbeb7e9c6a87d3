from django.contrib import admin

from ..models import Region
from .site import NewsroomAdmin, newsroom
from .versions import VersionedAdmin


@admin.register(Region, site=newsroom)
class RegionAdmin(VersionedAdmin, NewsroomAdmin):
    list_display = ("name", "parent", "slug")
    list_select_related = ("parent",)
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    sortable_by = list_display
    search_fields = ("name", "parent__name")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            kwargs["queryset"] = Region.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
