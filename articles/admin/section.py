from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ..desk import sections
from ..forms import ProposedSectionsForm, SectionForm
from ..models import Section
from .first_steps import next_screen
from .site import HidesRelatedButtons, NewsroomAdmin, newsroom
from .versions import EntersLast, VersionedAdmin


@admin.register(Section, site=newsroom)
class SectionAdmin(VersionedAdmin, EntersLast, HidesRelatedButtons, NewsroomAdmin):
    form = SectionForm
    list_display = ("name", "slug", "position")
    list_editable = ("position",)
    prepopulated_fields = {"slug": ("name",)}
    change_list_template = "admin/section_list.html"

    def get_urls(self):
        choose = require_http_methods(["GET", "HEAD", "POST"])(self.choose)
        view = self.admin_site.admin_view(choose)
        return [path("proposed/", view, name="articles_section_proposed"), *super().get_urls()]

    def choose(self, request):
        """Offer the sections that papers usually have, and make those that are chosen."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ProposedSectionsForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            made = sections.add(form.cleaned_data["names"], request.user)
            for section in made:
                self.log_addition(request, section, [{"added": {}}])
            told = ngettext("%d section is new.", "%d sections are new.", len(made)) % len(made)
            messages.success(request, told)
            listed = reverse("admin:articles_section_changelist")
            return HttpResponseRedirect(next_screen(listed))
        context = self.admin_site.titled(request, _("Choose sections"), opts=self.opts, form=form)
        return TemplateResponse(request, "admin/section_choice.html", context)
