"""Writing an article in a real browser: the headline, the key, the editor."""

import re

import pytest

from .axe import violations
from .factories import make_photo, make_public
from .newsroom import ADD, body, change, files, leave, offers, paste, save, write
from .test_races import RACES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_headline_says_how_long_it_is_and_is_spoken_after_a_pause(screen, site):
    screen.goto(site + ADD)
    count = screen.locator(".headline-count")
    spoken = screen.locator(".headline-count + [role=status]")
    assert count.inner_text().startswith("0")
    screen.fill("#id_headline", "가" * 40)
    assert count.inner_text().startswith("40")
    assert "long" not in count.get_attribute("class").split()
    screen.locator("#id_headline").press("End")
    screen.keyboard.type("나다")
    assert count.inner_text().startswith("42")
    assert "long" in count.get_attribute("class").split()
    assert spoken.inner_text() == ""
    screen.wait_for_timeout(1500)
    assert spoken.inner_text() == count.inner_text()
    screen.fill("#id_headline", "가" * 201)
    assert "too-long" in count.get_attribute("class").split()
    assert "headline-count" in screen.locator("#id_headline").get_attribute("aria-describedby")


def test_a_script_that_arrives_late_takes_the_cursor_from_nobody(screen, site):
    screen.goto(site + ADD)
    assert screen.evaluate("document.activeElement.id") == "id_headline"
    late = []
    screen.route(re.compile(r"/(first-field|change_form)\b"), lambda route: late.append(route))
    screen.goto(site + ADD, wait_until="commit")
    screen.click("#id_subheading")
    screen.keyboard.type("나흘 동안 ")
    for route in late:
        route.continue_()
    screen.wait_for_load_state("networkidle")
    screen.keyboard.type("열린다")
    assert screen.input_value("#id_subheading") == "나흘 동안 열린다"
    assert len(late) == 1


@pytest.mark.parametrize("key", ["Control+s", "Meta+s"])
def test_the_key_saves_and_stays(screen, site, article, key):
    screen.goto(site + change(article))
    write(screen, "고친 제목", " 덧붙인 글.")
    with screen.expect_navigation():
        screen.keyboard.press(key)
    assert screen.url == site + change(article)
    article.refresh_from_db()
    assert article.headline == "고친 제목"
    assert article.body == "<p>군은 새 도서관을 열었다고 밝혔다. 덧붙인 글.</p>"


# The rich editor


def test_backspace_below_a_photo_never_makes_a_second_one(screen, site, nari):
    make_photo(files=True, uploaded_by=nari, caption="전경")
    for _time in range(RACES // 3):
        leave(screen, site + ADD)
        screen.locator(".ProseMirror").click()
        screen.keyboard.type("앞 문단")
        screen.keyboard.press("Enter")
        screen.locator("[role=toolbar] button:has-text('add_photo_alternate')").click()
        screen.locator("dialog img").first.click()
        screen.click(".dialog-take")
        screen.keyboard.press("Enter")
        screen.keyboard.type("뒤 문단")
        # Nobody goes on before the text is there, and the editor reads it a moment later than typed.
        screen.wait_for_function("() => id_body.value.endsWith('<p>뒤 문단</p>')")
        screen.keyboard.press("Home")
        screen.wait_for_timeout(40)
        screen.keyboard.press("Backspace")
        assert body(screen).count("<figure") == 1
        assert body(screen).endswith("<p>뒤 문단</p>")


def test_a_writer_switches_the_field_but_not_over_unsaved_text(screen, site, article, nari):
    screen.goto(site + change(article))
    write(screen, "저장하지 않은 제목")
    screen.click(".writing-preference button")
    assert screen.locator(".writing-first").is_visible()
    assert screen.input_value("#id_headline") == "저장하지 않은 제목"
    save(screen)
    with screen.expect_navigation():
        screen.click(".writing-preference button")
    assert screen.url == site + change(article)
    assert screen.locator("textarea#id_body").is_visible()
    nari.refresh_from_db()
    assert nari.writes_plain_text
    screen.fill("#id_body", "첫 문단\n\n둘째 문단")
    leave(screen)
    nari.writes_plain_text = False
    nari.save()
    screen.goto(site + change(article))
    assert offers(screen) == 1
    screen.click(".kept-restore")
    assert body(screen) == "<p>첫 문단</p>\n<p>둘째 문단</p>"


# For everybody


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_screens_are_for_everybody(screen, site, article, nari, chan, width, scheme):
    other = make_photo(files=True, uploaded_by=chan, caption="찬의 사진")
    make_public(photos=[other])
    photo = make_photo(files=True, uploaded_by=nari, caption="나리의 사진")
    for place, each in enumerate((photo, other)):
        article.article_photos.create(photo=each, caption="설명", position=place)
    screen.set_viewport_size({"width": width, "height": 844})
    screen.emulate_media(color_scheme=scheme)
    screen.goto(site + change(article))
    write(screen, "가" * 45)
    leave(screen)
    screen.goto(site + change(article))
    assert offers(screen) == 1
    write(screen, "가" * 45)
    screen.set_input_files(".photo-drop input", files(**{"깨진.jpg": b"\xff\xd8\xff"}))
    screen.wait_for_selector(".photo-uploads li.wrong")
    paste(screen, "<p>글</p><img src='https://example.com/a.jpg'>")
    screen.complaints.clear()
    checked = [screen.url]
    assert violations(screen) == []
    assert screen.evaluate("document.documentElement.scrollWidth") <= width
    screen.click(".photo-choose")
    screen.wait_for_selector("dialog li")
    assert violations(screen) == []
    leave(screen, site + f"/admin/articles/photo/{photo.pk}/change/")
    checked.append(screen.url)
    assert violations(screen) == []
    assert screen.evaluate("document.documentElement.scrollWidth") <= width
    assert len(set(checked)) == 2
