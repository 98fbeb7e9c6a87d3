"""A part of a photo, made a photo of its own from the form of an article or the photo's own screen."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ..desk import crops
from ..desk.refusals import NotAllowed, Unsuitable
from ..forms import FrameForm, told, told_of_frame
from ..pure import imaging


def crop(request, photo, described):
    """Cut the photo by POST; `described` is what the article's screen needs to know of the new one."""
    form = FrameForm(request.POST)
    if not form.is_valid():
        return refused(told_of_frame("outside"))
    try:
        picture, part, was_new = crops.crop(photo, form.frame, request.user)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except Unsuitable as refusal:
        return refused(told_of_frame(refusal.reason))
    except imaging.Unusable as refusal:
        return refused(told(refusal, _("This part")))
    answer = described(part, picture, request.user)
    screen = reverse("admin:articles_photo_change", args=[part.pk])
    return JsonResponse(answer | {"is_new": was_new, "screen": screen})


def refused(sentence):
    """Answer why nothing has been cut."""
    return JsonResponse({"error": sentence}, status=422)
