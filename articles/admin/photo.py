from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .. import photos
from ..forms import PhotoForm
from ..models import Photo
from .site import DeskAdmin, Developing, desk

CHOICES = 40  # photos that the dialog of the rich editor shows at once


@admin.register(Photo, site=desk)
class PhotoAdmin(Developing, DeskAdmin):
    form = PhotoForm
    list_display = ("thumbnail", "caption", "credit", "uploaded_by", "uploaded_at")
    list_display_links = ("thumbnail", "caption")
    list_select_related = ("uploaded_by",)
    list_per_page = 40
    search_fields = ("caption", "credit")
    show_full_result_count = False
    readonly_fields = ("preview",)

    @admin.display(description=_("photo"))
    def thumbnail(self, photo):
        return format_html('<img class="thumbnail" src="{}" alt="{}">', photo.path.url(320), photo)

    @admin.display(description=_("preview"))
    def preview(self, photo):
        if not photo.pk:
            return "–"
        return format_html('<img class="preview" src="{}" alt="">', photo.path.url(640))

    def get_queryset(self, request):
        return photos.seen_by(request.user)

    def get_fields(self, request, obj=None):
        told = ("caption", "credit", "alt", "taken_at")
        return ("preview", *told, "focal_x", "focal_y") if obj else ("upload", *told)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or photos.may_change(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        # Its files may stand in the text of articles, where no row refers to them.
        return False

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            photos.refocus(obj)
            return
        stored, _new = photos.add(form.cleaned_data["upload"], request.user)
        for name in ("caption", "credit", "alt", "taken_at"):
            setattr(obj, name, form.cleaned_data[name] or getattr(stored, name))
        for name in ("pk", "sha256", "width", "height", "widths", "uploaded_at", "uploaded_by"):
            setattr(obj, name, getattr(stored, name))
        obj._state.adding = False
        obj.save()

    def get_urls(self):
        view = self.admin_site.admin_view(self.choices)
        return [path("choices/", view, name="articles_photo_choices"), *super().get_urls()]

    def choices(self, request):
        """Answer the newest photos with the words of `?q=`, for the dialog of the rich editor."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = photos.search(request.user, request.GET.get("q", ""), CHOICES)
        return JsonResponse(
            {
                "photos": [
                    {
                        "id": photo.pk,
                        "url": photo.path.url(960),
                        "thumbnail": photo.path.url(320),
                        "caption": photo.caption,
                        "credit": photo.credit,
                        "alt": photo.alt_text,
                    }
                    for photo in found
                ]
            }
        )
