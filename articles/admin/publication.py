from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..models import Publication
from .site import NewsroomAdmin, newsroom
from .versions import VersionedAdmin


@admin.register(Publication, site=newsroom)
class PublicationAdmin(VersionedAdmin, NewsroomAdmin):
    fieldsets = (
        (None, {"fields": ("name", "slogan", "accent", "copyright_notice")}),
        (
            _("Imprint"),
            {
                "fields": (
                    "legal_name",
                    "registration_number",
                    "registered_on",
                    "founded_on",
                    "publisher_name",
                    "editor_name",
                    "youth_protection_officer",
                    "privacy_officer",
                    "ombudsman",
                    "address",
                    "phone",
                    "email",
                )
            },
        ),
        (
            _("Who must give a second factor"),
            {
                "description": _(
                    "Whoever has none yet sets it up at the next step and can do nothing else before. "
                    "Everybody may use one."
                ),
                "fields": ("reporters_need_codes", "editors_need_codes", "publishers_need_codes"),
            },
        ),
    )

    def get_form(self, request, obj=None, change=False, **kwargs):
        notice = Publication(name=Publication.current().name).notice
        help_text = _("Under every article. Empty: %(notice)s") % {"notice": notice}
        return super().get_form(
            request, obj, change, help_texts={"copyright_notice": help_text}, **kwargs
        )

    def changelist_view(self, request, extra_context=None):
        if Publication.objects.exists():
            return HttpResponseRedirect(reverse("admin:articles_publication_change", args=[1]))
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Publication.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False
