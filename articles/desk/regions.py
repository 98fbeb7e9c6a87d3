"""The regions of a paper, chosen from the 시·도 and 시·군·구 of Korea."""

from django.db import transaction

from ..models import Region
from ..pure import korea, text
from .refusals import NotAllowed


def known():
    """Return [(Province, its Region or None, {slug of a place in it: whether there is a Region})]."""
    there = Region.objects.select_related("parent")
    provinces = {region.name: region for region in there if not region.parent_id}
    places = {(region.parent_id, region.name) for region in there if region.parent_id}
    found = []
    for province in korea.provinces():
        region = provinces.get(province.name) or provinces.get(province.full_name)
        inside = {
            place.slug: region is not None and (region.pk, place.name) in places
            for place in province.places
        }
        found.append((province, region, inside))
    return found


@transaction.atomic
def add(chosen, by):
    """Make the regions with these slugs of pure.korea; what lies in a province brings it along.

    Returns the new Regions. Raises NotAllowed.
    """
    if not (by.is_active and by.has_perm("articles.add_region")):
        raise NotAllowed
    slugs, made = set(Region.objects.values_list("slug", flat=True)), []

    def make(place, parent=None):
        slug = text.slug(place.slug, slugs)
        slugs.add(slug)
        made.append(Region.objects.create(name=place.name, slug=slug, parent=parent))
        return made[-1]

    for province, region, inside in known():
        wanted = [place for place in province.places if place.slug in chosen]
        if region is None and (wanted or province.slug in chosen):
            region = make(province)
        for place in wanted:
            if not inside[place.slug]:
                make(place, region)
    return made
