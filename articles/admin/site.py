from django.contrib import admin
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from ..forms import develop

# Django's own Korean for these reads badly; our catalogue has better.
WORDING = (
    _("Select %s to change"),
    _("Select %s to view"),
    _("View %s"),
    _("Save and add another"),
    _(" By %(filter_title)s "),
    _("Cannot delete %(name)s"),
)


class Desk(AdminSite):
    """The newsroom's side of the paper."""

    site_header = site_title = _("Newsroom")
    index_title = _("Desk")
    enable_nav_sidebar = False

    def get_urls(self):
        # Django's short cut to any object's page asks nobody for a right.
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]


desk = Desk(name="admin")


class Plain:
    """Shows fields without the buttons that leave the screen, each named for screen readers."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for right in (
            "can_add_related",
            "can_change_related",
            "can_delete_related",
            "can_view_related",
        ):
            if field and hasattr(field.widget, right):
                setattr(field.widget, right, False)
        if field:
            # Rows of a table and the two halves of a time have no label of their own.
            widget = getattr(field.widget, "widget", field.widget)
            for named in getattr(widget, "widgets", [widget]):
                named.attrs.setdefault("aria-label", field.label)
        return field


class Developing:
    """Reads uploaded photos before the transaction of the save begins."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method == "POST" and request.FILES and self.may_save(request, object_id):
            develop(request.FILES.values())
        return super().changeform_view(request, object_id, *args, **kwargs)

    def may_save(self, request, object_id):
        """Return whether the person may add, or change the object with that id."""
        if object_id is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, self.get_object(request, object_id))


class DeskAdmin(admin.ModelAdmin):
    """What every screen of the desk has: only its own filters may ask the database."""

    view_on_site = False
    max_search_words = 10

    def lookup_allowed(self, lookup, value, request):
        allowed = set()
        for item in self.get_list_filter(request):
            if hasattr(item, "parameter_name"):
                allowed.add(item.parameter_name)
            else:
                name = item if isinstance(item, str) else item[0]
                allowed |= {f"{name}__{how}" for how in ("exact", "id__exact", "isnull")}
        return lookup in allowed

    def get_search_results(self, request, queryset, search_term):
        words = " ".join(search_term.split()[: self.max_search_words])
        return super().get_search_results(request, queryset, words)
