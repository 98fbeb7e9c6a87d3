"""What helps while writing: the page beside the text, its length, characters, keys, and what stands in reach."""

import re

import pytest

from articles.desk import workflow
from articles.models import Article, Pick, Slot

from .article_form import save
from .axe import violations
from .factories import make_public
from .newsroom import ADD, body, change, let_in, write

pytestmark = pytest.mark.django_db(transaction=True)
browser = pytest.mark.browser

PREVIEWED = 8000  # milliseconds in which the preview follows for certain
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def previewed(page, words):
    """Wait until the page in the preview has the words."""
    page.frame_locator(".live-preview iframe:not([hidden])").locator(
        "body", has_text=words
    ).wait_for(timeout=PREVIEWED)


@browser
def test_the_page_stands_beside_the_text_and_follows_what_is_typed(screen, site, section):
    screen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen.set_viewport_size(DESK)
    screen.goto(site + ADD)
    write(screen, "산불이 잡혔다", "불은 세 시간 만에 꺼졌다.")
    screen.get_by_role("button", name="미리보기").click()
    previewed(screen, "산불이 잡혔다")
    previewed(screen, "김나리 기자")
    write(screen, "산불이 잡혔다", " 다친 사람은 없다.")
    previewed(screen, "다친 사람은 없다.")
    assert violations(screen) == []
    screen.get_by_role("button", name="컴퓨터").click()
    assert screen.locator(".live-preview iframe").get_attribute("width") == "1280"
    assert not Article.objects.exists()
    # It is there again after a save, which brings the link for others.
    screen.select_option("#id_section", label=section.name)
    with screen.expect_navigation():
        screen.keyboard.press("Control+s")
    previewed(screen, "다친 사람은 없다.")
    screen.get_by_role("button", name="링크 복사").click()
    screen.get_by_text("복사했습니다.").wait_for()
    copied = screen.evaluate("navigator.clipboard.readText()")
    assert "불은 세 시간 만에 꺼졌다." in screen.context.request.get(copied).text()


@browser
def test_on_a_phone_the_preview_opens_over_the_form_and_says_why_it_can_not(screen, site, article):
    screen.set_viewport_size(PHONE)
    screen.goto(site + change(article))
    screen.get_by_role("button", name="미리보기").click()
    previewed(screen, article.headline)
    box = screen.locator(".live-preview").bounding_box()
    assert (box["width"], box["height"]) == (PHONE["width"], PHONE["height"])
    assert violations(screen) == []
    screen.keyboard.press("Escape")
    screen.context.clear_cookies()
    screen.get_by_role("button", name="미리보기").click()
    screen.locator(".live-wrong", has_text="다시 로그인").wait_for()
    screen.complaints.clear()  # of the refusal


@browser
def test_characters_go_where_the_cursor_was_and_the_length_of_the_text_is_told(
    screen, site, nari, section
):
    screen.set_viewport_size(DESK)
    screen.goto(site + ADD)
    opener = screen.get_by_role("button", name="특수문자")
    opener.click()
    write(screen, "기온 31", "맑음")
    screen.focus("#id_headline")
    screen.get_by_role("button", name="섭씨도").click()
    screen.keyboard.type("까지")
    assert screen.input_value("#id_headline") == "기온 31℃까지"
    screen.focus("#id_subheading")
    opener.focus()
    screen.keyboard.press("ArrowRight")
    screen.keyboard.press("Enter")
    assert screen.input_value("#id_subheading") == "·"
    screen.locator(".ProseMirror").click()
    screen.get_by_role("button", name="참고표").click()
    screen.keyboard.type("뜻")
    assert body(screen) == "<p>맑음※뜻</p>"
    screen.keyboard.press("Enter")
    screen.keyboard.type("가나 " * 30)
    screen.locator(".body-length", has_text="93자(공백 빼고 64자) · 200자 원고지 0.6매").wait_for()
    # The same in a plain field.
    nari.writes_plain_text = True
    nari.save()
    screen.on("dialog", lambda dialog: dialog.accept())
    screen.goto(site + ADD)
    screen.fill("#id_body", "맑음\n\n흐림 뒤")
    screen.locator(".body-length", has_text="6자(공백 빼고 5자) · 200자 원고지 0.2매").wait_for()
    opener.click()
    screen.get_by_role("button", name="오른쪽 화살표").click()
    assert screen.input_value("#id_body").endswith("뒤→")


@browser
def test_the_list_of_keys_names_what_the_screen_answers_to(watched, site, bora, section):
    public = make_public(section=section)
    Pick.objects.create(slot=Slot.LEAD, article=public, position=1, picked_by=bora)
    let_in(watched, site, bora)
    watched.set_viewport_size(DESK)
    watched.goto(site + ADD)
    listed = watched.locator("#keys dl > div:visible")
    watched.locator(".ProseMirror").click()
    watched.keyboard.type("글?")
    assert body(watched) == "<p>글?</p>"
    assert not watched.locator("#keys").is_visible()
    made = {
        "Ctrl+B": "<strong>", "Ctrl+I": "<em>", "Ctrl+U": "<u>", "Ctrl+Shift+S": "<s>",
        "Ctrl+Alt+2": "<h2>", "Ctrl+Alt+3": "<h3>", "Ctrl+Shift+B": "<blockquote>",
        "Ctrl+Shift+8": "<ul>", "Ctrl+Shift+7": "<ol>", "Shift+Enter": "<br>",
    }  # fmt: skip
    for keys, tag in made.items():
        watched.keyboard.press("Control+a")
        if keys == "Shift+Enter":
            watched.keyboard.press("End")
        watched.keyboard.press(keys.replace("Ctrl", "Control"))
        assert tag in body(watched), keys
        watched.keyboard.press("Control+z")
        assert tag not in body(watched), keys
    watched.get_by_role("button", name="단축키").click()
    shown = listed.evaluate_all("lines => lines.map((line) => line.querySelector('dt').innerText)")
    told = {keys for line in shown for keys in line.split(" · ")}
    assert made.keys() | {"Ctrl+S", "?", "Ctrl+K", "Ctrl+Z", "Ctrl+Y", "Esc"} <= told
    assert violations(watched) == []
    watched.on("dialog", lambda dialog: dialog.accept())
    watched.goto(site + "/admin/articles/pick/")
    watched.keyboard.press("?")
    assert watched.locator("#keys").get_by_text("한 자리 위로").is_visible()
    assert not watched.locator("#keys").get_by_text("굵게").is_visible()
    watched.goto(site + "/admin/")
    assert watched.get_by_role("button", name="단축키").count() == 0, "it has none"
    assert watched.complaints == []


@browser
def test_on_a_phone_the_head_is_one_line_with_the_way_back_and_a_menu(screen, site, article):
    screen.set_viewport_size(PHONE)
    for path, back in (("/admin/", None), (change(article), "기사"), (ADD, "기사")):
        screen.goto(site + path)
        assert screen.locator("#content-start").bounding_box()["y"] <= 52
        links = screen.locator(".breadcrumbs a:visible")
        assert links.all_inner_texts() == ([f"‹ {back}"] if back else []) or links.count() == 1
    screen.get_by_role("button", name="메뉴").click()
    menu = screen.locator("#user-tools")
    assert menu.locator("strong").inner_text() == "김나리"
    for target in menu.locator("a, button").all():
        assert target.bounding_box()["height"] >= 44
    assert violations(screen) == []
    # What must be filled in comes before the photos.
    top = {
        name: screen.locator(name).evaluate("field => field.getBoundingClientRect().top")
        for name in ("#id_section", "#bylines-group", "#article_photos-group")
    }
    assert sorted(top, key=top.get) == list(top)


def test_an_error_is_said_once_at_its_field_and_named_on_top(client, article, nari, bora):
    workflow.submit(article, nari)
    client.force_login(bora)
    page = save(client, article, headline="", body="").text
    assert page.count("제목을 입력해 주십시오") == 1
    assert page.count("본문을 적거나 사진을 넣어") == 1
    top = page[page.index("wrong-fields") :]
    links = re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', top[: top.index("</ul>")])
    assert links == [("id_headline", "제목"), ("id_body", "본문")]
