"""The slots screen in a browser: keyboard, pointer, touch, without JavaScript, for everyone's eyes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import slots, workflow
from articles.models import HourlyViews, Pick, Slot, SlotChange

from .axe import violations
from .factories import make_article, make_photo, make_public, make_section
from .newsroom import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

SCREEN = "/admin/articles/pick/"


@pytest.fixture
def watched(page):
    """A page that remembers what the browser complained about."""
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


@pytest.fixture
def newest(site):
    section = make_section("사회")
    now = timezone.now()
    return [
        make_public(
            section=section,
            photos=[make_photo(files=True)],
            headline=f"군, 새 도서관 {number}호점 연다… 열람석 200석에 어린이방까지 갖춰",
            at=now - timedelta(minutes=number + 1),
        )
        for number in range(8)
    ]


@pytest.fixture
def three(newest, bora):
    """Three picks at the places 1 to 3 of the front lead."""
    for place in (1, 2, 3):
        slots.pick(Slot.LEAD, newest[place + 3], bora, place)
    return newest[4:7]


def leads():
    return [place.article for place in slots.arrange(Slot.LEAD, 5) if place.pick]


def row(page, article, slot=Slot.LEAD):
    return page.locator(f"#{slot}-{article.pk}")


def settled(page, number):
    """Wait until the change with that number is done and its page stands."""
    page.wait_for_function(
        "number => document.querySelector('#lead [name=version]')?.value === number",
        arg=str(number),
    )


def focused(page, row):
    """Wait until the keyboard stands in that row."""
    page.wait_for_function("id => document.activeElement?.closest('.slot-row')?.id === id", arg=row)


def test_the_arrow_keys_move_a_row_and_the_focus_stays_with_it(watched, site, bora, three):
    let_in(watched, site, bora)
    watched.goto(site + SCREEN)
    handle = row(watched, three[0]).locator(".slot-handle")
    handle.focus()
    watched.keyboard.press("ArrowDown")
    settled(watched, 4)
    assert leads() == [three[1], three[0], three[2]]
    focused(watched, f"lead-{three[0].pk}")
    watched.keyboard.press("Alt+ArrowDown")
    settled(watched, 5)
    focused(watched, f"lead-{three[0].pk}")
    assert leads() == [three[1], three[2], three[0]]
    watched.keyboard.press("ArrowUp")
    settled(watched, 6)
    assert leads() == [three[1], three[0], three[2]]
    watched.wait_for_function(
        "() => document.querySelector('[role=status]')?.textContent.length > 5"
    )
    assert watched.complaints == []


def test_a_row_is_dragged_to_its_place(watched, site, bora, three):
    let_in(watched, site, bora)
    watched.goto(site + SCREEN)
    start = row(watched, three[2]).locator(".slot-handle").bounding_box()
    goal = row(watched, three[0]).bounding_box()
    x = start["x"] + start["width"] / 2
    watched.mouse.move(x, start["y"] + 10)
    watched.mouse.down()
    watched.mouse.move(x, start["y"] - 20, steps=4)
    watched.mouse.move(x, goal["y"] + 4, steps=8)
    assert row(watched, three[0]).evaluate("e => e.classList.contains('drop-before')")
    watched.mouse.up()
    settled(watched, 4)
    assert leads() == [three[2], three[0], three[1]]
    handle = row(watched, three[2]).locator(".slot-handle").bounding_box()
    watched.mouse.move(handle["x"] + 5, handle["y"] + 5)
    watched.mouse.down()
    watched.mouse.move(handle["x"] + 5, handle["y"] + 300, steps=5)
    watched.keyboard.press("Escape")
    watched.mouse.up()
    watched.wait_for_timeout(200)
    assert SlotChange.objects.count() == 4
    assert watched.complaints == []


def test_a_finger_drags_a_row_on_a_phone(browser, site, bora, three):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    let_in(page, site, bora)
    page.goto(site + SCREEN)
    row(page, three[0]).scroll_into_view_if_needed()
    start = row(page, three[0]).locator(".slot-handle").bounding_box()
    goal = row(page, three[1]).bounding_box()
    x, y = start["x"] + 20, start["y"] + 20
    below = goal["y"] + goal["height"] - 4
    finger = context.new_cdp_session(page)

    def touch(kind, *points):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 9):
        touch("touchMove", {"x": x, "y": y + (below - y) * step / 8})
    touch("touchEnd")
    settled(page, 4)
    assert leads() == [three[1], three[0], three[2]]


def test_everything_works_without_javascript(browser, site, bora, newest):
    page = browser.new_context(java_script_enabled=False).new_page()
    let_in(page, site, bora)
    page.goto(site + SCREEN)
    assert page.locator(".slot-handle:visible").count() == 0
    row(page, newest[2]).locator("[name=pick]").click()
    row(page, newest[2]).locator(".slot-up").click()
    assert leads() == [newest[2]]
    assert Pick.objects.get().position == 2
    page.fill("#latest-search [name=q]", "7호점")
    page.locator("#latest-search button").click()
    found = page.locator(f"#latest-found-{newest[7].pk}")
    found.locator("select").select_option("1")
    found.locator("[name=pick]").click()
    assert slots.fill(Slot.LATEST, 1) == [newest[7]]
    row(page, newest[7], Slot.LATEST).locator("[name=unpick]").click()
    assert not Pick.objects.filter(slot=Slot.LATEST).exists()


def test_an_end_is_chosen_in_seoul_time_wherever_the_browser_is(browser, site, bora, three):
    page = browser.new_context(timezone_id="America/New_York").new_page()
    let_in(page, site, bora)
    page.goto(site + SCREEN)
    line = row(page, three[1])
    line.locator("summary").click()
    line.locator("[data-until]").first.click()
    line.locator("[name=retime]").click()
    settled(page, 4)
    left = Pick.objects.get(article=three[1]).ends_at - timezone.now()
    assert timedelta(hours=2, minutes=57) < left < timedelta(hours=3, minutes=1)


def test_whoever_presses_twice_is_not_refused(watched, site, bora, three):
    let_in(watched, site, bora)
    watched.goto(site + SCREEN)
    row(watched, three[0]).locator(".slot-down").dblclick()
    settled(watched, 4)
    assert watched.locator(".messagelist .error").count() == 0
    assert leads() == [three[1], three[0], three[2]]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_screen_is_for_everyone(watched, site, bora, three, newest, width, scheme):
    HourlyViews.objects.create(article=newest[0], hour=timezone.now(), count=5)
    end = timezone.now() + timedelta(hours=2)
    slots.pick(Slot.PHOTO_NEWS, newest[1], bora, 1, ends_at=end)
    slots.pick(Slot.LATEST, make_article(section=newest[0].section), bora, 1)
    workflow.switch(newest[3], bora, "in_latest", False)
    let_in(watched, site, bora)
    watched.emulate_media(color_scheme=scheme)
    watched.set_viewport_size({"width": width, "height": 850})
    for query in ("", "?slot=latest&q=도서관", "?at=2099-01-01T00:00"):
        watched.goto(site + SCREEN + query)
        for summary in watched.locator("summary").all()[:2]:
            summary.click()
        assert watched.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(watched) == []
    if width == 390:
        watched.goto(site + SCREEN)
        small = watched.evaluate(
            "[...document.querySelectorAll('.slot button, .slot summary, .slot select')].filter(e => e.offsetParent"
            " && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
        )
        assert small == []
    assert watched.complaints == []
