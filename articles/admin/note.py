"""Notes about an article before readers see it: written, answered, settled, and read afterwards."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ..desk import notes as desk
from ..desk import workflow
from ..forms import NoteForm
from .site import newsroom

SCREENS = ("change", "review")
REFUSALS = {
    workflow.WrongState: _(
        "Readers see this article now, or it is finished: notes are only read. What you typed is "
        "still here."
    ),
    workflow.Incomplete: _("Please write the note."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request, article):
    """Show the notes about the article, and do what a form of theirs asks for.

    A script gets the list alone, and the reason alone when it is refused.
    """
    form = NoteForm(request.POST if request.method == "POST" else None, article=article)
    is_script = "X-CSRFToken" in request.headers
    if form.is_bound:
        refusal = form.error or carried_out(request.user, article, form.cleaned_data)
        if not refusal:
            return listed(request, article) if is_script else back(request, article)
        if is_script:
            return JsonResponse({"error": str(refusal)}, status=422)
    else:
        refusal = ""
    context = {
        **newsroom.each_context(request),
        "title": _("Notes"),
        "article": article,
        "form": form,
        "refusal": refusal,
        **panel(article),
    }
    return TemplateResponse(request, "admin/notes.html", context, status=422 if refusal else 200)


def carried_out(user, article, asked):
    """Do what was asked; returns why it was refused, "" when it was done."""
    action, note, text = asked["action"], asked["note"], asked["text"]
    try:
        if action == "write":
            desk.write(article, user, text, asked["quote"], asked["prefix"], asked["suffix"])
        elif action == "answer":
            desk.answer(note, user, text)
        else:
            getattr(desk, action)(note, user)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied from refusal
    except workflow.Refusal as refusal:
        return REFUSALS[type(refusal)]
    return ""


def listed(request, article):
    """Answer a script with the list as it is now."""
    screen = screen_of(request)
    context = {"article": article, "screen": screen, **panel(article)}
    return TemplateResponse(request, "admin/parts/_notes.html", context)


def back(request, article):
    """Lead back to the notes of the screen from which the form was sent."""
    address = reverse(f"admin:articles_article_{screen_of(request)}", args=[article.pk])
    return HttpResponseRedirect(f"{address}#notes")


def screen_of(request):
    """Return the screen of the article that a form was sent from."""
    screen = request.POST.get("screen")
    return screen if screen in SCREENS else "notes"


def panel(article):
    """Return what every list of the article's notes shows."""
    threads = desk.threads(article)
    takes_notes = workflow.takes_notes(article)
    people = desk.handles(desk.readers(article)) if takes_notes else {}
    return {
        "notes": {
            "open": [note for note in threads if not note.settled_at],
            "settled": [note for note in threads if note.settled_at],
            "can_write": takes_notes,
            "people": "\n".join(people),
        }
    }
