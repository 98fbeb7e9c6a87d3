"""Regions, chosen from the 시·도 and 시·군·구 of Korea."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..desk import regions

ALL = "/all"  # behind the slug of a province: it and whatever lies in it


@dataclass(frozen=True)
class Tick:
    """A place to choose: `is_there` when there is nothing to choose any more."""

    name: str
    value: str
    is_there: bool
    is_ticked: bool


@dataclass(frozen=True)
class Lines:
    """A province on the screen: its own tick, that of all that lies in it, and those of its places."""

    own: Tick
    all: Tick
    places: tuple

    @property
    def is_open(self):
        return any(place.is_ticked for place in self.places)

    @property
    def is_complete(self):
        return all(place.is_there for place in self.places)


class KnownRegionsForm(forms.Form):
    """The ticks of provinces and places; cleans to the set of their slugs, `chosen`."""

    chosen = forms.MultipleChoiceField(
        error_messages={
            "required": _("Please choose at least one."),
            "invalid_choice": _("This list has no such region. Please open the page again."),
        }
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        slugs = []
        for province, _region, inside in self.known:
            slugs += [province.slug, province.slug + ALL, *inside]
        self.fields["chosen"].choices = [(slug, slug) for slug in slugs]

    @cached_property
    def known(self):
        return regions.known()

    @property
    def provinces(self):
        """The Lines of each province."""
        ticked = set(self["chosen"].value() or ())

        def tick(name, slug, is_there):
            return Tick(name, slug, is_there, slug in ticked)

        for province, region, inside in self.known:
            places = tuple(tick(p.name, p.slug, inside[p.slug]) for p in province.places)
            whole = tick(province.name, province.slug + ALL, all(inside.values()))
            yield Lines(tick(province.name, province.slug, region is not None), whole, places)

    def clean_chosen(self):
        chosen, new = set(self.cleaned_data["chosen"]), set()
        for province, region, inside in self.known:
            if province.slug + ALL in chosen:
                chosen |= {province.slug, *inside}
            new |= {slug for slug, is_there in inside.items() if not is_there}
            new |= {province.slug} if region is None else set()
        if not chosen & new:
            raise ValidationError(_("All that you chose is there already."))
        return chosen & new
