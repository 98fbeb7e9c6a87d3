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
TICKER = 10  # latest news on the front
MOST_VIEWED = 10
OF_SECTION = 5  # articles of a section on the front


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


@dataclass(frozen=True)
class Top:
    """What of the front is curated: the top stories, the latest news and the photo news below them."""

    lead: list
    latest: list
    photo_news: list

    @property
    def shown(self):
        """All of them."""
        return [*self.lead, *self.latest, *self.photo_news]


def top(at=None):
    """Return the Top of articles as readers see it now, or at another time."""
    return without_repeats(
        lambda slot, limit: [(place.article, place.pick) for place in arrange(slot, limit, at)]
    )


def without_repeats(arranged):
    """Return the Top in which nothing stands twice; `arranged` gives [(what, pick or None)] of a slot.

    Whatever leads the page stands nowhere else; what somebody picked as photo news does not become
    latest news of itself.
    """
    lead = [one for one, _pick in arranged(Slot.LEAD, SIZES[Slot.LEAD])]
    size = SIZES[Slot.PHOTO_NEWS]
    photos = arranged(Slot.PHOTO_NEWS, size + SIZES[Slot.LEAD] + TICKER)
    kept = {one for one, pick in photos[:size] if pick}
    latest = [
        one
        for one, pick in arranged(Slot.LATEST, TICKER + SIZES[Slot.LEAD] + size)
        if one not in lead and (pick or one not in kept)
    ][:TICKER]
    shown = {*lead, *latest}
    return Top(lead, latest, [one for one, _pick in photos if one not in shown][:size])


def lacks(slot, article):
    """Return why the slot never shows the article, None when it may."""
    if slot == Slot.PHOTO_NEWS and not article.lead_photo_id:
        return "no_photo"
    if slot == Slot.LATEST and not article.in_latest:
        return "excluded"
    return None
