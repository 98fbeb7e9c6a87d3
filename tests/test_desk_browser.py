"""The desk as people use it, in a real browser: from the first login to a corrected article."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import expect

from articles.admin.forgotten import link_for
from articles.desk.login import second_factor
from articles.models import Article

from .axe import COLOURS, violations
from .factories import (
    make_section,
)
from .newsroom import code_of, let_in, log_in
from .screens import paths_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INLINE = "document.querySelectorAll('script:not([src]):not([type=\"application/json\"])').length"


@pytest.mark.parametrize("role", ["nari", "bora", "dami"])
def test_every_screen_of_the_desk_is_open_to_everybody(watched, site, newsroom, request, role):
    """No violation that axe knows, none of the policy, nothing wider than the screen.

    Of screens that an editor has, too, axe looks at hers: in the dark at hers only, in the light at the colours
    of hers only.
    """
    watched.on("response", lambda r: r.ok or r.status < 400 or watched.complaints.append(r.url))
    watched.goto(site + "/admin/")
    found = {"/admin/login/": looks(watched, is_editors=False)}
    let_in(watched, site, request.getfixturevalue(role))
    paths = paths_of(newsroom)
    editors = {screen(path) for path in paths["bora"]}
    for path in paths[role]:
        answer = watched.goto(site + path)
        assert answer.status == 200, path
        found[path] = looks(watched, is_editors=role != "bora" and screen(path) in editors)
        if watched.evaluate(INLINE):
            found[path].append("a script without a file")
    assert {path: what for path, what in found.items() if what} == {}
    # Chromium's advice about fields that ask for the cursor or a user's name is none of the policy's.
    advice = ("Autofocus", "[DOM]")
    assert [told for told in watched.complaints if not told.startswith(advice)] == []


def looks(page, is_editors):
    """Return what is wrong with a screen on a phone in the dark and on a desk in the light."""
    wrong = []
    for width, theme in ((390, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        found = []
        if theme == "light" or not is_editors:
            found = violations(page, without=COLOURS if is_editors else ())
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{wide} pixels wide")
        wrong += [f"{theme}, {width}: {what}" for what in found]
    return wrong


def screen(path):
    """Return which screen of the desk stands at a path, the same for every article."""
    return resolve(urlsplit(path).path).url_name


def as_role(browser, site, user, width=1280, enter=let_in):
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    enter(page, site, user)
    return page


def write(page, headline, text):
    page.fill("#id_headline", headline)
    body = page.locator(".ProseMirror")
    body.click()
    expect(body).to_be_focused()  # on a busy machine the headline takes the cursor late
    page.keyboard.type(text)
    expect(body).to_contain_text(text)


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_first_login_to_a_corrected_article(browser, site, nari, chan, bora, width):
    section = make_section("사회")
    reporter = as_role(browser, site, nari, width, enter=log_in)
    reporter.get_by_role("link", name="기사 쓰기", exact=True).click()
    write(
        reporter, "군, 새 도서관 연다", "군은 새 도서관을 3일에 연다고 밝혔다. 열람석은 200석이다."
    )
    reporter.select_option("#id_section", str(section.pk))
    reporter.get_by_role("button", name="저장하고 승인 요청").click()
    expect(reporter.locator(".messagelist")).to_contain_text("승인을 요청했습니다")

    editor = as_role(browser, site, bora, width)
    editor.goto(site + "/admin/")
    editor.get_by_role("link", name="군, 새 도서관 연다").first.click()
    expect(editor.frame_locator("iframe").locator("h1")).to_have_text("군, 새 도서관 연다")
    expect(editor.locator(".remarks")).to_contain_text("부제목이 없습니다")
    back = editor.locator(".decision.send_back")
    back.locator("[name=note]").fill("날짜를 확인해 주십시오")
    back.get_by_role("button").click()

    reporter.goto(site + "/admin/")
    expect(reporter.locator("body")).to_contain_text("날짜를 확인해 주십시오")
    reporter.get_by_role("link", name="군, 새 도서관 연다").first.click()
    reporter.fill("#id_subheading", "열람석 200석")
    reporter.get_by_role("button", name="저장하고 승인 요청").click()
    expect(reporter.locator(".messagelist")).to_contain_text("승인을 요청했습니다")
    editor.goto(site + "/admin/")
    editor.get_by_role("link", name="군, 새 도서관 연다").first.click()
    editor.locator(".decision.approve").get_by_role("button", name="승인", exact=True).click()
    expect(editor.locator(".messagelist")).to_contain_text("승인했습니다")
    article = Article.objects.public().get()
    reader = browser.new_page()
    reader.goto(site + article.get_absolute_url())
    expect(reader.locator(".subheading")).to_have_text("열람석 200석")

    second = as_role(browser, site, chan, width)
    second.goto(site + f"/admin/articles/article/{article.pk}/change/")
    assert second.get_by_role("button", name="수정본 만들기").count() == 0
    reporter.goto(site + f"/admin/articles/article/{article.pk}/change/")
    reporter.get_by_role("button", name="수정본 만들기").click()
    reporter.fill("#id_subheading", "열람석 300석")
    reporter.get_by_role("button", name="저장하고 승인 요청").click()
    expect(reporter.locator(".messagelist")).to_contain_text("승인을 요청했습니다")
    reader.reload()
    expect(reader.locator(".subheading")).to_have_text("열람석 200석")
    editor.goto(site + "/admin/")
    editor.get_by_role("link", name="군, 새 도서관 연다").first.click()
    expect(editor.locator(".difference ins").first).to_be_visible()
    editor.locator(".decision.approve").get_by_role("button", name="승인", exact=True).click()
    expect(editor.locator(".messagelist")).to_contain_text("수정본을 반영했습니다")
    reader.wait_for_timeout(1200)
    reader.reload()
    expect(reader.locator(".subheading")).to_have_text("열람석 300석")
    editor.goto(site + f"/admin/articles/article/{article.pk}/corrections/")
    editor.locator("[name=text]").fill("열람석은 200석이 아니라 300석입니다.")
    editor.locator("form:has([name=text]) [type=submit]").click()
    reader.wait_for_timeout(1200)
    reader.reload()
    expect(reader.locator("body")).to_contain_text("200석이 아니라 300석입니다")
    for page in (reporter, editor, second):
        assert page.complaints == []


def test_two_people_in_one_article_see_each_other_and_lose_nothing(
    browser, site, nari, bora, article
):
    url = f"{site}/admin/articles/article/{article.pk}/change/"
    editor = as_role(browser, site, bora)
    editor.goto(url, wait_until="networkidle")
    reporter = as_role(browser, site, nari)
    reporter.goto(url, wait_until="networkidle")
    expect(reporter.locator(".presence")).to_contain_text(re.compile(r"박보라.*\d\d:\d\d부터"))
    editor.fill("#id_subheading", "편집자가 쓴 부제목")
    editor.get_by_role("button", name="저장", exact=True).click()
    reporter.fill("#id_subheading", "기자가 쓴 부제목")
    reporter.get_by_role("button", name="저장", exact=True).click()
    expect(reporter.locator(".conflict")).to_be_visible()
    assert reporter.input_value("#id_subheading") == "기자가 쓴 부제목"
    assert Article.objects.get().subheading == "편집자가 쓴 부제목"
    reporter.locator("[name=over]").check()
    reporter.get_by_role("button", name="저장", exact=True).click()
    expect(reporter.locator(".messagelist")).to_contain_text("저장")
    assert Article.objects.get().subheading == "기자가 쓴 부제목"


def test_who_logs_in_again_in_another_window_can_still_save(browser, site, nari, article):
    page = as_role(browser, site, nari)
    page.goto(f"{site}/admin/articles/article/{article.pk}/change/", wait_until="networkidle")
    page.fill("#id_subheading", "로그인이 끝난 뒤에도 남은 부제목")
    page.context.clear_cookies()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    other = page.context.new_page()
    log_in(other, site, nari)
    page.wait_for_timeout(500)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="저장", exact=True).click()
    page.wait_for_load_state("networkidle")
    assert Article.objects.get().subheading == "로그인이 끝난 뒤에도 남은 부제목"


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_every_way_in_is_open_to_everybody(watched, site, nari, settings, width, theme):
    settings.EMAIL_URL = "memorymail://"
    watched.set_viewport_size({"width": width, "height": 900})
    watched.emulate_media(color_scheme=theme)
    found = {}

    def look(name):
        found[name] = violations(watched)
        if watched.evaluate("document.documentElement.scrollWidth") > width:
            found[name].append("wider than the screen")

    for path in ("", "sent/", "done/", "x/y/"):
        watched.goto(f"{site}/admin/password_reset/{path}")
        look(path)
    watched.goto(site + urlsplit(link_for(nari)).path)
    look("new password")
    second_factor.switch_on(nari, "11" * 20, code_of("11" * 20), keep=None)
    watched.goto(site + "/admin/login/")
    watched.fill("#id_username", "nari")
    watched.fill("#id_password", "틀린 비밀번호")
    watched.click("[type=submit]")
    look("wrong password")
    watched.fill("#id_password", "비밀번호-1234")
    watched.click("[type=submit]")
    watched.wait_for_url("**/login/code/")
    look("code")
    watched.fill("#id_code", second_factor.new_recovery_codes(nari)[0])
    watched.click("[type=submit]")
    watched.wait_for_url(site + "/admin/")
    watched.goto(site + "/admin/account/")
    look("account")
    watched.fill("#id_password", "비밀번호-1234")
    watched.click("[value=codes]")
    expect(watched.locator(".codes li")).to_have_count(10)
    look("recovery codes")
    assert {name: what for name, what in found.items() if what} == {}
