"""The steps from an empty paper to its first article: a list that ticks itself, on the publisher's first screen."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ..desk import first_steps
from ..desk.refusals import NotAllowed
from ..models import Publication


@dataclass(frozen=True)
class Step:
    """A step in words; `to` names its form, "" where the operator of the server takes it."""

    title: str
    why: str
    to: str = ""
    button: str = ""
    is_done: bool = False

    @property
    def path(self):
        return self.to and reverse(f"admin:{self.to}")


STEPS = {
    "imprint": (
        _("Imprint"),
        _("The name of the paper, and what the law demands of an internet newspaper."),
        "articles_publication_changelist",
        _("Fill in the imprint"),
    ),
    "sections": (
        _("Sections"),
        _("Every article stands in one; they are the head of every page."),
        "articles_section_proposed",
        _("Choose sections"),
    ),
    "regions": (
        _("Regions"),
        _("The cities and counties that the paper writes about."),
        "articles_region_known",
        _("Choose regions"),
    ),
    "people": (
        _("People"),
        _("Whoever writes needs an account and a byline."),
        "articles_user_add",
        _("Add a person"),
    ),
    "article": (
        _("First article"),
        _("Write it, save it and approve it: readers see it at once."),
        "articles_article_add",
        _("Write an article"),
    ),
    "address": (
        _("Address of the paper"),
        _("Readers reach it under SITE_URL, https and a name; README, “On a server”, says how."),
    ),
    "mail": (
        _("Mail"),
        _("With EMAIL_URL the server sends links for passwords by itself; README, “Settings”."),
    ),
}


def shown(publication):
    """Return what the first screen shows of the steps: nothing when all are done or they are put away."""
    if publication.steps_put_away:
        return {"may_see_steps": True}
    done = first_steps.steps(publication)
    if all(done.values()):
        return {}
    steps = [Step(*words, is_done=done[name]) for name, words in STEPS.items()]
    missing = publication.missing()
    demanded = [
        (name, publication.label(name), name not in missing) for name in publication.DEMANDED
    ]
    return {"steps": steps, "demanded": demanded, "done_count": sum(done.values())}


def next_screen(otherwise):
    """Return the first screen while the list of steps stands there, else the other address."""
    return reverse("admin:index") if "steps" in shown(Publication.current()) else otherwise


@require_POST
def put_steps_away(request):
    """Put the list of steps away, or show it again."""
    try:
        first_steps.put_away(request.user, is_away=request.POST.get("away") == "1")
    except NotAllowed as error:
        raise PermissionDenied from error
    return HttpResponseRedirect(reverse("admin:index"))
