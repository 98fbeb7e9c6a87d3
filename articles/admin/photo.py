from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ..desk import crops, photo_use, photos
from ..forms import PhotoForm, decode_uploads, told
from ..models import Photo
from ..reading import search
from . import photo_crop, photo_focus, searches
from . import photo_use as use_screen
from .site import HidesRelatedButtons, NewsroomAdmin, PreparesSaves, newsroom
from .versions import VersionedAdmin

MAX_CHOICES = 40  # photos that the dialog shows at once


def described(photo):
    """Return what the article's screen needs to know of a photo that its user may see."""
    return {
        "id": photo.pk,
        "url": photo.path.address(960),
        "thumbnail": photo.path.address(320),
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt,
        "taken_at": time_text(photo.taken_at),
    }


def described_by_file(photo, picture, user):
    """Return the same of a photo that the user has sent, with a receipt for it.

    Where the user may not see the library's words, which may be those of somebody else's
    unpublished story, only the file's own are told.
    """
    receipt = {"receipt": photos.receipt(photo, user)}
    if photos.seen_by(user).filter(pk=photo.pk).exists():
        words = photo.words.or_else(picture.caption, picture.credit)
        return described(photo) | words._asdict() | receipt
    own = {"caption": picture.caption, "credit": picture.credit, "alt": picture.alt}
    return described(photo) | own | {"taken_at": time_text(picture.taken_at)} | receipt


def time_text(at):
    """Return a time as the screen shows it, "" for none."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


@admin.register(Photo, site=newsroom)
class PhotoAdmin(VersionedAdmin, PreparesSaves, HidesRelatedButtons, NewsroomAdmin):
    form = PhotoForm
    list_display = ("thumbnail", "caption", "credit", "uploaded_by", "uploaded_at")
    list_display_links = ("thumbnail", "caption")
    list_select_related = ("uploaded_by",)
    list_per_page = 40
    search_fields = ("caption", "credit")
    search_help_text = _("Words of the caption or credit, or a date: 2026-11-24 or 2026-11.")
    change_form_template = "admin/photo_form.html"
    show_full_result_count = False
    actions = None  # each is deleted on its own screen, which says where it is used
    readonly_fields = ("preview",)

    @admin.display(description=_("photo"))
    def thumbnail(self, photo):
        if photo.withdrawn_at:
            return _("out of use")
        return format_html('<img class="thumbnail" src="{}" alt="{}">', photo.path.url(320), photo)

    @admin.display(description=_("preview"))
    def preview(self, photo):
        if not photo.pk or photo.withdrawn_at:
            return "–"
        return format_html('<img class="preview" src="{}" alt="">', photo.path.url(640))

    def get_queryset(self, request):
        return photos.seen_by(request.user)

    def get_fields(self, request, obj=None):
        common = ("caption", "credit", "alt", "taken_at")
        return ("preview", *common, "focal_x", "focal_y") if obj else ("upload", *common)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or photos.may_change(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return photo_use.may_delete(request.user, obj) and not self.uses(request, obj)["any"]

    def uses(self, request, photo):
        """Return where the photo is used; texts are read through once a request."""
        if getattr(request, "photo_uses", None) is None:
            request.photo_uses = use_screen.uses_for(photo, request.user)
        return request.photo_uses

    def delete_model(self, request, obj):
        photo_use.delete(obj, request.user)

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj:
            context |= {
                "uses": self.uses(request, obj),
                "decisions": obj.decisions.select_related("actor"),
                "may_crop": crops.may_crop(request.user) and not obj.withdrawn_at,
                "may_withdraw": photo_use.may_withdraw(request.user),
            }
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            if {"focal_x", "focal_y"} & set(form.changed_data):
                photos.refocus(obj)
            return
        stored, _new = photos.add(form.cleaned_data["upload"], request.user)
        for name in ("caption", "credit", "alt", "taken_at"):
            setattr(stored, name, form.cleaned_data[name] or getattr(stored, name))
        stored.save()
        obj.pk = stored.pk
        obj.refresh_from_db()

    def get_search_results(self, request, queryset, search_term):
        if search_term.strip():
            if note := searches.note(search_term):
                messages.warning(request, note)
            queryset = searches.matching(queryset, search_term, search.PHOTOS)
        return queryset, False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("choices/", view(self.choices), name="articles_photo_choices"),
            path("<int:pk>/use/", view(self.decide), name="articles_photo_use"),
            path("<int:pk>/focus/", view(self.focus), name="articles_photo_focus"),
            path("<int:pk>/crop/", view(require_POST(self.crop)), name="articles_photo_crop"),
            path("upload/", view(require_POST(self.upload)), name="articles_photo_upload"),
            *super().get_urls(),
        ]

    def decide(self, request, pk):
        """Take the photo out of use, or back."""
        return use_screen.decide(request, get_object_or_404(self.get_queryset(request), pk=pk))

    def focus(self, request, pk):
        """Show or move the focal point of a photo in use."""
        photo = get_object_or_404(self.get_queryset(request).in_use(), pk=pk)
        return photo_focus.focus(request, photo)

    def crop(self, request, pk):
        """Make a new photo of a part of one in use, answer what the article's screen shows of it."""
        photo = get_object_or_404(self.get_queryset(request).in_use(), pk=pk)
        return photo_crop.crop(request, photo, described_by_file)

    def choices(self, request):
        """Answer the newest photos with the words of `?q=`, for the dialog that chooses one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        usable, typed = photos.usable_by(request.user), request.GET.get("q", "").strip()
        if typed:
            usable = searches.matching(usable, typed, search.PHOTOS)
        newest = usable.order_by("-pk")[:MAX_CHOICES]
        listed = [described(photo) for photo in newest]
        return JsonResponse({"photos": listed, "note": searches.note(typed)})

    def upload(self, request):
        """Take one file into the library, answer what the article's screen shows of it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        file = request.FILES.get("file")
        if file is None:
            return JsonResponse({"error": _("Please choose a file.")}, status=422)
        decode_uploads([file])
        if file.refusal:
            return JsonResponse({"error": told(file.refusal, file.name)}, status=422)
        photo, was_new = photos.add(file.picture, request.user)
        answer = described_by_file(photo, file.picture, request.user)
        return JsonResponse(answer | {"is_new": was_new})
