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
    admitted = Article.objects.public(at).filter(**ADMITS[slot]).for_cards()
    picks = list(Pick.objects.active(at).filter(slot=slot).values_list("article_id", "position"))
    picked = {}
    if picks:
        picked = {article.pk: article for article in admitted.filter(pk__in=dict(picks))}
    places = {}
    for article_id, position in picks:
        place = position - 1
        while place in places:  # two editors chose the same place: the later one comes next
            place += 1
        if article_id in picked and place < limit:
            places[place] = picked[article_id]
    placed = [article.pk for article in places.values()]
    newest = iter(admitted.exclude(pk__in=placed)[: limit - len(placed)])
    filled = (places.get(place) or next(newest, None) for place in range(limit))
    return [article for article in filled if article]
