"""One comment of a reader: the replies to it, and what others do about it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from ..forms import CommentForm
from ..models import Comment
from ..reading import comments
from .comments import about, not_there, page_number, public_article, seen_soon
from .door import for_readers


@for_readers
@require_http_methods(["GET", "HEAD"])
def comment(request, pk, number):
    """Show one comment with a page of its replies, and a form to answer it."""
    article = public_article(pk)
    standing = Comment.objects.standing().filter(article=article, parent=None)
    parent = get_object_or_404(standing, pk=number)
    page = comments.replies(parent, page_number(request)) or not_there()
    form = CommentForm(article=article, parent=parent.pk)
    context = about(article) | {"comment": parent, "thread": page, "form": form}
    return seen_soon(render(request, "pages/comment.html", context))
