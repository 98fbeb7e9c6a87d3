from django.contrib import admin
from django.utils.translation import gettext

from ..forms import PhotoInput
from ..models import Photo, Reporter
from .site import HidesRelatedButtons, NewsroomAdmin, newsroom
from .versions import VersionedAdmin


def is_own(request):
    """Return whether somebody without a public name is making one for the own account."""
    return "own" in request.GET and request.user.reporter_or_none is None


@admin.register(Reporter, site=newsroom)
class ReporterAdmin(VersionedAdmin, HidesRelatedButtons, NewsroomAdmin):
    list_display = ("name", "title", "email", "user", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("user",)
    sortable_by = list_display
    search_fields = ("name", "email")

    def get_changeform_initial_data(self, request):
        own = {}
        if is_own(request):
            own = {"name": request.user.get_full_name(), "user": request.user.pk}
        return {"title": gettext("reporter")} | own | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        if not change and is_own(request) and not request.user.is_superuser:
            obj.user = request.user  # who chose only that: the field is the publisher's
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request, obj=None):
        # The account decides whose drafts one sees, and accounts are the publisher's.
        return () if request.user.is_superuser else ("user",)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "photo":
            kwargs |= {"widget": PhotoInput, "queryset": Photo.objects.in_use()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
