"""Several sections at once, as a paper begins."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import Section
from ..pure import text
from .refusals import NotAllowed

# What regional papers have, by the slugs of their addresses; the first six make a paper.
PROPOSED = {
    "politics": _("Politics"),
    "economy": _("Economy"),
    "society": _("Society"),
    "culture": _("Culture"),
    "sports": _("Sports"),
    "opinion": _("Opinion"),
    "education": _("Education"),
    "local": _("Local"),
    "farming": _("Farming"),
    "environment": _("Environment"),
    "people": pgettext_lazy("section", "People"),
}
USUAL = tuple(PROPOSED)[:6]


@transaction.atomic
def add(names, by):
    """Make a section of each name, behind those that are there; names that are taken make none.

    Returns the new Sections. Raises NotAllowed.
    """
    if not (by.is_active and by.has_perm("articles.add_section")):
        raise NotAllowed
    there = dict(Section.objects.values_list("name", "slug"))
    taken, slugs, made = set(there), set(there.values()), []
    proposed = {str(name): slug for slug, name in PROPOSED.items()}
    for name in dict.fromkeys(names):
        if name not in taken:
            slug = text.slug(proposed.get(name, name), slugs)
            slugs.add(slug)
            position = Section.objects.next_position()
            is_opinion = proposed.get(name) == "opinion"
            made.append(
                Section.objects.create(
                    name=name, slug=slug, position=position, is_opinion=is_opinion
                )
            )
    return made
