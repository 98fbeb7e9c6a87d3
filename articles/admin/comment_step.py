"""What is done to comments, one or many: each in a transaction of its own, and told."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from ..desk import comments as desk
from ..desk.comments import queue
from ..desk.refusals import NotAllowed, WrongState
from ..forms import CommentNoteForm
from ..models import Comment, CommentDecision
from .site import newsroom

MAX_COMMENTS = 2 * queue.PAGE  # that are decided about at once
MAX_NAMED = 10  # comments that a message names
Action = CommentDecision.Action
LABELS = {
    Action.APPROVE: pgettext_lazy("comments", "Approve"),
    Action.HIDE: pgettext_lazy("comments", "Hide"),
    Action.REMOVE: pgettext_lazy("comments", "Remove"),
    Action.SETTLE: pgettext_lazy("comments", "Reports looked at"),
}
VERBS = {
    Action.APPROVE: desk.approve,
    Action.HIDE: desk.hide,
    Action.REMOVE: desk.remove,
    Action.SETTLE: desk.settle,
}
ASKS_FIRST = (Action.REMOVE,)  # there is no way back from it
DONE = {
    Action.APPROVE: ngettext_lazy(
        "%(count)d comment was approved.", "%(count)d comments were approved.", "count"
    ),
    Action.HIDE: ngettext_lazy(
        "%(count)d comment was hidden.", "%(count)d comments were hidden.", "count"
    ),
    Action.REMOVE: ngettext_lazy(
        "%(count)d comment was removed.", "%(count)d comments were removed.", "count"
    ),
    Action.SETTLE: ngettext_lazy(
        "The reports of %(count)d comment were looked at; it stays as it is.",
        "The reports of %(count)d comments were looked at; they stay as they are.",
        "count",
    ),
}
TO_IT = pgettext_lazy("comment", "To the comment of “%(name)s”")
NOT_DONE = gettext_lazy("Nothing was done to the comment of “%(name)s”: %(what)s")


def note_form(typed=None):
    return CommentNoteForm(typed, label_suffix="", auto_id="step-%s")


def buttons_of(comment):
    """Return the steps that are open to the comment, as (step, label)."""
    return [(action, LABELS[action]) for action in desk.possible(comment)]


def steps_of(comments):
    """Return the steps that are open to some of the comments, in order, as (step, label)."""
    return [
        (action, label)
        for action, label in LABELS.items()
        if any((action, label) in comment.steps for comment in comments)
    ]


def step(request):
    """Do a step to the comments that were chosen, or to that of the button; return to the list.

    A removal is asked for again, and so is what comes with a note that can't be stored.
    """
    action, numbers = asked_of(request.POST)
    form = note_form(request.POST)
    back = way_back(request.POST)
    if not 0 < len(numbers) <= MAX_COMMENTS:
        told = _("Please choose comments in the list first, at most %(count)d.")
        messages.warning(request, told % {"count": MAX_COMMENTS})
        return HttpResponseRedirect(back)
    comments = list(queue.detailed(Comment.objects.filter(pk__in=numbers)).order_by("pk"))
    is_sure = action not in ASKS_FIRST or "confirmed" in request.POST
    if not is_sure or not form.is_valid():
        return ask(request, action, comments, form, back)
    carry_out(request, action, comments, form.cleaned_data["note"])
    return HttpResponseRedirect(back)


def asked_of(posted):
    """Return the step and the numbers of the comments. A row's button names both. Raises Http404."""
    name, _sign, number = posted.get("one", "").partition(":")
    action = name or posted.get("step", "")
    if action not in VERBS:
        raise Http404
    numbers = [number] if name else posted.getlist("number")
    return Action(action), [
        int(each[:18]) for each in numbers if each.isascii() and each.isdecimal()
    ]


def way_back(posted):
    """Return the address of the list as it was, or of the screen of one comment."""
    back, row = posted.get("back", ""), posted.get("next", "")
    if back.isascii() and back.isdecimal():
        return reverse("admin:articles_comment_thread", args=[back[:18]])
    address = reverse("admin:articles_comment_changelist") + (back if back.startswith("?") else "")
    return f"{address}#comment-{row}" if row.isascii() and row.isdecimal() else address


def ask(request, action, comments, form, back):
    """Show once more what will be done to which comments, with the note to be written or mended."""
    context = {
        **newsroom.titled(
            request, _("Remove these comments?") if action in ASKS_FIRST else LABELS[action]
        ),
        "action": action,
        "label": LABELS[action],
        "comments": comments,
        "form": form,
        "back": back,
        "posted": {name: request.POST.get(name, "") for name in ("back", "next")},
        "seen": request.POST.getlist("seen"),
        "asks_first": action in ASKS_FIRST,
    }
    return TemplateResponse(request, "admin/comment_step.html", context)


def carry_out(request, action, comments, note):
    """Do the step to each comment and tell what became of them."""
    seen = dict(each.split(":", 1) for each in request.POST.getlist("seen") if ":" in each)
    done, refused = [], []
    for comment in comments:
        try:
            VERBS[action](comment, request.user, note, seen=seen.get(str(comment.pk)))
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except WrongState as refusal:
            refused.append((comment, refusal.args[0]))
        else:
            done.append(comment)
    if done:
        messages.success(request, told_of(action, done))
    for comment, state in refused[:MAX_NAMED]:
        told = {"name": comment.name, "what": what_it_is(comment, state)}
        messages.warning(request, NOT_DONE % told)
    if others := len(refused[MAX_NAMED:]):
        messages.warning(request, _("… and to %(count)d others.") % {"count": others})


def told_of(action, done):
    """Return what was done; of one comment with its name and the way to it, should it have been a slip."""
    told = DONE[action] % {"count": len(done)}
    if len(done) > 1:
        return told
    [comment] = done
    address = reverse("admin:articles_comment_thread", args=[comment.pk])
    return format_html('{} <a href="{}">{}</a>', told, address, TO_IT % {"name": comment.name})


def what_it_is(comment, state):
    """Return in words what somebody else, or its writer, made of the comment in the meantime."""
    last = comment.decisions.select_related("actor").first()
    words = {
        "state": Comment.State(state).label,
        "who": (last and last.actor) or _("its writer, or time"),
        "when": f"{timezone.localtime(last.made_at):%H:%M}" if last else "",
    }
    if last:
        return _("it is now “%(state)s” (%(who)s, %(when)s).") % words
    return _("it is now “%(state)s”.") % words
