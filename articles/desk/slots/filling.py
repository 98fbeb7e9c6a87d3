"""What readers see of the curated places: picks at their places, filled up with the newest."""

import functools
from dataclasses import dataclass

from django.utils import timezone

from ...models import Article, Pick, Slot, interned
from ...models.prepared import Prepared
from .places import placed

ADMITS = {
    Slot.LEAD: {},
    Slot.LATEST: {"in_latest": True},
    Slot.PHOTO_NEWS: {"lead_photo__isnull": False},
}
SIZES = {Slot.LEAD: 5, Slot.LATEST: 6, Slot.PHOTO_NEWS: 5}
PHOTO_NEWS_ASIDE = 4  # of them beside an article
MOST_VIEWED = 10


@dataclass(frozen=True)
class Place:
    """A place of a slot as readers see it, 1 is the first. Without a pick it was filled in automatically."""

    number: int
    article: Article
    pick: Pick | None


def fill(slot, limit, at=None):
    """Return the `limit` articles of a slot as readers see them now, or at another time.

    Active picks stand at their positions (1 is the first), the rest is filled with the newest
    public articles that the slot admits; no article twice. Three queries at most.
    """
    return [place.article for place in arrange(slot, limit, at)]


def arrange(slot, limit, at=None):
    """Return the Places of a slot as readers see them now, or at another time."""
    at = at or timezone.now()
    places = standing(slot, at)
    placed = {pick.article_id for place, pick in places.items() if place <= limit}
    newest = (article for article in newest_in(slot, limit)(at) if article.pk not in placed)
    seen = []
    for number in range(1, limit + 1):
        pick = places.get(number)
        article = pick.article if pick else next(newest, None)
        if article:
            seen.append(Place(len(seen) + 1, article, pick))
    return seen


def admitted(slot, at):
    """Return the public articles that may stand in the slot, newest first."""
    return Article.objects.public(at).filter(**ADMITS[slot]).for_cards()


@functools.cache
def newest_in(slot, limit):
    """Return what reads the `limit` newest articles that may stand in the slot at a time."""
    return Prepared(lambda at: interned(admitted(slot, at))[:limit])


@functools.cache
def picks_in(slot):
    """Return what reads the picks of the slot whose time it is."""
    return Prepared(lambda at: Pick.objects.active(at).filter(slot=slot))


@functools.cache
def picked_in(slot):
    """Return what reads those articles with some numbers that may stand in the slot at a time."""
    return Prepared(lambda at, *numbers: interned(admitted(slot, at).cards_of(numbers)))


def standing(slot, at):
    """Return {place: pick} of the picks that are due and public, each with its article."""
    picks = list(picks_in(slot)(at))
    if not picks:
        return {}
    picked = picked_in(slot)(at, *(pick.article_id for pick in picks))
    articles = {article.pk: article for article in picked}
    places = placed(picks, articles.__contains__)
    for pick in places.values():
        pick.article = articles[pick.article_id]
    return places


def front_photos(lead, at=None):
    """Return the photo news of the front below these lead articles.

    Photos that lead the page come last, so they repeat only for want of others.
    """
    size = SIZES[Slot.PHOTO_NEWS]
    leading = {article.pk for article in lead}
    photos = fill(Slot.PHOTO_NEWS, size + len(lead), at)
    return sorted(photos, key=lambda article: article.pk in leading)[:size]


def lacks(slot, article):
    """Return why the slot never shows the article, None when it may."""
    if slot == Slot.PHOTO_NEWS and not article.lead_photo_id:
        return "no_photo"
    if slot == Slot.LATEST and not article.in_latest:
        return "excluded"
    return None
