"""The focal point of a photo, set from the form of an article that shows it."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import construct_change_message
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.template.response import TemplateResponse

from ..desk import crops, photos
from ..forms import FocusForm


def focus(request, photo):
    """Show the focal point with what is cut around it; take another by POST."""
    may_change = photos.may_change(request.user, photo)
    if request.method != "POST":
        context = {
            "photo": photo,
            "form": FocusForm(instance=photo),
            "may_change": may_change,
            "may_crop": crops.may_crop(request.user),
        }
        return TemplateResponse(request, "admin/photo_focus.html", context)
    if not may_change:
        raise PermissionDenied
    with transaction.atomic():
        form = FocusForm(request.POST, instance=photo)
        if not form.is_valid():
            errors = [error for errors in form.errors.values() for error in errors]
            return JsonResponse({"error": " ".join(errors)}, status=422)
        if not form.is_unchanged:
            form.save()
            message = construct_change_message(form, [], add=False)
            LogEntry.objects.log_actions(
                request.user.pk, [photo], CHANGE, message, single_object=True
            )
    photos.refocus(photo)
    return JsonResponse({"id": photo.pk})
