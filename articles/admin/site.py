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


desk = Desk(name="admin")


class Plain:
    """Shows a field that names another row without the buttons that leave the screen."""

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
        return field


class Developing:
    """Reads uploaded photos before the transaction of the save begins."""

    def changeform_view(self, request, *args, **kwargs):
        if request.method == "POST" and self.has_view_or_change_permission(request):
            develop(request.FILES.values())
        return super().changeform_view(request, *args, **kwargs)
