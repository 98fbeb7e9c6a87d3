"""One comment in its conversation, with all that the desk knows of it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from ..desk import comments as desk
from ..desk.comments import queue
from ..forms import CommentBanForm
from ..models import Comment
from . import comment_step
from .site import newsroom

REPLIES = 100  # of a conversation on one page
REPORTS = 50  # that are listed


def thread(request, pk, ban_form=None):
    """Show the comment where it was said: what it answers, all replies, and what was decided."""
    comment = find(pk)
    root = find(comment.parent_id) if comment.parent_id else comment
    page = replies_of(root, comment, request.GET.get("page"))
    shown = [root, *page.object_list]
    queue.with_writers(shown, timezone.now())
    comment = next((row for row in shown if row.pk == comment.pk), comment)
    comment.steps = comment_step.buttons_of(comment)
    context = {
        **newsroom.titled(request, pgettext_lazy("desk", "Comment")),
        "comment": comment,
        "conversation": shown,
        "page": page,
        "decisions": comment.decisions.select_related("actor"),
        "reports": comment.reports.select_related("settled_by")[:REPORTS],
        "measures": comment.measures.select_related("begun_by"),
        "bans": desk.bans_of(comment),
        "ban_form": ban_form or CommentBanForm(),
        "note_form": comment_step.note_form(),
    }
    return TemplateResponse(request, "admin/comment_thread.html", context)


def find(pk):
    """Return the comment with what the desk shows of it. Raises Http404."""
    comment = queue.detailed(Comment.objects.filter(pk=pk)).first()
    if comment is None:
        raise Http404
    return comment


def replies_of(root, comment, number):
    """Return the page of the replies with that number, else that on which the comment stands."""
    replies = queue.detailed(root.replies.order_by("pk"))
    if number is None:
        before = root.replies.filter(pk__lt=comment.pk).count() if comment != root else 0
        number = before // REPLIES + 1
    return Paginator(replies, REPLIES).get_page(number)
