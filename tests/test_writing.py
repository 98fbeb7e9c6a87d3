"""Writing an article in a real browser: the headline, the key, the editor."""

import pytest

from .axe import violations
from .desk import ADD, body, change, files, leave, offers, paste, save, write
from .factories import make_photo, make_public
from .test_races import RACES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_headline_says_how_long_it_is_and_is_spoken_after_a_pause(desk, site):
    desk.goto(site + ADD)
    count = desk.locator(".headline-count")
    spoken = desk.locator(".headline-count + [role=status]")
    assert count.inner_text().startswith("0")
    desk.fill("#id_headline", "가" * 40)
    assert count.inner_text().startswith("40")
    assert "long" not in count.get_attribute("class").split()
    desk.locator("#id_headline").press("End")
    desk.keyboard.type("나다")
    assert count.inner_text().startswith("42")
    assert "long" in count.get_attribute("class").split()
    assert spoken.inner_text() == ""
    desk.wait_for_timeout(1500)
    assert spoken.inner_text() == count.inner_text()
    desk.fill("#id_headline", "가" * 201)
    assert "too-long" in count.get_attribute("class").split()
    assert "headline-count" in desk.locator("#id_headline").get_attribute("aria-describedby")


@pytest.mark.parametrize("key", ["Control+s", "Meta+s"])
def test_the_key_saves_and_stays(desk, site, article, key):
    desk.goto(site + change(article))
    write(desk, "고친 제목", " 덧붙인 글.")
    with desk.expect_navigation():
        desk.keyboard.press(key)
    assert desk.url == site + change(article)
    article.refresh_from_db()
    assert article.headline == "고친 제목"
    assert article.body == "<p>군은 새 도서관을 열었다고 밝혔다. 덧붙인 글.</p>"


# The rich editor


def test_backspace_below_a_photo_never_makes_a_second_one(desk, site, nari):
    make_photo(files=True, uploaded_by=nari, caption="전경")
    for _time in range(RACES // 3):
        leave(desk, site + ADD)
        desk.locator(".ProseMirror").click()
        desk.keyboard.type("앞 문단")
        desk.keyboard.press("Enter")
        desk.locator("[role=toolbar] button:has-text('add_photo_alternate')").click()
        desk.locator("dialog img").first.click()
        desk.keyboard.press("Enter")
        desk.keyboard.type("뒤 문단")
        # Nobody goes on before the text is there, and the editor reads it a moment later than typed.
        desk.wait_for_function("id_body.value.endsWith('<p>뒤 문단</p>')")
        desk.keyboard.press("Home")
        desk.wait_for_timeout(40)
        desk.keyboard.press("Backspace")
        assert body(desk).count("<figure") == 1
        assert body(desk).endswith("<p>뒤 문단</p>")


def test_a_writer_switches_the_field_but_not_over_unsaved_text(desk, site, article, nari):
    desk.goto(site + change(article))
    write(desk, "저장하지 않은 제목")
    desk.click(".writing-preference button")
    assert desk.locator(".writing-first").is_visible()
    assert desk.input_value("#id_headline") == "저장하지 않은 제목"
    save(desk)
    with desk.expect_navigation():
        desk.click(".writing-preference button")
    assert desk.url == site + change(article)
    assert desk.locator("textarea#id_body").is_visible()
    nari.refresh_from_db()
    assert nari.writes_plain_text
    desk.fill("#id_body", "첫 문단\n\n둘째 문단")
    leave(desk)
    nari.writes_plain_text = False
    nari.save()
    desk.goto(site + change(article))
    assert offers(desk) == 1
    desk.click(".kept-restore")
    assert body(desk) == "<p>첫 문단</p>\n<p>둘째 문단</p>"


# For everybody


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_screens_are_for_everybody(desk, site, article, nari, chan, width, scheme):
    other = make_photo(files=True, uploaded_by=chan, caption="찬의 사진")
    make_public(photos=[other])
    photo = make_photo(files=True, uploaded_by=nari, caption="나리의 사진")
    for place, each in enumerate((photo, other)):
        article.article_photos.create(photo=each, caption="설명", position=place)
    desk.set_viewport_size({"width": width, "height": 844})
    desk.emulate_media(color_scheme=scheme)
    desk.goto(site + change(article))
    write(desk, "가" * 45)
    leave(desk)
    desk.goto(site + change(article))
    assert offers(desk) == 1
    write(desk, "가" * 45)
    desk.set_input_files(".photo-drop input", files(**{"깨진.jpg": b"\xff\xd8\xff"}))
    desk.wait_for_selector(".photo-uploads li.wrong")
    paste(desk, "<p>글</p><img src='https://example.com/a.jpg'>")
    desk.complaints.clear()
    checked = [desk.url]
    assert violations(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.click(".photo-choose")
    desk.wait_for_selector("dialog li")
    assert violations(desk) == []
    leave(desk, site + f"/admin/articles/photo/{photo.pk}/change/")
    checked.append(desk.url)
    assert violations(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert len(set(checked)) == 2
