"""Notes about passages as people write, find and answer them in a browser."""

import pytest
from playwright.sync_api import expect

from articles.desk import notes, workflow
from articles.models import Note, Notice

from .axe import violations
from .newsroom import change, let_in, log_in
from .test_desk_browser import as_role

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]

NEW = "[data-key=new]"
MARKED = "Boolean(CSS.highlights?.get('passage')?.size)"


def review(article):
    return change(article).replace("change", "review")


def select(element, start, end):
    """Select characters of the first text of an element."""
    element.evaluate(
        """(element, [start, end]) => {
          const text = element.firstChild;
          element.ownerDocument.getSelection().setBaseAndExtent(text, start, text, end);
        }""",
        [start, end],
    )


def test_an_editor_asks_about_a_passage_and_the_reporter_answers_while_writing(
    browser, site, nari, bora, article
):
    workflow.submit(article, nari)
    editor = as_role(browser, site, bora)
    editor.goto(site + review(article), wait_until="networkidle")
    select(editor.frame_locator("iframe").locator(".prose p").first, 3, 9)
    editor.locator(".note-here").click()
    expect(editor.locator(".note-about q")).to_have_text("새 도서관을")
    editor.keyboard.type("몇 권입니까?\n@")
    options = editor.get_by_role("option")
    expect(options).to_have_text(["김나리", "박보라"])
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("ArrowUp")
    editor.keyboard.press("Enter")
    editor.locator(f"{NEW} [type=submit]").click()
    expect(editor.locator(".note-text")).to_have_text("몇 권입니까?@김나리")
    note = Note.objects.get()
    assert (note.quote, note.text) == ("새 도서관을", "몇 권입니까?\n@김나리")
    assert Notice.objects.get(kind="mentioned").user == nari
    workflow.take_back(article, nari)

    reporter = as_role(browser, site, nari, 390)
    reporter.goto(site + change(article), wait_until="networkidle")
    reporter.locator(".ProseMirror").click()
    reporter.keyboard.press("Control+Home")
    reporter.keyboard.type("어제 ")
    reporter.locator(".open-notes").click()
    reporter.get_by_role("button", name="글에서 보기").click()
    assert reporter.evaluate(MARKED)
    top = reporter.locator(".ProseMirror p").first.bounding_box()["y"]
    assert 0 <= top < reporter.locator(".notes").bounding_box()["y"]
    reporter.locator(".note summary").click()
    reporter.get_by_label("답", exact=True).fill("삼천 권입니다")
    reporter.get_by_role("button", name="답 보내기").click()
    expect(reporter.locator(".note-answers")).to_contain_text("삼천 권입니다")
    expect(reporter.locator(".ProseMirror")).to_contain_text("어제 군은 새 도서관을")
    reporter.locator(".ProseMirror").evaluate(
        "element => element.editor.commands.clearContent(true)"
    )
    reporter.get_by_role("button", name="글에서 보기").click()
    expect(reporter.get_by_text("지금 글에는 없는 대목")).to_be_visible()
    for page in (editor, reporter):
        assert page.complaints == []


def test_a_note_that_could_not_be_sent_stays_and_is_sent_after_a_new_login(
    browser, site, bora, article
):
    other = notes.write(article, bora, "다른 메모")
    page = as_role(browser, site, bora)
    page.goto(site + review(article), wait_until="networkidle")
    page.fill(f"{NEW} textarea", "로그인이 끝난 뒤의 메모")
    page.context.clear_cookies()
    page.locator(f"{NEW} [type=submit]").click()
    expect(page.locator(f"{NEW} .note-wrong")).to_contain_text("로그인이 끝났습니다")
    assert page.input_value(f"{NEW} textarea") == "로그인이 끝난 뒤의 메모"
    again = page.context.new_page()
    log_in(again, site, bora)
    page.get_by_role("button", name="해결됨으로 표시").click()
    expect(page.get_by_text("해결된 메모 1개")).to_be_visible()
    assert page.input_value(f"{NEW} textarea") == "로그인이 끝난 뒤의 메모"
    page.locator(f"{NEW} [type=submit]").click()
    expect(page.locator(".note-text").first).to_have_text("로그인이 끝난 뒤의 메모")
    assert set(Note.objects.values_list("text", "settled_by")) == {
        (other.text, bora.pk),
        ("로그인이 끝난 뒤의 메모", None),
    }


def test_notes_over_the_text_are_open_to_everybody(watched, site, nari, bora, article):
    notes.answer(notes.write(article, bora, "메모", quote="이제 없는 대목"), nari, "답")
    let_in(watched, site, nari)
    found = {}
    watched.goto(site + change(article), wait_until="networkidle")
    watched.locator(".word-to-desk summary").click()
    watched.locator(".open-notes").click()
    watched.locator(".note summary").click()
    watched.fill(f"{NEW} textarea", "@")
    expect(watched.locator(f"{NEW} .people li").first).to_be_visible()
    for width, theme in ((1280, "light"), (390, "dark")):
        watched.set_viewport_size({"width": width, "height": 844})
        watched.emulate_media(color_scheme=theme)
        watched.wait_for_timeout(400)  # links change their colour by and by
        found[width] = violations(watched)
        if watched.evaluate("document.documentElement.scrollWidth") > width:
            found[width].append("wider than the screen")
    assert {width: what for width, what in found.items() if what} == {}
    watched.keyboard.press("Escape")
    assert watched.locator(".notes.over").count() == 1
    watched.keyboard.press("Escape")
    expect(watched.locator(".open-notes")).to_be_focused()
    assert watched.locator(".notes.over").count() == 0
