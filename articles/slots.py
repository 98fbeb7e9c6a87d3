"""Curated places: what an editor picked, filled up with the newest."""

from django.utils import timezone

from .models import Article, Pick, Slot

ADMITS = {
    Slot.LEAD: {},
    Slot.LATEST: {"in_latest": True},
    Slot.PHOTO_NEWS: {"lead_photo__isnull": False},
}


def fill(slot, limit, at=None):
    """Return the `limit` articles of a slot as readers see them now, or at another time.

    Active picks stand at their positions (1 is the first), the rest is filled with the newest
    public articles that the slot admits; no article twice. Three queries at most.
    """
    at = at or timezone.now()
    picks = list(Pick.objects.active(at).filter(slot=slot).values_list("article_id", "position"))
    ids = [article_id for article_id, _ in picks]
    picked = (
        {a.pk: a for a in Article.objects.public(at).for_cards().filter(pk__in=ids)} if ids else {}
    )
    newest = list(
        Article.objects.public(at)
        .filter(**ADMITS[slot])
        .exclude(pk__in=list(picked))
        .for_cards()[:limit]
    )
    places = {}
    for article_id, position in picks:
        if article_id in picked:
            place = position - 1
            while place in places:
                place += 1
            places[place] = picked[article_id]
    filled = []
    for place in range(limit):
        if place in places:
            filled.append(places[place])
        elif newest:
            filled.append(newest.pop(0))
    return filled
