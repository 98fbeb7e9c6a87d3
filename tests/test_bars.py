"""Bars that come when a reader scrolls back, and the menu as a sheet."""

import pytest
from django.utils import timezone

from .factories import make_article, make_public, make_section

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]
SHIFT = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntries().reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0))
).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 300))"""


@pytest.fixture
def address(site):
    """The address of a long article."""
    article = make_article(section=make_section("사회"), body="<p>긴 본문이 이어집니다.</p>" * 60)
    return site + make_public(article, at=timezone.now()).get_absolute_url()


def test_who_scrolls_back_on_a_phone_has_the_head_and_tools_at_the_thumb(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    head, thumb = page.locator(".slim"), page.get_by_role("group", name="아래쪽 도구")
    page.mouse.wheel(0, 2000)
    page.wait_for_function("scrollY > 1500")
    assert not head.is_visible()
    page.mouse.wheel(0, -300)
    head.wait_for(state="visible")
    assert head.bounding_box()["height"] < 56
    thumb.get_by_role("button", name="글자 크게").click()
    assert page.evaluate("document.documentElement.dataset.textSize") == "3"
    head.get_by_role("link", name="전체 메뉴").click()
    menu = page.get_by_role("dialog", name="전체 메뉴")
    assert menu.get_by_role("link", name="사회").is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "전체 메뉴"
    thumb.get_by_role("link", name="맨 위로").click()
    page.wait_for_function("scrollY < 200")
    head.wait_for(state="hidden")
    assert page.evaluate(SHIFT) == 0
    context.close()


def test_without_a_script_the_menu_is_at_the_foot_and_no_bar_comes(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="전체 메뉴").click()
    assert page.url.endswith("#all")
    assert page.locator("#all").is_visible()
    for bar in (".slim", ".thumb", ".menu"):
        assert not page.locator(bar).is_visible()
    context.close()
