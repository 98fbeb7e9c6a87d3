"""From approval straight to the front: an article's own buttons, and the strip beside the slots."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import slots, workflow
from articles.models import Pick, Slot

from .article_form import decide
from .factories import make_article, make_photo, make_public
from .newsroom import change, let_in

pytestmark = pytest.mark.django_db
SCREEN = "/admin/articles/pick/"
PAST = "/admin/articles/pick/past/"


@pytest.fixture
def editor(client, bora):
    client.force_login(bora)
    return client


def place(client, article, **button):
    path = change(article).replace("change", "place")
    return client.post(path, button | {"screen": "change"}, follow=True).text


def test_an_editor_approves_an_article_into_the_lead_by_one_button(editor, bora, nari, article):
    other = make_public(section=article.section)
    slots.pick(Slot.LEAD, other, bora, 1)
    workflow.submit(article, nari)
    page = editor.get(change(article).replace("change", "review")).text
    assert (
        '<button type="submit" class="button" name="first_in" value="lead">머리기사로</button>'
        in page
    )
    assert 'value="photo_news"' not in page  # it has no photo
    decide(editor, article, "approve", first_in="lead", accepted=[])
    assert [a.pk for a in slots.fill(Slot.LEAD, 2)] == [article.pk, other.pk]
    assert "‘머리기사’ 1번에 놓았습니다" in editor.get("/admin/").text


def test_a_new_lead_takes_two_steps_from_the_first_screen(editor, bora, article):
    old = make_public(section=article.section)
    new = make_public(section=article.section, headline="새 머리기사")
    slots.pick(Slot.LEAD, old, bora, 1)
    home = editor.get("/admin/").text
    link = re.search(r'href="([^"]+)">\s*새 머리기사', home)[1]  # 1: the article
    page = editor.get(link).text
    assert 'name="first_in" value="lead"' in page
    assert "머리기사" in place(editor, new, first_in="lead")  # 2: the button
    assert slots.fill(Slot.LEAD, 1) == [new]


def test_what_can_not_be_placed_says_why(editor, article):
    public = make_public(article)
    assert "사진이 없는 기사" in place(editor, public, first_in="photo_news")
    place(editor, public, first_in="lead")
    place(editor, public, first_in="lead")
    assert Pick.objects.get().position == 1
    assert "에서 뺐습니다" in place(editor, public, out_of="lead")
    assert "이미 그 자리에 없습니다" in place(editor, public, out_of="lead")


def test_a_reporter_places_nothing(client, nari, article):
    make_public(article)
    client.force_login(nari)
    assert 'name="first_in"' not in client.get(change(article)).text
    answer = client.post(change(article).replace("change", "place"), {"first_in": "lead"})
    assert answer.status_code == 403
    assert not Pick.objects.exists()


def test_the_twenty_approved_last_stand_beside_the_slots(
    editor, bora, section, django_assert_max_num_queries
):
    articles = [make_public(section=section, photos=[make_photo()]) for _number in range(23)]
    later = make_article(section=section)
    workflow.approve(later, bora, at=timezone.now() + timedelta(hours=1))
    slots.pick(Slot.LEAD, articles[5], bora, 2)
    with django_assert_max_num_queries(45):
        page = editor.get(SCREEN).text
    strip = page.split('id="approved"')[1].split("</section>")[0]
    assert strip.count('class="slot-row"') == 20
    assert later.headline in strip
    row = strip.split(f'id="approved-{articles[5].pk}"')
    shown = row[1].split("</li>")[0] if len(row) > 1 else "머리기사 2번 자리"
    assert re.search("머리기사 +2번", re.sub("<[^>]+>", "", shown))


@pytest.mark.time_machine("2026-06-01T06:00:00+09:00", tick=False)
def test_the_editor_looks_back_at_a_minute(editor, bora, section, time_machine):
    first = make_public(section=section, headline="아침 머리기사", photos=[make_photo()])
    slots.put_first(Slot.LEAD, first, bora)
    time_machine.shift(timedelta(hours=3))
    first.headline = "고친 아침 머리기사"
    first.save()
    workflow.record_edit(first, bora)
    second = make_public(section=section, headline="낮 머리기사", at=timezone.now())
    slots.put_first(Slot.LEAD, second, bora)
    time_machine.shift(timedelta(days=200))
    editor.force_login(bora)
    morning = editor.get(PAST, {"at": "2026-06-01T08:00"})
    assert "아침 머리기사" in morning.text
    assert "고친" not in morning.text
    assert "낮 머리기사" not in morning.text
    assert morning.context["after"] == "2026-06-01T09:00"
    noon = editor.get(PAST, {"at": "2026-06-01T12:00"}).text
    assert noon.index("낮 머리기사") < noon.index("고친 아침 머리기사")
    page = editor.get(f"{PAST}page/", {"at": "2026-06-01T08:00"})
    assert ">아침 머리기사<" in page.text
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in page.headers["Cache-Control"]
    ahead = editor.get(PAST, {"at": "2030-01-01T00:00"}).text
    assert "아직 오지 않은 시각입니다" in ahead


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_approved_article_is_dragged_to_a_place(page, site, bora, section):
    articles = [make_public(section=section, headline=f"소식 {n}") for n in range(4)]
    slots.pick(Slot.LEAD, articles[0], bora, 1)
    slots.pick(Slot.LEAD, articles[1], bora, 2)
    let_in(page, site, bora)
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto(site + SCREEN)
    page.locator(f"#approved-{articles[3].pk} .slot-handle").hover()
    page.mouse.down()
    target = page.locator(f"#lead-{articles[1].pk}").bounding_box()
    page.mouse.move(target["x"] + 40, target["y"] + 4, steps=5)
    with page.expect_navigation():
        page.mouse.up()
    assert [a.headline for a in slots.fill(Slot.LEAD, 3)] == ["소식 0", "소식 3", "소식 1"]
