from datetime import timedelta

import pytest
from django.utils import timezone

from articles import slots
from articles.models import Article, Pick, Slot

from .factories import make_article, make_photo, make_public, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def newest():
    """Six public articles with photos, the newest first."""
    section = make_section("사회")
    now = timezone.now()
    return [
        make_public(section=section, photos=[make_photo()], at=now - timedelta(minutes=number + 1))
        for number in range(6)
    ]


def pick(article, position=1, slot=Slot.LATEST, **times):
    return Pick.objects.create(slot=slot, article=article, position=position, **times)


def test_without_picks_a_slot_holds_the_newest(newest):
    assert slots.fill(Slot.LATEST, 4) == newest[:4]


def test_picks_stand_at_their_places_and_nothing_stands_twice(newest):
    pick(newest[4], position=1)
    pick(newest[0], position=3)
    assert slots.fill(Slot.LATEST, 4) == [newest[4], newest[1], newest[0], newest[2]]


def test_two_picks_for_one_place_stand_one_after_the_other(newest):
    pick(newest[4])
    pick(newest[5])
    assert set(slots.fill(Slot.LATEST, 4)[:2]) == {newest[4], newest[5]}


def test_a_pick_beyond_the_slot_is_not_lost_from_it(newest):
    pick(newest[0], position=9)
    assert slots.fill(Slot.LATEST, 3) == newest[:3]


def test_a_pick_stands_for_its_time_only(newest):
    now = timezone.now()
    pick(newest[5], starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    pick(newest[4], starts_at=now + timedelta(hours=1))
    assert slots.fill(Slot.LATEST, 3) == newest[:3]
    assert slots.fill(Slot.LATEST, 3, at=now + timedelta(hours=2))[0] == newest[4]


def test_a_pick_that_is_not_public_yet_waits(newest):
    pick(make_article())
    assert slots.fill(Slot.LATEST, 3) == newest[:3]


def test_an_article_without_photo_is_no_photo_news(newest, client):
    bare = make_public()
    pick(bare, slot=Slot.PHOTO_NEWS)
    assert bare not in slots.fill(Slot.PHOTO_NEWS, 6)
    assert client.get("/latest/").status_code == 200


def test_what_is_left_out_of_latest_is_not_filled_in(newest):
    Article.objects.filter(pk=newest[0].pk).update(in_latest=False)
    assert slots.fill(Slot.LATEST, 3) == newest[1:4]


def test_a_slot_with_more_room_than_articles_holds_them_all(newest):
    pick(newest[3], position=20, slot=Slot.LEAD)
    assert slots.fill(Slot.LEAD, 30) == newest[:3] + newest[4:] + [newest[3]]
