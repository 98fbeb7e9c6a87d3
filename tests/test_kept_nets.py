"""A text goes on at another device; what is kept where is told, and nothing is offered twice."""

import re

import pytest
from django.conf import settings

from articles.desk import kept_texts
from articles.models import Article, KeptText

from .axe import violations
from .conftest import READER
from .factories import make_article
from .newsroom import ADD, OFFER, change, kept, let_in, offers, save, write

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)),
]

STATE = ".kept-state"
BOTH = re.compile(r"서버에 보관 \d\d:\d\d · 이 브라우저에도")
ONLY_HERE = "서버에 연결되지 않아 이 브라우저에만 보관합니다."
KEPT = "**/admin/kept/**"


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(kept_texts, "EVERY", 0.3)


@pytest.fixture
def desk(browser, site, nari):
    """A page of Nari's on another device."""
    context = browser.new_context(**READER)
    page = context.new_page()
    let_in(page, site, nari)
    yield page
    context.close()


def said(page, words):
    """Wait until the page says so where one can see it."""
    line = page.locator(STATE).get_by_text(words)
    line.wait_for()
    on_top = "line => { const { left, top } = line.getBoundingClientRect(); "
    on_top += "return line.contains(document.elementFromPoint(left + 4, top + 4)) }"
    assert line.evaluate(on_top)


def test_a_text_begun_on_a_phone_goes_on_at_a_desk(screen, desk, site, section):
    screen.set_viewport_size({"width": 390, "height": 800})
    screen.goto(site + ADD)
    write(screen, "전화기의 제목", "불이 났다.")
    said(screen, BOTH)
    assert violations(screen) == []
    assert screen.evaluate("document.documentElement.scrollWidth") <= 390
    [token] = KeptText.objects.values_list("token", flat=True)
    # Both nets hold it, and it is offered once.
    again = screen.context.new_page()
    screen.close(run_before_unload=False)
    again.goto(site + ADD)
    assert offers(again) == 1
    desk.goto(site + "/admin/")
    assert violations(desk) == []
    desk.set_viewport_size({"width": 390, "height": 800})
    assert violations(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    desk.get_by_role("link", name="이어 쓰기").click()
    desk.locator(f"{OFFER} .kept-undo").wait_for()
    assert desk.locator(OFFER).count() == 1
    assert desk.input_value("#id_headline") == "전화기의 제목"
    said(desk, BOTH)
    assert not KeptText.objects.filter(token=token).exists()
    desk.select_option("#id_section", str(section.pk))
    save(desk)
    assert "불이 났다." in Article.objects.get().body
    assert not KeptText.objects.exists()
    assert kept(desk) == {}


def test_the_page_tells_when_the_server_is_not_reached_and_tries_again(screen, site, article, nari):
    nari.writes_plain_text = True
    nari.save()
    screen.goto(site + change(article))
    screen.route(KEPT, lambda route: route.fulfill(status=503))
    screen.fill("#id_body", "첫 글")
    said(screen, ONLY_HERE)
    screen.unroute(KEPT)
    said(screen, BOTH)
    # The login ends, and somebody logs in again elsewhere: the token of the form is an old one then.
    session = settings.SESSION_COOKIE_NAME
    screen.context.clear_cookies(name=session)
    screen.fill("#id_body", "둘째 글")
    said(screen, "로그인이 끝났습니다")
    assert not KeptText.objects.filter(record__contains="둘째 글").exists()
    let_in(screen, site, nari)
    screen.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    said(screen, BOTH)
    assert KeptText.objects.get().article == article
    screen.fill("#id_body", article.body.removeprefix("<p>").removesuffix("</p>"))
    screen.locator(f"{STATE}:not(:has(span:not(:empty)))").wait_for(state="attached")
    screen.wait_for_timeout(300)
    assert not KeptText.objects.exists()
    screen.complaints.clear()


def test_whoever_saves_without_a_network_stays_with_the_text(screen, site, article, nari):
    screen.goto(site + change(article))
    screen.fill("#id_headline", "터널 안의 제목")
    screen.context.set_offline(True)
    screen.click("[name=_save]")
    said(screen, "인터넷 연결이 끊겨 보내지 못했습니다.")
    screen.context.set_offline(False)
    save(screen)
    article.refresh_from_db()
    assert article.headline == "터널 안의 제목"
    screen.complaints.clear()


def test_two_windows_are_two_texts_side_by_side(desk, site, nari, screen):
    article = make_article(created_by=nari, headline="저장된 제목")
    for page, headline in ((screen, "전화기의 제목"), (desk, "책상의 제목")):
        page.goto(site + change(article))
        page.fill("#id_headline", headline)
        said(page, BOTH)
    third = desk.context.browser.new_context(**READER)
    page = third.new_page()
    let_in(page, site, nari)
    page.goto(site + change(article))
    page.locator(OFFER).nth(1).wait_for()
    texts = page.locator(f"{OFFER} .kept-text").all_text_contents()
    assert [text.split("\n")[0] for text in texts] == ["책상의 제목", "전화기의 제목"]
    page.locator(f"{OFFER} .kept-discard").first.click()
    page.wait_for_timeout(300)
    assert [text.title for text in KeptText.objects.all()] == ["전화기의 제목"]
    third.close()
