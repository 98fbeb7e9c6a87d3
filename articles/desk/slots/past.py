"""What readers saw on the front at any moment of the past (지난 첫 화면).

Nothing is kept for it: the picks follow from the record of the slots, what was public from the
ledger, what it said from the revisions.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from django.db.models import Sum

from ...models import (
    LOOKED_AT,
    Article,
    Decision,
    HourlyViews,
    Photo,
    Pick,
    Region,
    Revision,
    Section,
    Slot,
    SlotChange,
    newest_by_town,
)
from ...pure import markup, text
from .filling import MOST_VIEWED, OF_SECTION, SIZES, Place, Top, without_repeats
from .lives import MOVES, lives_of, photos_out_of_use
from .places import make_room, order, placed

Action = SlotChange.Action
Status = Article.Status
FEWEST = 60  # of the newest articles that are looked at first
MOST = 4000  # that are looked at where few can stand, as in an archive without photos
CHANGED = (*MOVES, Decision.Action.REVISE, Decision.Action.MERGE, Decision.Action.EXCLUDE)


@dataclass(frozen=True)
class Front:
    """The front at a moment: {slot: Places}, its Top, (town, article) and (section, articles) below it,
    most viewed in a day.
    """

    places: dict
    top: Top
    towns: list
    sections: list
    most_viewed: list


class Past:
    """The paper at a moment of the past."""

    def __init__(self, at):
        self.at = at
        self.changes = list(SlotChange.objects.filter(made_at__lte=at).order_by("number"))
        self.withdrawn_photos = photos_out_of_use()
        self.lives = lives_of({change.article_id for change in self.changes})

    def know(self, numbers):
        """Read the lives of these articles too."""
        new = set(numbers) - self.lives.keys()
        if new:
            self.lives |= lives_of(new)

    def was_public(self, number, at):
        """Return whether readers saw the article at a moment."""
        life = self.lives.get(number)
        return bool(life and life.is_public(at))

    def admitted(self, slot, number, at):
        """Return whether the article could stand in the slot at a moment."""
        life = self.lives.get(number)
        if not life or not life.is_public(at):
            return False
        if slot == Slot.LATEST:
            return life.was_in("in_latest", at)
        return slot != Slot.PHOTO_NEWS or life.led_by(at, self.withdrawn_photos) is not None

    # What was picked

    def picks(self, slot):
        """Return the picks of the slot that had not ended, in their order, by doing its changes again."""
        picks, running, numbers = {}, {}, count(1)
        for change in self.changes:
            if change.slot == slot:
                self.do_again(change, picks, running, numbers)
        return sorted(running.values(), key=order)

    def do_again(self, change, picks, running, numbers):
        """Do a change of a slot to {article: Pick} as it was done then.

        Those that are `running` are told apart, or each change would look at all of years.
        """
        slot, article, now = change.slot, change.article_id, change.made_at
        pick = picks.get(article)
        if change.action == Action.UNPICK:
            picks.pop(article, None)
            running.pop(article, None)
            return
        for other in [n for n, old in running.items() if old.ends_at and old.ends_at <= now]:
            del running[other]
        places = self.standing(slot, sorted(running.values(), key=order), now)
        old_place = next((place for place, other in places.items() if other is pick), None)
        if pick is None:
            pick = picks[article] = Pick(pk=next(numbers), slot=slot, article_id=article)
        running[article] = pick  # also one that had ended and gets another time
        pick.position, pick.starts_at, pick.ends_at = (
            *(change.position, change.starts_at, change.ends_at),
        )
        pick.picked_by_id = change.made_by_id if change.action == Action.PICK else pick.picked_by_id
        if change.action == Action.PICK and pick.starts_at <= now:
            if self.admitted(slot, article, now):
                make_room(pick, places, step=1)
        elif change.action == Action.MOVE and old_place:
            make_room(pick, places, step=-1 if old_place < pick.position else 1)

    def standing(self, slot, picks, at):
        """Return {place: pick} of those picks that readers saw at a moment."""
        due = [
            pick
            for pick in picks
            if pick.starts_at <= at and (pick.ends_at is None or pick.ends_at > at)
        ]
        return placed(due, lambda number: self.admitted(slot, number, at))

    # What was new

    def newest(self, slot, wanted):
        """Return the numbers of the newest `wanted` articles that the slot admitted."""
        size = FEWEST
        while True:
            numbers, is_all = newest_by(self.at, size)
            self.know(numbers)
            found = [number for number in numbers if self.admitted(slot, number, self.at)]
            if is_all or len(found) >= wanted or size >= MOST:
                return found[:wanted]
            size *= 4

    def newest_of_towns(self, without):
        """Return {town: the number of its newest article} but those of some numbers, the newest first."""
        numbers, _is_all = newest_by(self.at, LOOKED_AT, region__isnull=False)
        self.know(numbers)
        seen = [n for n in numbers if n not in without and self.was_public(n, self.at)]
        regions = dict(Article.objects.filter(pk__in=seen).values_list("pk", "region"))
        towns = Region.objects.towns().in_bulk()
        return newest_by_town((n, towns.get(regions[n])) for n in seen)

    def newest_of(self, section, without):
        """Return the numbers of the newest articles of a section that stood nowhere else on the front."""
        numbers, _is_all = newest_by(self.at, 2 * OF_SECTION + len(without), section=section)
        self.know(numbers)
        shown = (n for n in numbers if n not in without and self.was_public(n, self.at))
        return list(shown)[:OF_SECTION]

    def most_viewed(self):
        """Return the numbers of the most viewed articles of the day before, to the hour."""
        hours = HourlyViews.objects.filter(
            hour__gt=self.at - timedelta(hours=24), hour__lte=self.at
        )
        views = hours.order_by().values("article").annotate(views=Sum("count"))
        ranked = views.order_by("-views", "-article").values_list("article", flat=True)
        numbers = list(ranked[: 2 * MOST_VIEWED])
        self.know(numbers)
        seen = (n for n in numbers if self.was_public(n, self.at))
        return [n for n in seen if self.lives[n].was_in("in_most_viewed", self.at)][:MOST_VIEWED]

    # What it looked like

    def places_of(self, slot, size):
        """Return [(number of the article, Pick or None)] of a slot of that size, as `arrange` does."""
        places = self.standing(slot, self.picks(slot), self.at)
        picked = {pick.article_id for place, pick in places.items() if place <= size}
        newest = (n for n in self.newest(slot, 2 * size) if n not in picked)
        seen = []
        for place in range(1, size + 1):
            pick = places.get(place)
            number = pick.article_id if pick else next(newest, None)
            if number:
                seen.append((number, pick))
        return seen

    def front(self):
        """Return the Front as readers saw it."""
        seen = {slot: self.places_of(slot, SIZES[slot]) for slot in Slot}
        top = without_repeats(self.places_of)
        towns = self.newest_of_towns({*top.shown})
        shown = {*top.shown, *towns.values()}
        sections = {s: self.newest_of(s, shown) for s in Section.objects.all()}
        ranked = self.most_viewed()
        numbers = {number for places in seen.values() for number, _pick in places}
        articles = self.as_they_were(numbers.union(shown, ranked, *sections.values()))

        def told(numbers):
            return [articles[number] for number in numbers]

        return Front(
            {
                slot: [Place(i, articles[n], pick) for i, (n, pick) in enumerate(places, start=1)]
                for slot, places in seen.items()
            },
            Top(told(top.lead), told(top.latest), told(top.photo_news)),
            [(town, articles[number]) for town, number in towns.items()],
            [(s, told(numbers)) for s, numbers in sections.items() if numbers],
            told(ranked),
        )

    def as_they_were(self, numbers):
        """Return {number: Article} with the words, the section and the photo that each had then."""
        articles = {a.pk: a for a in Article.objects.filter(pk__in=numbers).for_cards().order_by()}
        last = {}
        revisions = Revision.objects.filter(article__in=articles, made_at__lte=self.at)
        for number, revision in revisions.order_by("number").values_list("article", "pk"):
            last[number] = revision
        contents = Revision.objects.filter(pk__in=last.values()).values_list("article", "content")
        led_by = {n: self.lives[n].led_by(self.at, self.withdrawn_photos) for n in articles}
        photos = Photo.objects.in_bulk(set(filter(None, led_by.values())))
        sections = Section.objects.in_bulk()
        for number, content in contents:
            put_back(articles[number], content, sections)
        for number, article in articles.items():
            article.lead_photo = photos.get(led_by[number])
        return articles


def newest_by(at, size, **narrowed):
    """Return (the numbers of the `size` newest articles that had their time by then; whether those are all)."""
    found = []
    for status in (Status.APPROVED, Status.WITHDRAWN):
        articles = Article.objects.filter(status=status, published_at__lte=at, **narrowed)
        found += articles.newest().values_list("published_at", "pk")[:size]
    newest = [number for _at, number in sorted(found, reverse=True)]
    return newest[:size], len(newest) < size


def put_back(article, content, sections):
    """Give the article what its list shows of the content of a revision."""
    article.headline, article.subheading = content["headline"], content["subheading"]
    captions = (caption for _number, caption, *_rest in content["photos"])
    article.excerpt = text.excerpt(markup.plain(content["body"]) or next(captions, ""))
    article.section = sections.get(content["section"], article.section)
    article.origin = content["origin"]


def front(at):
    """Return the Front as readers saw it at a moment of the past. Some thirty queries."""
    return Past(at).front()


def steps(at):
    """Return the last moment before and the first one after, at which the front may have changed.

    None where there is none.
    """
    before, after = [], []
    for rows, name in (
        (SlotChange.objects.order_by(), "made_at"),
        (SlotChange.objects.order_by(), "starts_at"),
        (SlotChange.objects.order_by().filter(ends_at__isnull=False), "ends_at"),
        (Decision.objects.order_by().filter(action__in=CHANGED), "made_at"),
        (Article.objects.order_by().filter(status=Status.APPROVED), "published_at"),
    ):
        times = rows.values_list(name, flat=True)
        before += times.filter(**{f"{name}__lt": at}).order_by(f"-{name}")[:1]
        after += times.filter(**{f"{name}__gt": at}).order_by(name)[:1]
    return max(before, default=None), min(after, default=None)


def begins_at():
    """Return when the record of the slots begins, None while nothing was picked."""
    return SlotChange.objects.order_by("made_at").values_list("made_at", flat=True).first()
