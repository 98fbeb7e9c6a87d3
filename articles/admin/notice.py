"""What somebody is told at the desk: the list, the way to what it is about, and the count of every screen."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_safe

from ..desk import notices as desk
from ..models import Article, Notice
from .login import lacks_second_factor

PER_PAGE = 50
Kind = Notice.Kind


def news_of(request):
    """Return the News of whoever asks, looked up where a screen shows them; nothing after a logout."""
    return SimpleLazyObject(lambda: request.user.is_authenticated and desk.news(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request, context):
    """Show what the user was told, the newest first; a POST says that all of it was seen."""
    if request.method == "POST":
        desk.see(request.user)
        return HttpResponseRedirect(request.path)
    told = Notice.objects.filter(user=request.user).select_related("article", "actor")
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("page"))
    screen = {"page": page, "notices": page.object_list.readable_by(request.user)}
    return TemplateResponse(request, "admin/notices.html", context | screen)


@require_safe
def open_notice(request, pk):
    """Lead to the screen that the notice is about; it is seen by that."""
    notice = get_object_or_404(Notice.objects.select_related("article"), user=request.user, pk=pk)
    desk.see(request.user, pk=pk)
    return HttpResponseRedirect(screen_of(notice))


def screen_of(notice):
    """Return the address at which somebody does something about what the notice tells."""
    if notice.kind == Kind.SLOT_RUNS_DRY:
        return reverse("admin:articles_pick_changelist")
    if notice.kind == Kind.ASSIGNED:
        return reverse("admin:articles_plan_changelist")
    if notice.kind == Kind.COMMENT_CLAIM and notice.occasion:
        number = notice.occasion.split(":")[1]  # as desk/comments/measures.py names it
        return reverse("admin:articles_comment_measure", args=[number])
    if notice.kind == Kind.COMMENTS_WAIT:
        return reverse("admin:articles_comment_changelist")
    if notice.article is None:
        return reverse("admin:notices")
    screens = {
        Kind.SUBMITTED: "review",
        Kind.MENTIONED: "notes",
        Kind.CORRECTION_DUE: "corrections",
    }
    number = notice.article_id
    if notice.article.status == Article.Status.CLOSED:
        number = notice.article.replaces_id
    return reverse(f"admin:articles_article_{screens.get(notice.kind, 'change')}", args=[number])


@require_safe
def news(request, is_in):
    """Answer how many notices are unseen and which was the desk's last step; 403 to who is not in."""
    if not is_in or lacks_second_factor(request):
        return HttpResponse(status=403)
    told = desk.news(request.user)
    return JsonResponse({"unseen": told.unseen, "step": told.last_step})
