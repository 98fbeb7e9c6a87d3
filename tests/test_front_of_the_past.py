"""The front at any minute of the past, from what is recorded anyway."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import photo_use, slots, workflow
from articles.desk.refusals import Refusal
from articles.desk.slots import past
from articles.models import Article, Pick, Slot, SlotChange

from . import front
from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_section,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def seen():
    """Return what readers see now: of each slot and section the articles with headline and photo."""
    shown = {slot: slots.arrange(slot, slots.SIZES[slot]) for slot in Slot}
    shown = {
        slot: [(*words(place.article), bool(place.pick)) for place in places]
        for slot, places in shown.items()
    }
    return shown | {"front": list(map(words, slots.top().shown))}


def words(article):
    return article.pk, article.headline, article.lead_photo_id or (article.lead_photo and 1)


def remembered(at):
    """Return what the past says that readers saw."""
    front = past.front(at)
    shown = {
        slot: [(*words(place.article), bool(place.pick)) for place in places]
        for slot, places in front.places.items()
    }
    return shown | {"front": list(map(words, front.top.shown))}


class Day:
    """A newsroom that does whatever may be done, one thing a minute."""

    def __init__(self, seed, editor, section):
        self.random, self.editor, self.section = random.Random(seed), editor, section
        self.done = set()

    def slot(self):
        return self.random.choice((Slot.LEAD, Slot.LEAD, Slot.LATEST, Slot.PHOTO_NEWS))

    def picked(self, slot):
        """Return an article that somebody picked for the slot."""
        picks = Pick.objects.filter(slot=slot).order_by("pk")
        return self.random.choice(list(picks)).article

    def one(self, *states):
        return self.random.choice(list(Article.objects.filter(status__in=states)) or [None])

    def write(self):
        photos = [make_photo()] if self.random.random() < 0.6 else []
        article = make_article(section=self.section, photos=photos)
        workflow.submit(article, self.editor)
        later = timezone.now() + self.random.choice((2, 5, 9)) * MINUTE
        at = self.random.choice((None, None, later))
        workflow.approve(article, self.editor, at=at, accepted=workflow.CONFIRMED)

    def withdraw(self):
        workflow.withdraw(self.one("approved"), self.editor, "사실 확인")

    def restore(self):
        workflow.restore(self.one("withdrawn"), self.editor, "확인함")

    def edit(self):
        article = self.one("approved")
        article.headline = f"고친 제목 {self.random.randrange(1000)}"
        article.save()
        workflow.record_edit(article, self.editor)

    def switch(self):
        article = self.one("approved")
        workflow.switch(article, self.editor, "in_latest", not article.in_latest)

    def photo(self):
        photo = self.one("approved").lead_photo
        photo_use.withdraw(photo, self.editor, "초상권")

    def pick(self):
        slot = self.slot()
        hours = {name: timezone.now() + self.random.choice((3, 8, 20)) * MINUTE for name in "se"}
        starts = self.random.choice((None, None, None, hours["s"]))
        ends = self.random.choice((None, None, hours["e"]))
        place = self.random.randint(1, slots.SIZES[slot])
        article = self.one("approved", "withdrawn")
        slots.pick(slot, article, self.editor, place, starts, ends)

    def move(self):
        slot = self.slot()
        article = self.picked(slot)
        slots.move(slot, article, self.editor, self.random.randint(1, 5))

    def first(self):
        slots.put_first(self.slot(), self.one("approved"), self.editor)

    def retime(self):
        slot = self.slot()
        article = self.picked(slot)
        slots.retime(slot, article, self.editor, ends_at=timezone.now() + 4 * MINUTE)

    def unpick(self):
        slot = self.slot()
        article = self.picked(slot)
        slots.unpick(slot, article, self.editor)

    def go_on(self):
        """Do one thing, if it may be done."""
        ways = "write write edit switch photo withdraw restore pick pick pick pick move move move first retime unpick"
        way = self.random.choice(ways.split())
        with suppress(Refusal, AttributeError, IndexError):
            getattr(self, way)()
            self.done.add(way)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_past_is_what_readers_saw(seed, bora, section, time_machine):
    day, was = Day(seed, bora, section), {}
    time_machine.move_to(timezone.now().replace(second=0, microsecond=0), tick=False)
    for _number in range(90):
        day.go_on()
        time_machine.shift(MINUTE / 2)
        was[timezone.now()] = seen()
        time_machine.shift(MINUTE / 2)
    assert len(day.done) > 8
    for at, shown in was.items():
        assert remembered(at) == shown


@pytest.mark.one_database
def test_picks_that_have_ended_cost_later_changes_nothing(section, monkeypatch):
    now = timezone.now()
    numbers = [make_public(section=section).pk for _number in range(40)]
    SlotChange.objects.bulk_create(
        SlotChange(
            slot=Slot.LEAD,
            number=number,
            action="pick",
            article_id=article,
            position=1,
            made_at=now - (50 - number) * MINUTE,
            starts_at=now - (50 - number) * MINUTE,
            ends_at=now - (49 - number) * MINUTE,
        )
        for number, article in enumerate(numbers)
    )
    looked_at = []
    standing = past.Past.standing

    def counting(self, slot, picks, at):
        looked_at.append(len(picks))
        return standing(self, slot, picks, at)

    monkeypatch.setattr(past.Past, "standing", counting)
    past.front(now)
    assert len(looked_at) > 40
    assert max(looked_at) <= 1


def test_an_archive_without_photos_is_not_walked_to_its_end(section, monkeypatch):
    monkeypatch.setattr(past, "FEWEST", 1)
    monkeypatch.setattr(past, "MOST", 16)
    for _number in range(40):
        make_public(section=section)
    front = past.Past(timezone.now())
    assert front.newest(Slot.PHOTO_NEWS, 5) == []
    assert len(front.lives) == 16


def test_the_page_of_a_minute_ago_is_the_front_of_now(client, bora, time_machine):
    time_machine.move_to(timezone.now().replace(second=0, microsecond=0), tick=False)
    towns = [make_region(parent=make_region()) for _number in range(3)]
    sections = [make_section(), make_section(is_opinion=True)]
    photo = make_photo()
    for number in range(36):
        article = make_article(
            section=sections[number % 2],
            region=towns[number % 7] if number % 7 < 3 else None,
            photos=[photo] if number % 3 else [],
        )
        workflow.submit(article, bora)
        workflow.approve(article, bora, accepted=workflow.CONFIRMED)
        time_machine.shift(MINUTE)
    public = front.everything(client.get("/").text)
    assert len(public) == len(set(public)) == 5 + 10 + 5 + 3 + 5 + 4
    client.force_login(bora)
    then = client.get("/admin/articles/pick/past/page/")
    assert front.everything(then.text) == public
