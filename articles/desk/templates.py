"""Templates of articles that come again and again, and those with which a paper may begin."""

import json
from pathlib import Path

from django.db import transaction

from ..models import Template
from .refusals import NotAllowed

PROPOSED = Path(__file__).with_name("proposed_templates.json")


@transaction.atomic
def propose(user):
    """Make the proposed templates whose names are not taken; returns the new ones.

    Raises NotAllowed.
    """
    if not user.is_active or not user.has_perm("articles.add_template"):
        raise NotAllowed
    return fill()


def fill():
    """Make the proposed templates whose names are not taken, asked by nobody; returns the new ones."""
    taken = set(Template.objects.values_list("name", flat=True))
    proposed = json.loads(PROPOSED.read_text(encoding="utf-8"))
    new = [Template(**fields) for fields in proposed if fields["name"] not in taken]
    for position, template in enumerate(new, start=Template.objects.next_position()):
        template.position = position
        template.save()
    return new
