"""One change of many articles at once: chosen in the list, looked at, then carried out."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..desk import workflow
from ..forms import BulkForm, BulkRegionForm, BulkSectionForm, BulkTagsForm
from ..models import Article, Tagging
from .site import newsroom

MAX_ARTICLES = 500  # that are changed at once; each takes the few milliseconds of a save
MAX_NAMED = 10  # articles that a message names

REFUSED = {
    workflow.NotAllowed: gettext_lazy("a working copy has no place of its own in it"),
    workflow.WrongState: gettext_lazy("it is a finished working copy"),
    workflow.Conflict: gettext_lazy("somebody else changed or deleted it just now"),
    workflow.Unsuitable: gettext_lazy("it would have too many tags"),
}


@dataclass(frozen=True)
class Change:
    """What the list offers: its words, the form of its value, its verb, what an article has now."""

    label: str
    form: type
    verb: callable
    present: callable


def tags_of(article):
    return ", ".join(tagging.tag.name for tagging in article.taggings.all()) or "–"


def latest_of(article):
    return _("in latest news") if article.in_latest else _("left out")


def switched(value):
    """Return the verb that leaves an article out of latest news or lets it in."""
    return lambda article, editor, _value: workflow.switch(article, editor, "in_latest", value)


CHANGES = {
    "section": Change(
        *(gettext_lazy("Change the section"), BulkSectionForm, workflow.set_section),
        lambda article: article.section,
    ),
    "region": Change(
        *(gettext_lazy("Change the region"), BulkRegionForm, workflow.set_region),
        lambda article: article.region or "–",
    ),
    "add_tags": Change(gettext_lazy("Add tags"), BulkTagsForm, workflow.add_tags, tags_of),
    "remove_tags": Change(gettext_lazy("Remove tags"), BulkTagsForm, workflow.remove_tags, tags_of),
    "exclude": Change(
        gettext_lazy("Leave out of latest news"), BulkForm, switched(False), latest_of
    ),
    "admit": Change(
        gettext_lazy("Let into latest news again"), BulkForm, switched(True), latest_of
    ),
}


def bulk(request):
    """Show what will change of the chosen articles; carry it out when that was confirmed."""
    if not workflow.is_editor(request.user):
        raise PermissionDenied
    back = way_back(request.POST.get("back", ""))
    change = CHANGES.get(request.POST.get("change"))
    chosen = request.POST.getlist("number")
    if request.method != "POST" or not change or not is_possible(request, chosen):
        return HttpResponseRedirect(back)
    articles = read(chosen)
    is_confirmed = "confirmed" in request.POST
    form = change.form(request.POST if is_confirmed else None)
    if is_confirmed and form.is_valid():
        carry_out(request, change, articles, form.cleaned_data.get("value"))
        return HttpResponseRedirect(back)
    for article in articles:
        article.present = change.present(article)
    context = {
        **newsroom.titled(request, change.label),
        "articles": articles,
        "form": form,
        "change": change,
        "back": back,
        "name": request.POST["change"],
        "query": request.POST.get("back", ""),
    }
    return TemplateResponse(request, "admin/article_bulk.html", context)


def way_back(query):
    """Return the address of the list with the query that it was narrowed by."""
    address = reverse("admin:articles_article_changelist")
    return address + query if query.startswith("?") else address


def is_possible(request, chosen):
    """Return whether so many articles can be changed at once; tells the person when they can't."""
    if not chosen:
        messages.warning(request, _("Please choose articles in the list first."))
    elif len(chosen) > MAX_ARTICLES:
        told = _("At most %(limit)d articles can be changed at once; you chose %(count)d.")
        messages.error(request, told % {"limit": MAX_ARTICLES, "count": len(chosen)})
    return 0 < len(chosen) <= MAX_ARTICLES


def read(chosen):
    """Return the articles with these numbers, as they were typed, with what the screen shows of them."""
    numbers = [int(number[:18]) for number in chosen if number.isdecimal()]
    rows = Article.objects.filter(pk__in=numbers).select_related("section", "region__parent")
    copies = Article.objects.unfinished().only("replaces", "status")
    taggings = Tagging.objects.select_related("tag").order_by("pk")
    return list(
        rows.without_texts().prefetch_related(
            Prefetch("taggings", taggings), Prefetch("working_copies", copies, to_attr="copies")
        )
    )


def carry_out(request, change, articles, value):
    """Change each of the articles in a transaction of its own, and tell what became of them."""
    changed, same, refused = 0, 0, {}
    for article in articles:
        try:
            if change.verb(article, request.user, value):
                changed += 1
            else:
                same += 1
        except workflow.Refusal as refusal:
            refused.setdefault(type(refusal), []).append(article)
    tell(request, changed, same)
    for reason, left in refused.items():
        names = ", ".join(f"“{Truncator(str(article)).chars(30)}”" for article in left[:MAX_NAMED])
        told = ngettext(
            "%(count)d article was not changed, because %(reason)s: %(names)s",
            "%(count)d articles were not changed, because %(reason)s: %(names)s",
            len(left),
        )
        values = {"count": len(left), "reason": REFUSED[reason], "names": names}
        messages.warning(request, told % values)


def tell(request, changed, same):
    """Say how many articles were changed, and how many were so before."""
    if changed:
        told = ngettext(
            "%(count)d article was changed.", "%(count)d articles were changed.", changed
        )
        messages.success(request, told % {"count": changed})
    if same:
        told = ngettext(
            "%(count)d article was so before.", "%(count)d articles were so before.", same
        )
        messages.info(request, told % {"count": same})
