from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ..desk import regions
from ..forms import KnownRegionsForm
from ..models import Region
from .first_steps import next_screen
from .site import NewsroomAdmin, newsroom
from .versions import VersionedAdmin


@admin.register(Region, site=newsroom)
class RegionAdmin(VersionedAdmin, NewsroomAdmin):
    list_display = ("name", "parent", "slug")
    list_select_related = ("parent",)
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    sortable_by = list_display
    search_fields = ("name", "parent__name")
    prepopulated_fields = {"slug": ("name",)}
    change_list_template = "admin/region_list.html"

    def get_urls(self):
        choose = require_http_methods(["GET", "HEAD", "POST"])(self.choose)
        view = self.admin_site.admin_view(choose)
        return [path("known/", view, name="articles_region_known"), *super().get_urls()]

    def choose(self, request):
        """Offer the 시·도 and 시·군·구 of Korea, and make those that are chosen."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = KnownRegionsForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            made = regions.add(form.cleaned_data["chosen"], request.user)
            for region in made:
                self.log_addition(request, region, [{"added": {}}])
            told = ngettext("%d region is new.", "%d regions are new.", len(made)) % len(made)
            messages.success(request, told)
            listed = reverse("admin:articles_region_changelist")
            return HttpResponseRedirect(next_screen(listed))
        context = self.admin_site.titled(request, _("Choose regions"), opts=self.opts, form=form)
        return TemplateResponse(request, "admin/region_choice.html", context)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            kwargs["queryset"] = Region.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
