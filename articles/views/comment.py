"""One comment of a reader: the replies to it, and what others do about it."""

import functools
from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..desk import comments as desk
from ..desk.refusals import Busy, Enough, Gone, Later, NotAllowed, TooMany, WrongPassword
from ..forms import CommentForm, DeletionForm, ReportForm, words_of
from ..models import Comment
from ..pure.days import in_words
from ..reading import comments
from .comments import SeeOther, about, not_there, page_number, public_article, seen_soon
from .door import for_readers, visitor
from .way_back import WayBack, way_back


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, pk, number):
    """Show one comment with a page of its replies, and take what readers do about it."""
    context = about(public_article(pk))
    if context["policy"] == desk.NONE:
        raise Http404
    if request.method == "POST":
        return take(request, context, number)
    found = found_in(context, Comment.objects.standing(), number)
    if found.parent and not (found.is_shown() or found.is_withheld()):
        raise Http404
    return seen_soon(shown(request, context, found))


def found_in(context, these, number):
    """Return the comment of the number under the article. Raises Http404."""
    found = get_object_or_404(these.select_related("parent"), article=context["article"], pk=number)
    found.article = context["article"]
    return found


def shown(request, context, found, status=200, **others):
    """Return the page of a comment; `others` are what was sent and refused."""
    thread = comments.replies(found, page_number(request)) or not_there()
    if found.parent:
        found.parent.first_replies = [found]
    context |= {
        "comment": found,
        "thread": thread,
        "here": WayBack(comment=found.pk, page=thread.number),
        "back": way_back(request.GET.get("back")),
        "opened": request.GET.get("do"),
        "told": request.GET.get("told"),
        "form": CommentForm(article=found.article, parent=found.pk),
        "report": ReportForm(),
        "deletion": DeletionForm(),
    }
    return render(request, "pages/comment.html", context | others, status=status)


def take(request, context, number):
    """Do what was sent about a comment and lead back to where the reader was, or say why not."""
    do = request.POST.get("do")
    act = ACTS.get(do) or not_there()
    # Who wrote what is withheld may still take it back.
    these = Comment.objects.counted() if act is delete else Comment.objects.shown()
    back = way_back(request.POST.get("back"))
    if act is delete and was_deleted(request, context["article"], number):
        return deleted(context["article"], back)
    found = found_in(context, these, number)
    again = functools.partial(shown, request, context, found, back=back, opened=do)
    try:
        return act(request, found, back, again)
    except Gone:
        raise Http404 from None


def vote(request, found, back, again):
    """Count a vote."""
    try:
        desk.vote(found, visitor(request), request.POST["do"] == "agree")
    except Enough:
        reason = _("As many people of your network have voted on this comment as are counted.")
        return again(403, refused=reason)
    return SeeOther(f"{back.path(found.article)}#comment-{found.pk}")


def report(request, found, back, again):
    """Tell the newsroom what is wrong with the comment."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        return again(400, report=form)
    try:
        desk.report(found, visitor(request), **form.cleaned_data)
    except TooMany as refused:
        reason = _("Much was reported from your network. You can send this again in %(time)s.")
        form.add_error(None, reason % {"time": span(refused)})
        return later(again(429, report=form), refused)
    return SeeOther(f"{back.path(found.article, told='reported')}#comments")


def delete(request, found, back, again):
    """Delete the comment for whoever knows its password."""
    form = DeletionForm(request.POST)
    if not form.is_valid():
        return again(400, deletion=form)
    try:
        desk.delete(found, form.cleaned_data["password"], visitor(request))
    except (NotAllowed, WrongPassword):
        form.add_error("password", _("This is not the password of this comment."))
        return again(403, deletion=form)
    except Later as refused:
        reason = _("There were too many wrong passwords. You can try again in %(time)s.")
        is_busy = isinstance(refused, Busy)
        form.add_error(None, words_of(refused) if is_busy else reason % {"time": span(refused)})
        return later(again(503 if is_busy else 429, deletion=form), refused)
    return deleted(found.article, back, found.parent_id)


def was_deleted(request, article, number):
    """Return whether the comment was deleted with the same password: a second click sends it again."""
    gone = article.comments.filter(pk=number, state=Comment.State.DELETED).first()
    form = DeletionForm(request.POST)
    if gone is None or not form.is_valid():
        return False
    try:
        return desk.is_of(gone, form.cleaned_data["password"], visitor(request))
    except Later:
        return False


def deleted(article, back, parent=None):
    """Lead to where the reader was, or as near to it as is left, and say that it is done."""
    places = (back, WayBack(comment=parent), WayBack(order=back.order))
    left = next(place for place in places if place.is_there(article))
    return SeeOther(f"{left.path(article, told='deleted')}#comments")


def span(refused):
    """Return how long to wait, in words."""
    return in_words(timedelta(seconds=refused.seconds))


def later(response, refused):
    """Return the answer with the seconds to wait."""
    response.headers["Retry-After"] = str(refused.seconds)
    return response


ACTS = {"agree": vote, "disagree": vote, "report": report, "delete": delete}
