"""The approval screen: the page as readers will see it, what is different, what to look at."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ..desk import plans, preview, revisions, source_files, workflow
from ..forms import DecisionForm
from ..models import Article, Decision, Note
from . import note, placing, unfinished
from . import word as words
from .site import newsroom

Action = Decision.Action

VERBS = {
    Action.APPROVE: (_("Approve"), _("The article is approved.")),
    Action.SEND_BACK: (_("Send back"), _("The article has gone back to its reporter.")),
    Action.SUBMIT: (_("Ask for approval"), _("The article waits for approval.")),
    Action.TAKE_BACK: (_("Take back"), _("The article is a draft again.")),
    Action.WITHDRAW: (_("Withdraw"), _("The article is withdrawn; readers no longer see it.")),
    Action.RESTORE: (_("Restore"), _("Readers see the article again.")),
    Action.DISCARD: (_("Discard the copy"), _("The working copy is discarded.")),
}
GOES_ON = (Action.APPROVE, Action.SEND_BACK)  # then the editor takes the next that waits
REFUSALS = {
    workflow.NotAllowed: _("You are not allowed to do this to this article."),
    workflow.WrongState: _("This can't be done in the present state of the article."),
    workflow.Conflict: _(
        "Somebody changed this article after you opened it. Please read it again, then decide."
    ),
    workflow.Incomplete: _("Please write the reason for this step."),
    workflow.Unconfirmed: _("Please look at what is marked below and confirm it, then approve."),
}

TAKES = {Action.APPROVE: ("at", "seen", "accepted"), Action.RESTORE: ("seen",)}


@require_safe
def review(request, article):
    return screen(request, article, DecisionForm())


@require_POST
def decide(request, article):
    """Do the step that a form of the screen asks for; what was typed stays when it is refused."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return screen(request, article, form)
    arguments = form.cleaned_data
    action, slot = arguments.pop("action"), arguments.pop("first_in")
    if action not in VERBS:
        raise PermissionDenied
    if not carry_out(request, article, action, **arguments):
        article.refresh_from_db()
        return screen(request, article, form)
    if slot and action == Action.APPROVE:
        placing.put_first(request, article.replaces or article, slot)
    if action in GOES_ON and not article.replaces_id:
        return HttpResponseRedirect(reverse("admin:index"))
    to = article.replaces_id if article.status == Article.Status.CLOSED else article.pk
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[to]))


SHOWS = (Action.APPROVE, Action.RESTORE)  # after which readers see the article


def carry_out(request, article, action, version, note="", **approval):
    """Call the verb and tell the person what came of it; returns whether it was done."""
    approval = {name: approval[name] for name in TAKES.get(action, ())}
    try:
        getattr(workflow, action)(article, request.user, note=note, version=version, **approval)
    except workflow.Refusal as refusal:
        missing = [name for name in getattr(refusal, "missing", ()) if name != "note"]
        said = unfinished.told(article, missing) if missing else REFUSALS[type(refusal)]
        messages.error(request, said)
        return False
    if action == Action.SUBMIT:
        words.keep_word(request, article)
    if action == Action.APPROVE and article.replaces_id:
        said = _("Readers see the article with these changes now.")
    else:
        said = VERBS[action][1]
    if action in SHOWS and (article.replaces_id or article.is_public()):
        link = format_html('<a href="{}">{}</a>', article.get_absolute_url(), _("See the page"))
        said = format_html("{} {}", said, link)
    messages.success(request, said)
    if article.state == Article.SCHEDULED:
        at = formats.date_format(timezone.localtime(article.published_at), "Y-m-d (D) H:i")
        messages.success(request, _("Readers will see it from %(at)s.") % {"at": at})
    return True


def screen(request, article, form):
    """Show the screen; `form` holds what was typed."""
    # Read before all that is shown: a change in between must not pass for what was on the screen.
    version, seen = article.edit_version, workflow.fingerprint(article)
    before = workflow.approved_content(article)
    is_draft = article.status == Article.Status.DRAFT
    missing = workflow.lacking(article.content()) if is_draft else ()
    return TemplateResponse(
        request,
        "admin/review.html",
        {
            **newsroom.each_context(request),
            "title": str(article),
            "article": article,
            "version": version,
            "seen": seen,
            "form": form,
            "word": words.word_for(request, article),
            "remarks": workflow.remarks(article),
            "missing": missing and unfinished.told(article, missing),
            "steps": steps(request.user, article),
            "asked": asked(article),
            "ledger": ledger(request.user, article),
            **note.panel(article),
            "plan": plans.of_article(article),
            "standings": placing.standings(request.user, article),
            "first_in": placing.places_for(request.user, article),
            "difference": before and revisions.compare(before, article.content()),
            "was_approved": before is not None,
            "preview": preview.path(article) if article.status in preview.STATUSES else None,
            "sources": source_files.of(article),
            "can_edit": workflow.may_edit(request.user, article),
            "now": timezone.localtime(),
        },
    )


def steps(user, article):
    """Return (action, label, needs a reason) of what the user can do to the article now."""
    moves = workflow.moves_of(article)
    possible = sorted(workflow.possible(user, article), key=list(VERBS).index)
    if Action.SEND_BACK in possible:
        possible.remove(Action.TAKE_BACK)  # the same with a reason
    return [(action, VERBS[action][0], moves[action].needs_note) for action in possible]


def asked(article):
    """Return the Decision by which a waiting article asks for approval, None of any other."""
    is_waiting = article.status == Article.Status.SUBMITTED
    return article.decisions.filter(action=Action.SUBMIT).first() if is_waiting else None


def ledger(user, article):
    """Return the Decisions and Notes about the article and its working copies, newest first.

    Whoever is named in one of them only reads nothing of the others.
    """
    original = article.replaces_id or article.pk
    articles = Article.objects.filter(Q(pk=original) | Q(replaces=original))
    if not workflow.is_editor(user):
        articles = articles.own_of_few(user)
    numbers = list(articles.values_list("pk", flat=True))
    decisions = Decision.objects.filter(article__in=numbers).select_related("actor")
    notes = Note.objects.filter(article__in=numbers).select_related("author", "settled_by")
    lines = [*decisions, *notes.order_by("-made_at", "-id")]
    return sorted(lines, key=lambda line: line.made_at, reverse=True)
