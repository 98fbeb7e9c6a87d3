"""What an article said before: the list of its revisions, two of them compared, one brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ..desk import revisions as contents
from ..desk import workflow
from .site import newsroom

PAGE_SIZE = 20
VIEWS = ("side", "inline")
LARGEST = 2_147_483_647  # number that the database keeps for a revision

REFUSALS = {
    workflow.Conflict: _(
        "Somebody changed this article after you opened this page. Nothing was brought back: "
        "compare again, then decide."
    ),
    workflow.Incomplete: _(
        "This revision has no headline, no text or no section that is still there, so it can't be "
        "brought back."
    ),
    workflow.Unconfirmed: _(
        "More than half of the text that readers see would be replaced. Please confirm that, then "
        "bring it back."
    ),
}


@require_safe
def revisions(request, article):
    """List the revisions, newest first, with what changed in each."""
    pages = Paginator(article.revisions.select_related("editor"), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    listed = list(page.object_list)
    return TemplateResponse(
        request,
        "admin/revisions.html",
        {
            **newsroom.each_context(request),
            "title": _("Revisions"),
            "article": article,
            "page": page,
            "lines": list(with_changes(article, listed)),
            "newest": newest(article),
            "can_edit": workflow.may_edit(request.user, article),
        },
    )


def with_changes(article, listed):
    """Yield (revision, number of the one before, what changed, size) of revisions, newest first."""
    before = [
        *listed[1:],
        listed and article.revisions.filter(number__lt=listed[-1].number).first(),
    ]
    for revision, older in zip(listed, before, strict=bool(listed)):
        changes = contents.changed(older.content, revision.content) if older else None
        yield revision, older and older.number, changes, contents.size(revision.content)


@require_safe
def difference(request, article):
    """Show two revisions side by side or in one text: `?from=3&to=5&view=side`.

    Without `to` the newest is compared, without `from` the one before; the first with nothing.
    """
    new = revision_of(article, request.GET.get("to")) or article.revisions.first()
    if new is None:
        raise Http404
    earlier = article.revisions.filter(number__lt=new.number)
    old = revision_of(article, request.GET.get("from")) or earlier.first()
    view = request.GET.get("view")
    numbers = article.revisions.values_list("number", flat=True)
    return TemplateResponse(
        request,
        "admin/difference.html",
        {
            **newsroom.each_context(request),
            "title": _("Compare revisions"),
            "article": article,
            "old": old,
            "new": new,
            "view": view if view in VIEWS else VIEWS[0],
            "fields": contents.compare(old.content if old else {}, new.content),
            "before": old and numbers.filter(number__lt=old.number).first(),
            "after": numbers.filter(number__gt=new.number).order_by("number").first(),
            "newest": newest(article),
            "offers": offers(request.user, article, old, new),
        },
    )


def offers(user, article, *revisions):
    """Return (revision, whether it replaces more than half of what readers see) to bring back."""
    if not workflow.may_edit(user, article):
        return []
    last = newest(article)
    return [
        (revision, workflow.is_rewritten(article, revision.content["body"]))
        for revision in revisions
        if revision and revision.number != last
    ]


@require_POST
def bring_back(request, article):
    """Make an older revision what the article says: `number`, and the `version` that was seen."""
    revision = revision_of(article, request.POST.get("number") or "0")
    version = whole_number(request.POST.get("version", ""))
    accepted = ("rewrite",) if request.POST.get("accept_rewrite") else ()
    back = reverse("admin:articles_article_difference", args=[article.pk])
    try:
        new_revision = workflow.bring_back(article, request.user, revision, version, accepted)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied from refusal
    except workflow.Refusal as refusal:
        messages.error(request, REFUSALS[type(refusal)])
        return HttpResponseRedirect(f"{back}?from={revision.number}&to={newest(article)}")
    if new_revision is None:
        messages.warning(request, _("The article says the same already."))
    else:
        message = _("Revision %(old)d is back; it is revision %(new)d now.")
        messages.success(request, message % {"old": revision.number, "new": new_revision.number})
    return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[article.pk]))


def newest(article):
    """Return the number of the article's newest revision, None without one."""
    return article.revisions.values_list("number", flat=True).first()


def revision_of(article, number):
    """Return the article's revision with the number; None without a number. Raises Http404."""
    if not number:
        return None
    return get_object_or_404(
        article.revisions.select_related("editor"), number=whole_number(number)
    )


def whole_number(typed):
    """Return the number that was sent. Raises Http404 when it is none that we would have sent."""
    is_short = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(LARGEST))
    if not is_short or int(typed) > LARGEST:
        raise Http404
    return int(typed)
