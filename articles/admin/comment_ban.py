"""Bans: made at a comment, listed, lifted."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..desk import comments as desk
from ..desk.refusals import Gone
from ..forms import CommentBanForm
from ..models import Comment, CommentBan
from .comment_thread import thread
from .site import newsroom


def ban(request, pk):
    """Ban whoever wrote the comment; return to its screen."""
    comment = get_object_or_404(Comment, pk=pk)
    form = CommentBanForm(request.POST)
    if not form.is_valid():
        return thread(request, pk, form)
    typed = form.cleaned_data
    try:
        made = desk.ban(
            comment, request.user, typed["days"], typed["whole_network"], typed["reason"]
        )
    except Gone:
        form.add_error(None, _("Nobody knows any more who wrote this comment: that is forgotten."))
        return thread(request, pk, form)
    until = f"{timezone.localtime(made.until):%Y-%m-%d %H:%M}"
    messages.success(request, _("Banned until %(until)s.") % {"until": until})
    return HttpResponseRedirect(reverse("admin:articles_comment_thread", args=[pk]))


def bans(request):
    """List the bans in force; a POST lifts one."""
    if request.method == "POST":
        number = request.POST.get("ban", "")
        ban = get_object_or_404(CommentBan, pk=int(number[:18]) if number.isdecimal() else 0)
        desk.lift(ban, request.user)
        messages.success(request, _("The ban was lifted."))
        if "thread" in request.POST:
            return HttpResponseRedirect(
                reverse("admin:articles_comment_thread", args=[ban.comment_id])
            )
        return HttpResponseRedirect(request.path)
    context = {
        **newsroom.titled(request, _("Bans in force")),
        "bans": desk.standing(),
    }
    return TemplateResponse(request, "admin/comment_bans.html", context)
