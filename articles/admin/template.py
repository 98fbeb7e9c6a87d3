from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..desk import templates, workflow
from ..forms import TemplateForm
from ..models import Region, Template
from .site import HidesRelatedButtons, NewsroomAdmin, PreparesSaves, newsroom
from .versions import EntersLast, VersionedAdmin


def beginning(request):
    """Return what the new article of a request begins with: what its `?template=` holds."""
    number = request.GET.get("template", "")
    template = Template.objects.filter(pk=number[:18]).first() if number.isdecimal() else None
    return template.beginning() if template else {}


def choices(request):
    """Return the templates by name, and which of them is chosen; "" for none."""
    named = Template.objects.only("name", "position")
    return {"templates": list(named), "template": request.GET.get("template", "")}


@admin.register(Template, site=newsroom)
class TemplateAdmin(VersionedAdmin, EntersLast, PreparesSaves, HidesRelatedButtons, NewsroomAdmin):
    form = TemplateForm
    list_display = ("name", "headline", "section", "position")
    list_editable = ("position",)
    list_select_related = ("section",)
    list_deferred = ("body", "subheading")
    change_list_template = "admin/template_list.html"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "region":
            kwargs["queryset"] = Region.objects.in_tree_order()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.propose))
        return [path("propose/", view, name="articles_template_propose"), *super().get_urls()]

    def propose(self, request):
        """Put in the templates that are proposed, those whose names are there left out."""
        try:
            new = templates.propose(request.user)
        except workflow.NotAllowed as refusal:
            raise PermissionDenied from refusal
        for template in new:
            self.log_addition(request, template, [{"added": {}}])
        told = _("Templates put in: %(count)d. Change them as your paper writes.")
        messages.success(request, told % {"count": len(new)})
        return HttpResponseRedirect(reverse("admin:articles_template_changelist"))
