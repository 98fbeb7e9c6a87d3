"""The slots screen: what an editor sees, what comes of each button, and who may not."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.slot_panels import UNSUITABLE, excluded, filled
from articles.desk import slots, workflow
from articles.models import Article, Decision, HourlyViews, Pick, Slot, SlotChange
from articles.reading import pagecache, search

from . import front
from .factories import make_article, make_photo, make_public

pytestmark = pytest.mark.django_db

SCREEN = "/admin/articles/pick/"
HOUR = timedelta(hours=1)


@pytest.fixture
def editor(client, bora):
    client.force_login(bora)
    return client


@pytest.fixture
def newest(section):
    """Eight public articles with photos, the newest first."""
    now = timezone.now()
    return [
        make_public(section=section, photos=[make_photo()], at=now - timedelta(minutes=number + 1))
        for number in range(8)
    ]


def press(client, button, article, /, value="", slot=Slot.LEAD, **fields):
    """Send a form of the screen as it is now, with the button that is pressed."""
    form = {"slot": slot, "article": article.pk, "version": slots.version_of(slot)}
    return client.post(SCREEN, form | {button: value} | fields)


def panel(response, slot=Slot.LEAD):
    [found] = [panel for panel in response.context["panels"] if panel.slot == slot]
    return found


def told(response):
    return [str(message) for message in response.context["messages"]]


def leads():
    return [(place.article, bool(place.pick)) for place in slots.arrange(Slot.LEAD, 5)]


def test_the_screen_shows_each_slot_as_readers_see_it(editor, bora, newest, client):
    slots.pick(Slot.LEAD, newest[3], bora, 2, ends_at=timezone.now() + 3 * HOUR)
    slots.pick(Slot.LATEST, newest[5], bora, 1)
    HourlyViews.objects.create(article=newest[7], hour=timezone.now(), count=9)
    for number in range(15):
        at = timezone.now() - HOUR * (number + 1)
        make_public(section=newest[0].section, photos=[make_photo()], at=at)
    shown = editor.get(SCREEN)
    public = client.get("/").text
    assert [line.article.pk for line in panel(shown).rows] == front.lead(public)
    latest = [line.article for line in panel(shown, Slot.LATEST).rows]
    assert latest == slots.fill(Slot.LATEST, 6)
    photos = panel(shown, Slot.PHOTO_NEWS)
    assert [line.article for line in photos.rows] == slots.fill(Slot.PHOTO_NEWS, 5)
    assert [article.pk for article in photos.front] == front.photos(public)
    assert [line.article for line in shown.context["most_viewed"]] == [newest[7]]
    automatic = re.findall(r'<li class="slot-row automatic" id="lead-(\d+)"', shown.text)
    assert automatic == [str(newest[number].pk) for number in (0, 1, 2, 4)]
    assert shown.text.count('class="slot-automatic"') == 4 + 5 + 5
    row = shown.text.split(f'id="lead-{newest[3].pk}"')[1].split("</li>")[0]
    assert str(bora) in row
    assert panel(shown).rows[1].left
    assert photos.rows[0].article.lead_photo.path.url(320) in shown.text


def test_the_screen_shows_a_time_to_come(editor, bora, newest, article):
    at = (timezone.localtime() + timedelta(days=1)).replace(second=0, microsecond=0)
    workflow.approve(article, bora, at=at - HOUR)
    slots.pick(Slot.LEAD, newest[6], bora, 1, ends_at=at)
    slots.pick(Slot.LEAD, newest[7], bora, 1, starts_at=at)
    now = [line.article for line in panel(editor.get(SCREEN)).rows]
    assert now[0] == newest[6]
    assert article not in now
    shown = editor.get(SCREEN, {"at": filled(at)})
    assert [line.article for line in panel(shown).rows][:2] == [newest[7], article]
    assert [line.state for line in panel(shown).rows][:2] == ["approved", "scheduled"]
    [ended] = panel(shown).unseen
    assert ended.article == newest[6]
    assert filled(at) in shown.text
    main = shown.text.split("<main")[1]
    assert 'method="post"' not in main


@pytest.mark.parametrize(
    "at",
    ["gestern", "2026-02-30T10:00", "0001-01-01T00:00", "9999-12-31T23:59"],
)
def test_a_time_that_makes_no_sense_is_told_and_kept(editor, newest, at):
    shown = editor.get(SCREEN, {"at": at})
    assert shown.status_code == 200
    assert len(told(shown)) == 1
    assert shown.context["at"] is None
    assert f'value="{at}"' in shown.text


def test_a_time_that_has_passed_leads_to_the_front_of_then(editor, newest):
    shown = editor.get(SCREEN, {"at": "2020-01-01T06:00"}, follow=True)
    assert shown.redirect_chain == [(f"{SCREEN}past/?at=2020-01-01T06:00", 302)]
    assert 'value="2020-01-01T06:00"' in shown.text


def test_an_editor_pins_moves_and_takes_out(editor, bora, newest):
    response = press(editor, "pick", newest[2], "3", place="3")
    assert response.url == f"{SCREEN}#lead-{newest[2].pk}"
    press(editor, "move", newest[2], "1")
    assert leads()[0] == (newest[2], True)
    assert Pick.objects.get().picked_by == bora
    response = press(editor, "unpick", newest[2], place="1")
    assert response.url == f"{SCREEN}#lead-place-1"
    assert leads()[0] == (newest[0], False)
    page = editor.get(SCREEN)
    assert [change.action for change in page.context["changes"]] == ["unpick", "move", "pick"]
    assert newest[2].headline in page.text.split('id="changes"')[1]


@pytest.mark.django_db(transaction=True)
def test_every_change_makes_the_kept_pages_stale(editor, newest):
    for button in ("pick", "move", "retime", "unpick"):
        before = pagecache.generation()
        assert press(editor, button, newest[4], "2", starts_at="", ends_at="").status_code == 302
        assert pagecache.generation()[0] != before[0]


def test_an_article_is_found_by_its_headline_and_put_in(editor, bora, nari, section, newest):
    found = make_public(section=section, headline="충북 도서관이 다시 열린다")
    waiting = make_article(section=section, headline="도서관 예산이 는다", created_by=nari)
    workflow.submit(waiting, nari)
    make_article(section=section, headline="도서관 초안")
    make_article(section=section, headline="도서관 수정본", replaces=found)
    shown = editor.get(SCREEN, {"slot": "lead", "q": " 도서관 "})
    assert [line.article for line in panel(shown).matches] == [waiting, found]
    assert panel(shown, Slot.LATEST).matches is None
    end = timezone.localtime() + 2 * HOUR
    press(editor, "pick", waiting, position="", starts_at="", ends_at=filled(end), q="도서관")
    picked = Pick.objects.get()
    assert (picked.article, picked.position) == (waiting, 1)
    assert filled(picked.ends_at) == filled(end)
    press(editor, "pick", found, position="", q="도서관")
    assert leads()[0] == (found, True)
    workflow.approve(waiting, bora)
    assert {one for one, is_picked in leads()[:2] if is_picked} == {waiting, found}


@pytest.mark.parametrize("query", ["%", "_", "\x00", '"', "'; --", " " * 500, "🎈", "말 " * 300])
def test_a_search_takes_its_words_literally(editor, newest, query):
    shown = editor.get(SCREEN, {"slot": "photo_news", "q": query})
    assert shown.status_code == 200
    assert panel(shown, Slot.PHOTO_NEWS).matches == []


def test_what_cannot_be_put_in_says_why_in_the_search(editor, section):
    make_public(section=section, headline="사진 없는 기사")
    shown = editor.get(SCREEN, {"slot": "photo_news", "q": "사진 없는"})
    [line] = panel(shown, Slot.PHOTO_NEWS).matches
    assert line.reason == UNSUITABLE["no_photo"]
    assert 'name="pick" value=""' not in shown.text


@pytest.mark.parametrize(
    ("starts", "ends", "reason"),
    [(None, -1, "over"), (5, 3, "ends_before_start")],
)
def test_a_wrong_time_is_told_and_what_was_typed_is_kept(
    editor, bora, newest, starts, ends, reason
):
    slots.pick(Slot.LEAD, newest[2], bora, 1)
    now = timezone.localtime()
    times = {
        "starts_at": filled(now + starts * HOUR) if starts else "",
        "ends_at": filled(now + ends * HOUR),
    }
    for button, article in (("retime", newest[2]), ("pick", newest[5])):
        response = press(editor, button, article, q=article.headline, **times)
        assert response.status_code == 200
        assert told(response) == [UNSUITABLE[reason]]
        for name, value in times.items():
            assert f'name="{name}" value="{value}"' in response.text
        refusal = response.text.split('class="slot-refusal"')[1].split("</p>")[0]
        assert str(UNSUITABLE[reason]) in refusal
    assert Pick.objects.get().ends_at is None
    assert SlotChange.objects.count() == 1


@pytest.mark.parametrize("typed", ["gestern", "2026-13-01T00:00", "0001-01-01T00:00", "9" * 400])
def test_a_time_that_is_none_is_told(editor, bora, newest, typed):
    slots.pick(Slot.LEAD, newest[2], bora, 1)
    response = press(editor, "retime", newest[2], starts_at="", ends_at=typed)
    assert response.status_code == 200
    assert len(told(response)) == 1
    assert f'value="{typed}"' in response.text
    assert Pick.objects.get().ends_at is None


def test_the_second_of_two_editors_is_told_who_changed_what(editor, bora, dami, newest):
    slots.pick(Slot.LEAD, newest[2], bora, 1)
    seen = slots.version_of(Slot.LEAD)
    slots.move(Slot.LEAD, newest[2], dami, 4)
    end = filled(timezone.localtime() + HOUR)
    response = press(editor, "retime", newest[2], version=seen, starts_at="", ends_at=end)
    assert response.status_code == 200
    [message] = told(response)
    assert "최다미" in message
    assert newest[2].headline in message
    assert f'name="ends_at" value="{end}"' in response.text
    picked = Pick.objects.get()
    assert (picked.position, picked.ends_at) == (4, None)
    assert panel(response).version == slots.version_of(Slot.LEAD) == 2
    press(editor, "retime", newest[2], starts_at="", ends_at=end)
    assert filled(Pick.objects.get().ends_at) == end


def test_an_article_is_left_out_of_a_list_and_let_in_again(editor, bora, newest, client):
    HourlyViews.objects.create(article=newest[1], hour=timezone.now(), count=5)
    response = press(editor, "exclude", newest[0], "in_latest", place="1")
    assert response.url == f"{SCREEN}#latest-place-1"
    response = press(editor, "exclude", newest[1], "in_most_viewed", place="1")
    assert response.url == f"{SCREEN}#most-viewed-place-1"
    shown = editor.get(SCREEN)
    assert newest[0] not in [line.article for line in panel(shown, Slot.LATEST).rows]
    assert shown.context["most_viewed"] == []
    assert [decision.article for decision in shown.context["excluded"]] == [newest[1], newest[0]]
    assert [decision.actor for decision in shown.context["excluded"]] == [bora, bora]
    press(editor, "admit", newest[0], "in_latest")
    press(editor, "admit", newest[1], "in_most_viewed")
    shown = editor.get(SCREEN)
    assert panel(shown, Slot.LATEST).rows[0].article == newest[0]
    assert [line.article for line in shown.context["most_viewed"]] == [newest[1]]
    assert shown.context["excluded"] == []
    assert Decision.objects.filter(action="exclude").count() == 4


def test_whoever_may_not_curate_gets_nothing(client, nari, newest, article):
    client.force_login(nari)
    assert client.get(SCREEN).status_code == 403
    workflow_before = Article.objects.values_list("edit_version", flat=True)
    before = list(workflow_before)
    for button, value in (
        ("pick", "1"),
        ("move", "1"),
        ("retime", ""),
        ("unpick", ""),
        ("exclude", "in_latest"),
        ("admit", "in_most_viewed"),
    ):
        for one in (newest[0], article):
            response = press(client, button, one, value)
            assert response.status_code == 403
            assert one.headline not in response.text
    assert not Pick.objects.exists()
    assert not SlotChange.objects.exists()
    assert list(Article.objects.values_list("edit_version", flat=True)) == before


def test_a_reader_is_sent_to_the_login(client, newest):
    assert client.get(SCREEN).url.startswith("/admin/login/")
    assert press(client, "pick", newest[0], "1").url.startswith("/admin/login/")
    assert not Pick.objects.exists()


def test_the_plain_forms_of_picks_are_gone(editor, bora, newest):
    stands = slots.pick(Slot.LEAD, newest[0], bora, 1)
    for path in ("add/", f"{stands.pk}/change/", f"{stands.pk}/delete/", f"{stands.pk}/history/"):
        assert editor.get(SCREEN + path).status_code == 404
        assert editor.post(SCREEN + path, {"post": "yes"}).status_code == 404
    assert editor.put(SCREEN).status_code == 405
    assert Pick.objects.get() == stands


@pytest.mark.parametrize(
    "fields",
    [
        {"article": 999_999},
        {"article": "abc"},
        {"article": "-1"},
        {"article": 2**70},
        {"slot": "front"},
        {"slot": ""},
        {"version": ""},
        {"version": "-1"},
    ],
    ids=str,
)
def test_a_crafted_form_is_answered_by_404(editor, newest, fields):
    assert press(editor, "pick", newest[0], "1", **fields).status_code == 404
    assert press(editor, "move", newest[0], "1", **fields).status_code == 404
    assert not SlotChange.objects.exists()
    assert press(editor, "pick", newest[0], "1").status_code == 302
    assert SlotChange.objects.count() == 1


def test_no_button_and_unknown_switches_are_404(editor, newest):
    assert press(editor, "publish", newest[0], "1").status_code == 404
    assert press(editor, "exclude", newest[0], "is_ai_assisted").status_code == 404
    for number in (999_999, "abc", "", 2**70):
        response = press(editor, "exclude", newest[0], "in_latest", article=number)
        assert response.status_code == 404
    assert not Decision.objects.filter(action="exclude").exists()
    assert press(editor, "exclude", newest[0], "in_latest").status_code == 302
    assert Decision.objects.get(action="exclude").article == newest[0]


@pytest.mark.parametrize("place", ["0", "-1", "6", "70000", "abc", "1e3", str(2**70)])
def test_a_place_that_is_none_is_told(editor, newest, place):
    response = press(editor, "pick", newest[0], place)
    assert response.status_code == 200
    assert len(told(response)) == 1
    assert press(editor, "move", newest[0], "").status_code == 200
    assert not SlotChange.objects.exists()


def test_headlines_are_text(editor, bora, section):
    hostile = make_public(section=section, headline='<img src=x onerror=alert(1)>"')
    slots.pick(Slot.LEAD, hostile, bora, 1)
    workflow.switch(hostile, bora, "in_latest", False)
    page = editor.get(SCREEN, {"slot": "lead", "q": "<img"}).text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_numbers_of_a_thousand_and_more_stay_numbers(editor, section):
    big = make_public(section=section, pk=12_345)
    page = editor.get(SCREEN).text
    assert 'value="12345"' in page
    assert 'id="lead-12345"' in page
    assert "12,345" not in page
    assert press(editor, "pick", big, "1").url.endswith("#lead-12345")


def test_the_screen_asks_the_same_queries_for_many(editor, bora, section):
    counts = []
    for number in (24, 60):
        while Article.objects.count() < number:
            article = make_public(section=section, photos=[make_photo()])
            HourlyViews.objects.create(article=article, hour=timezone.now(), count=3)
            for slot in Slot:
                slots.pick(slot, article, bora, 1)
            other = make_article(section=section)
            slots.pick(Slot.LEAD, other, bora, 2)
            workflow.switch(other, bora, "in_most_viewed", False)
        for query in ({}, {"slot": "lead", "q": "기사"}):
            pagecache.drop()
            search.catch_up()
            with CaptureQueriesContext(connection) as asked:
                assert editor.get(SCREEN, query).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert counts[1] < 52


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it holds")
def test_the_lists_of_the_screen_are_served_by_indexes(editor, bora, newest):
    workflow.switch(newest[0], bora, "in_latest", False)
    slots.pick(Slot.LEAD, newest[1], bora, 1)
    with CaptureQueriesContext(connection) as asked:
        excluded()
        list(SlotChange.objects.order_by("-id")[:30])
        slots.version_of(Slot.LEAD)
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plan = " ".join(row[3] for row in cursor.fetchall())
            assert "TEMP B-TREE" not in plan, plan
            assert "SCAN articles_article" not in plan, plan
