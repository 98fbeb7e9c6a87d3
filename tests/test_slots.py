from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.desk import slots, workflow
from articles.desk.slots import curating, filling
from articles.models import Article, Pick, Slot, SlotChange

from . import front, test_races
from .factories import make_article, make_photo, make_public, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def newest(section):
    """Six public articles with photos, the newest first."""
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
    assert slots.fill(Slot.PHOTO_NEWS, 6) == newest[:6]
    assert client.get("/latest/").status_code == 200


def test_what_is_left_out_of_latest_is_not_filled_in(newest):
    Article.objects.filter(pk=newest[0].pk).update(in_latest=False)
    assert slots.fill(Slot.LATEST, 3) == newest[1:4]


def test_a_slot_with_more_room_than_articles_holds_them_all(newest):
    pick(newest[3], position=20, slot=Slot.LEAD)
    assert slots.fill(Slot.LEAD, 30) == newest[:3] + newest[4:] + [newest[3]]


# The verbs


def shown(slot=Slot.LEAD, at=None):
    """What readers see: each article, and whether somebody picked it."""
    return [
        (place.article, bool(place.pick)) for place in slots.arrange(slot, slots.SIZES[slot], at)
    ]


def picked(slot=Slot.LEAD, at=None):
    """{place: article} of the picks that readers see."""
    rows = slots.arrange(slot, slots.SIZES[slot], at)
    return {place.number: place.article for place in rows if place.pick}


def record(slot=Slot.LEAD):
    return list(SlotChange.objects.filter(slot=slot).order_by("number"))


def test_whoever_stood_there_goes_one_down_as_far_as_needed(newest, bora):
    slots.pick(Slot.LEAD, newest[3], bora, 1)
    slots.pick(Slot.LEAD, newest[4], bora, 4)
    slots.pick(Slot.LEAD, newest[5], bora, 1)
    assert shown() == [
        (newest[5], True),
        (newest[3], True),
        (newest[0], False),
        (newest[4], True),
        (newest[1], False),
    ]


def test_a_pick_moves_up_and_down_past_the_others(newest, bora):
    for place in (1, 2, 3):
        slots.pick(Slot.LEAD, newest[place + 2], bora, place)
    a, b, c = newest[3:6]
    slots.move(Slot.LEAD, a, bora, 2)
    assert picked() == {1: b, 2: a, 3: c}
    slots.move(Slot.LEAD, c, bora, 1)
    assert picked() == {1: c, 2: b, 3: a}
    slots.move(Slot.LEAD, c, bora, 3)
    assert picked() == {1: b, 2: a, 3: c}
    slots.move(Slot.LEAD, a, bora, 5)
    assert picked() == {1: b, 3: c, 5: a}
    slots.move(Slot.LEAD, a, bora, 4)
    assert picked() == {1: b, 3: c, 4: a}


def test_after_a_short_pick_the_others_stand_where_they_stood(newest, bora):
    a, b, breaking = newest[3:6]
    slots.pick(Slot.LEAD, a, bora, 1)
    slots.pick(Slot.LEAD, b, bora, 2)
    end = timezone.now() + timedelta(hours=3)
    slots.pick(Slot.LEAD, breaking, bora, 1, ends_at=end)
    assert picked() == {1: breaking, 2: a, 3: b}
    assert picked(at=end) == {1: a, 2: b}


def test_every_order_of_moves_leaves_one_pick_a_place(newest, bora):
    for number, article in enumerate(newest):
        slots.pick(Slot.LEAD, article, bora, number % 5 + 1)
    for step in range(60):
        article, place = newest[step * 7 % 6], step * 3 % 5 + 1
        slots.move(Slot.LEAD, article, bora, place)
        assert picked()[place] == article
        assert len(picked()) == 5


def test_what_is_pinned_stays_when_newer_articles_come(newest, bora):
    slots.pick(Slot.LATEST, newest[1], bora, 2)
    newer = make_public(at=timezone.now())
    assert shown(Slot.LATEST)[:3] == [(newer, False), (newest[1], True), (newest[0], False)]


def test_a_pick_waits_for_its_approval(newest, bora, article):
    slots.pick(Slot.LEAD, article, bora, 1)
    [waiting] = slots.unseen(Slot.LEAD, slots.arrange(Slot.LEAD, 5))
    assert (waiting.pick.article, waiting.reason) == (article, "waiting")
    assert picked() == {}
    workflow.approve(article, bora)
    assert picked() == {1: article}


def test_every_change_is_recorded_with_its_number(newest, bora):
    end = timezone.now() + timedelta(hours=1)
    slots.pick(Slot.LEAD, newest[0], bora, 1)
    slots.move(Slot.LEAD, newest[0], bora, 3)
    slots.retime(Slot.LEAD, newest[0], bora, ends_at=end)
    slots.unpick(Slot.LEAD, newest[0], bora)
    slots.pick(Slot.LATEST, newest[0], bora, 1)
    told = [(change.number, change.action, change.position) for change in record()]
    assert told == [(1, "pick", 1), (2, "move", 3), (3, "retime", 3), (4, "unpick", 3)]
    assert {change.made_by for change in record()} == {bora}
    assert [change.ends_at for change in record()] == [None, None, end, end]
    assert (slots.version_of(Slot.LEAD), slots.version_of(Slot.LATEST)) == (4, 1)
    assert slots.version_of(Slot.PHOTO_NEWS) == 0
    assert not Pick.objects.filter(slot=Slot.LEAD).exists()


def test_a_change_of_an_older_version_is_refused_and_overwrites_nothing(newest, bora, dami):
    slots.pick(Slot.LEAD, newest[0], bora, 1, version=0)
    before = list(Pick.objects.values()), record()
    late = [
        lambda: slots.pick(Slot.LEAD, newest[1], dami, 1, version=0),
        lambda: slots.move(Slot.LEAD, newest[0], dami, 2, version=0),
        lambda: slots.retime(Slot.LEAD, newest[0], dami, version=0),
        lambda: slots.unpick(Slot.LEAD, newest[0], dami, version=0),
        lambda: slots.unpick(Slot.LEAD, newest[0], dami, version=7),
        lambda: slots.unpick(Slot.LEAD, newest[1], dami),
    ]
    for change in late:
        with pytest.raises(slots.Conflict):
            change()
    assert (list(Pick.objects.values()), record()) == before


def test_the_database_gives_a_number_to_one_only(newest, bora):
    stands = slots.pick(Slot.LEAD, newest[0], bora, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        SlotChange.objects.create(
            slot=Slot.LEAD, number=1, action="move", article=newest[1], position=1,
            starts_at=timezone.now(),
        )  # fmt: skip
    with pytest.raises(slots.Conflict):
        curating.record(SlotChange.Action.MOVE, stands, bora, version=0)
    assert len(record()) == 1


def test_a_reporter_does_not_curate(newest, bora, nari):
    slots.pick(Slot.LEAD, newest[0], bora, 1)
    gone = make_user("gone", "편집자", is_active=False)
    for person in (nari, gone):
        for change in (
            lambda by: slots.pick(Slot.LEAD, newest[1], by, 1),
            lambda by: slots.move(Slot.LEAD, newest[0], by, 2),
            lambda by: slots.retime(Slot.LEAD, newest[0], by),
            lambda by: slots.unpick(Slot.LEAD, newest[0], by),
        ):
            with pytest.raises(slots.NotAllowed):
                change(person)
    assert picked() == {1: newest[0]}
    assert len(record()) == 1


def refused(reason, verb, *arguments, **times):
    before = list(Pick.objects.values()), SlotChange.objects.count()
    with pytest.raises(slots.Unsuitable) as refusal:
        verb(*arguments, **times)
    assert refusal.value.reason == reason
    assert (list(Pick.objects.values()), SlotChange.objects.count()) == before


def test_what_makes_no_sense_is_refused_with_its_reason(newest, bora, nari, section):
    now = timezone.now()
    live = newest[0]
    copy = make_article(section=section, replaces=live)
    gone = make_public(section=section)
    workflow.withdraw(gone, bora, "오보")
    bare = make_public(section=section)
    left_out = make_public(section=section, in_latest=False)
    refused("copy", slots.pick, Slot.LEAD, copy, bora, 1)
    refused("withdrawn", slots.pick, Slot.LEAD, gone, bora, 1)
    refused("no_photo", slots.pick, Slot.PHOTO_NEWS, bare, bora, 1)
    refused("excluded", slots.pick, Slot.LATEST, left_out, bora, 1)
    for place in (0, -1, 6, 70_000):
        refused("position", slots.pick, Slot.LEAD, live, bora, place)
    slots.pick(Slot.LEAD, live, bora, 1)
    refused("picked", slots.pick, Slot.LEAD, live, bora, 2)
    refused("position", slots.move, Slot.LEAD, live, bora, 6)
    hour = timedelta(hours=1)
    for verb, place in ((slots.pick, [2]), (slots.retime, [])):
        which = newest[1] if place else live
        refused("over", verb, Slot.LEAD, which, bora, *place, ends_at=now - hour)
        refused(
            "ends_before_start",
            verb, Slot.LEAD, which, bora, *place, starts_at=now + 2 * hour, ends_at=now + hour,
        )  # fmt: skip
        far = datetime(2101, 1, 1, tzinfo=ZoneInfo("Asia/Seoul"))
        refused("far", verb, Slot.LEAD, which, bora, *place, ends_at=far)


def test_a_pick_whose_time_is_over_can_be_picked_again(newest, bora):
    now = timezone.now()
    pick(newest[4], slot=Slot.LEAD, starts_at=now - timedelta(days=2), ends_at=now)
    slots.pick(Slot.LEAD, newest[4], bora, 2)
    assert picked() == {2: newest[4]}


def test_a_new_time_begins_now_what_had_not_begun_and_leaves_the_rest(newest, bora):
    now = timezone.now()
    slots.pick(Slot.LEAD, newest[4], bora, 1)
    begun = Pick.objects.get().starts_at
    slots.retime(Slot.LEAD, newest[4], bora, starts_at=begun.replace(second=0, microsecond=0))
    assert Pick.objects.get().starts_at == begun
    later = now + timedelta(hours=5)
    slots.retime(Slot.LEAD, newest[4], bora, starts_at=later, ends_at=later + timedelta(hours=1))
    assert picked() == {}
    assert picked(at=later) == {1: newest[4]}
    assert picked(at=later + timedelta(hours=1)) == {}
    slots.retime(Slot.LEAD, newest[4], bora, starts_at=now - timedelta(hours=1))
    assert picked() == {1: newest[4]}


def test_no_pick_is_invisible_to_the_desk(bora, nari, section):
    now = timezone.now()
    hour = timedelta(hours=1)
    ready = [make_public(section=section, photos=[make_photo()]) for _ in range(8)]
    for article in ready[:5]:
        slots.pick(Slot.LATEST, article, bora, 1)
    slots.pick(Slot.LATEST, ready[5], bora, 1)
    slots.pick(Slot.LATEST, ready[6], bora, 6)
    slots.move(Slot.LATEST, ready[0], bora, 6)
    later = make_article(section=section)
    workflow.approve(later, bora, at=now + hour)
    gone, left_out, draft = (make_public(section=section) for _ in range(3))
    Article.objects.filter(pk=draft.pk).update(status="draft", published_at=None)
    for article in (later, gone, left_out, draft):
        slots.pick(Slot.LATEST, article, bora, 1)
    slots.pick(Slot.LATEST, ready[7], bora, 1, starts_at=now + hour)
    workflow.withdraw(gone, bora, "오보")
    workflow.switch(left_out, bora, "in_latest", False)
    over = make_public(section=section)
    pick(over, starts_at=now - 2 * hour, ends_at=now - hour)
    rows = slots.arrange(Slot.LATEST, slots.SIZES[Slot.LATEST])
    unseen = slots.unseen(Slot.LATEST, rows)
    reasons = {item.pick.article: item.reason for item in unseen}
    seen = {row.article for row in rows if row.pick}
    assert len(seen) == 6
    assert set(reasons.values()) == {
        "displaced", "scheduled", "withdrawn", "excluded", "waiting", "not_started", "ended",
    }  # fmt: skip
    assert (reasons[later], reasons[gone], reasons[left_out]) == (
        "scheduled",
        "withdrawn",
        "excluded",
    )
    assert seen | set(reasons) == {one.article for one in Pick.objects.all()}
    assert not seen & set(reasons)


def test_the_public_pages_take_their_sizes_from_here(newest, client, monkeypatch):
    monkeypatch.setitem(slots.SIZES, Slot.LEAD, 2)
    monkeypatch.setitem(slots.SIZES, Slot.LATEST, 1)
    monkeypatch.setattr(slots, "PHOTO_NEWS_ASIDE", 3)
    assert front.lead(client.get("/").text) == [article.pk for article in newest[:2]]
    article = client.get(newest[5].get_absolute_url()).text
    latest = article.split('class="block latest-news"')[1].split("</section>")[0]
    photos = article.split('class="block photo-news"')[1].split("</section>")[0]
    assert (latest.count("<article"), photos.count("<article")) == (1, 3)


def test_slots_that_run_dry_and_picks_that_end_soon_are_told(newest, bora):
    now = timezone.now()
    slots.pick(Slot.LEAD, newest[0], bora, 1, ends_at=now + timedelta(hours=2))
    slots.pick(Slot.LEAD, newest[1], bora, 2, ends_at=now + timedelta(hours=1))
    slots.pick(Slot.LATEST, newest[2], bora, 1, ends_at=now + timedelta(hours=4))
    told = [(alert.kind, alert.slot, alert.article, alert.ends_at) for alert in slots.alerts()]
    assert told == [
        ("runs_dry", "lead", None, now + timedelta(hours=2)),
        ("ends", "lead", newest[1], now + timedelta(hours=1)),
        ("ends", "lead", newest[0], now + timedelta(hours=2)),
        ("empty", "photo_news", None, None),
    ]
    slots.pick(Slot.PHOTO_NEWS, newest[3], bora, 1)
    slots.pick(Slot.LEAD, newest[4], bora, 3, starts_at=now + timedelta(hours=1))
    assert [alert.kind for alert in slots.alerts()] == ["ends", "ends"]


def test_warnings_and_filling_ask_the_same_for_many_picks(
    newest, bora, django_assert_num_queries, django_assert_max_num_queries
):
    end = timezone.now() + timedelta(hours=1)
    for article in newest:
        slots.pick(Slot.LEAD, article, bora, 1, ends_at=end)
        with django_assert_num_queries(1):
            assert slots.alerts()
        with django_assert_max_num_queries(3):
            slots.fill(Slot.LEAD, 5)


# Two curators at once


RACES = 2 * test_races.RACES


@pytest.mark.django_db(transaction=True)
def test_of_two_curators_at_once_one_changes_the_slot_and_the_other_is_told():
    section = make_section("사회")
    articles = [make_public(section=section) for _ in range(6)]
    people = [make_user(name, "편집자") for name in ("bora", "dami")]
    for number, article in enumerate(articles[:4]):
        slots.pick(Slot.LEAD, article, people[0], number + 1)
    gate = Barrier(2)
    accepted, lost, strange = [], [], []

    def change(person, race, version):
        number = race + person
        article, place = articles[number % 6], number * 3 % 5 + 1
        stands = Pick.objects.filter(slot=Slot.LEAD, article=article).exists()
        gate.wait()
        try:
            if not stands:
                slots.pick(Slot.LEAD, article, people[person], place, version=version)
            elif number % 5 == 4:
                slots.unpick(Slot.LEAD, article, people[person], version=version)
            else:
                slots.move(Slot.LEAD, article, people[person], place, version=version)
            accepted.append((version + 1, people[person].pk, article.pk))
        except slots.Conflict:
            lost.append((race, person))
        except Exception as error:
            strange.append(error)
        finally:
            gate.wait()

    def curate(person):
        # Both begin from the version that both see; the gate keeps the rounds together.
        for race in range(RACES):
            gate.wait()
            version = slots.version_of(Slot.LEAD)
            change(person, race, version)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(curate, person) for person in (0, 1)]:
            done.result(timeout=60)
    assert strange == []
    assert (len(accepted), len(lost)) == (RACES, RACES)
    changes = record()[4:]
    assert [change.number for change in record()] == list(range(1, RACES + 5))
    assert sorted(accepted) == [
        (change.number, change.made_by_id, change.article_id) for change in changes
    ]
    last = {}
    for one in record():
        last[one.article_id] = one.action
    stands = {article for article, action in last.items() if action != "unpick"}
    assert stands == set(Pick.objects.values_list("article_id", flat=True))
    places = filling.standing(Slot.LEAD, timezone.now())
    assert len(places) == len(stands)
    newest_move = [one for one in record() if one.action in ("pick", "move")][-1]
    if newest_move.article_id in stands and newest_move == record()[-1]:
        assert places[newest_move.position].article_id == newest_move.article_id
