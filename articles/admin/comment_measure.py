"""임시조치: the screen of a claim against one comment, with what both sides say."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from ..desk.comments import may_moderate, measures
from ..desk.refusals import Gone, Unsuitable, WrongState
from ..forms import EndMeasureForm, NotedObjectionForm, WithholdForm
from ..models import Comment, CommentMeasure

NEAR = 3  # replies before and after the comment that are shown with it
REPORTS = 10  # of readers that are shown
FORMS = {"begin": WithholdForm, "object": NotedObjectionForm, "end": EndMeasureForm}
MEANWHILE = _(
    "This has changed in the meantime: you see it as it is now. What you typed is still here."
)
AGAIN = _(
    "The comment came back after a claim of the same person. By law thirty days are the most: if it "
    "must go, hide or remove it."
)
DONE = {
    "begin": _(
        "The comment is withheld. Readers see a notice in its place, and its writer may object."
    ),
    "object": _("The objection is noted. At the end the comment is shown again."),
    "restored": _("Readers see the comment again."),
    "removed": _("The comment is removed."),
}


def addresses(site):
    """Return the address of this screen in the newsroom."""
    view = site.admin_view(partial(measure, site=site))
    return [path("articles/comment/<int:pk>/measure/", view, name="articles_comment_measure")]


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request, pk, site):
    """Show the comment with both statements; begin a measure, note an objection, end it."""
    if not may_moderate(request.user):
        raise PermissionDenied
    comment = get_object_or_404(Comment.objects.select_related("article", "parent"), pk=pk)
    action = request.POST.get("action")
    form = FORMS[action](request.POST) if action in FORMS else None
    if form and form.is_valid() and carry_out(request, comment, action, form):
        return HttpResponseRedirect(request.path)
    comment.refresh_from_db()
    title = pgettext_lazy("measure", "Claim against a comment")
    screen = about(comment)
    # A form about a claim that has ended, or of which there is another now, has no place any more.
    is_lost = form and (action == "begin") == bool(screen["running"])
    screen |= forms_of(action, None if is_lost else form) | {"lost": form if is_lost else None}
    context = site.titled(request, title, **screen)
    status = 400 if form else 200
    return TemplateResponse(request, "admin/comment_measure.html", context, status=status)


def carry_out(request, comment, action, form):
    """Call the verb and tell what came of it; returns whether it was done."""
    typed = form.cleaned_data
    try:
        if action == "begin":
            measures.withhold(comment, request.user, **typed)
        else:
            running = comment.measures.get(pk=typed.pop("measure"))
            verb = measures.note_objection if action == "object" else measures.end
            verb(running, request.user, **typed)
    except (Gone, WrongState, CommentMeasure.DoesNotExist):
        form.add_error(None, MEANWHILE)
        return False
    except Unsuitable:
        form.add_error("claimant", AGAIN)
        return False
    messages.success(request, DONE[typed.get("outcome", action)])
    return True


def forms_of(action, form):
    """Return the forms of the screen, of which one may hold what was refused."""
    forms = {f"{name}_form": empty() for name, empty in FORMS.items()}
    return forms | ({f"{action}_form": form} if form else {})


def about(comment):
    """Return what the screen tells of the comment and of the claims against it."""
    now = timezone.now()
    every = list(comment.measures.select_related("begun_by", "ended_by"))
    running = next((row for row in every if not row.outcome), None)
    if running and not comment.is_withheld(now):
        running = None  # it is over, and will be written down within a minute
    return {
        "article": comment.article,
        "comment": comment,
        "near": near(comment),
        "is_shown": comment.is_shown(now),
        "running": running,
        "days_left": running and -((now - running.ends_at) // timedelta(days=1)),
        "past": [row for row in every if row.outcome],
        "reports": comment.reports.all()[:REPORTS],
    }


def near(comment):
    """Return the comment with those beside it: what it answers and replies to the same, or its own."""
    if comment.parent is None:
        return [comment, *comment.replies.order_by("pk")[:NEAR]]
    replies = comment.parent.replies
    before = replies.filter(pk__lt=comment.pk).order_by("-pk")[:NEAR]
    after = replies.filter(pk__gt=comment.pk).order_by("pk")[:NEAR]
    return [comment.parent, *reversed(before), comment, *after]
