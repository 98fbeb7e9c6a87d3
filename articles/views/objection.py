"""The writer of a comment that is withheld objects to the claim."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..desk.comments import measures
from ..desk.refusals import Busy, Gone, Later, NotAllowed, WrongState
from ..forms import ObjectionForm, words_of
from ..models import Comment
from ..pure.days import in_words
from .comments import SeeOther, public_article, seen_soon
from .door import for_readers, visitor


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request, pk, number):
    """Show the form while the comment is withheld, and take what its writer says."""
    article = public_article(pk)
    comment = Comment.objects.filter(article=article, pk=number).first()
    if comment is None or not comment.is_withheld():
        raise Http404
    if request.method == "POST":
        return take(request, article, comment)
    return shown(request, article, comment, ObjectionForm())


def shown(request, article, comment, form, status=200):
    """Return the page with a form, which may hold what was refused."""
    context = {"article": article, "comment": comment, "form": form}
    context["has_sent"] = "sent" in request.GET and status == 200
    response = render(request, "pages/objection.html", context, status=status)
    return seen_soon(response) if status == 200 else response


def take(request, article, comment):
    """Note the objection and tell what happens next, or give it back with the reason."""
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return shown(request, article, comment, form, 400)
    said = form.cleaned_data
    try:
        measures.object_to(comment, said["password"], said["statement"], visitor(request))
    except (Gone, NotAllowed, Later, WrongState) as refused:
        status, field, reason = told(refused)
        form.add_error(field, reason)
        response = shown(request, article, comment, form, status)
        if isinstance(refused, Later):
            response.headers["Retry-After"] = str(refused.seconds)
        return response
    return SeeOther(f"{request.path}?sent")


def told(refused):
    """Return the status, the field and the sentence for whoever's objection was not taken."""
    if isinstance(refused, Busy):
        return 503, None, words_of(refused)
    if isinstance(refused, Later):
        wait = in_words(timedelta(seconds=refused.seconds))
        return (
            429,
            "password",
            _("Too many wrong passwords. Try again in %(time)s.") % {"time": wait},
        )
    if isinstance(refused, NotAllowed):
        return 403, "password", _("This is not the password of the comment.")
    if isinstance(refused, WrongState):
        return 409, None, _("An objection has arrived already. The newsroom reads that one.")
    return 409, None, _("The comment is not withheld any more, so there is nothing to object to.")
