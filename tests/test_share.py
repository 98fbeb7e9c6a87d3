"""Readers pass an article on: by what their browser offers, or by plain links that ask nobody for anything."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from articles.desk import preview
from articles.paper.blocks import share_links

from .axe import violations
from .factories import make_article, make_public

ODD = "“AI & 데이터” 100% + 50?… <b>'따옴표'</b> #1=2 👩‍👩‍👧"
in_browser = pytest.mark.django_db(transaction=True)


def links(page):
    """Return {name: address} of the links under an article, from its HTML."""
    listed = page.partition('<ul class="share-links"')[2].partition("</ul>")[0]
    return {
        name: html.unescape(address)
        for address, name in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)', listed)
    }


@pytest.mark.django_db
@pytest.mark.parametrize("headline", [ODD, "두 줄\n제목 {address}", "가" * 200])
def test_headline_and_address_arrive_as_they_are(headline):
    address = "https://news.example.com/articles/7/"
    told = links(share_links(headline, address))
    asked = {name: parse_qs(urlsplit(link).query) for name, link in told.items()}
    assert asked == {
        "X": {"text": [headline], "url": [address]},
        "페이스북": {"u": [address]},
        "네이버 밴드": {"body": [f"{headline}\n{address}"], "route": [address]},
        "전자우편": {"subject": [headline], "body": [f"{headline}\r\n{address}"]},
    }
    for link in told.values():
        assert re.fullmatch(r"(?:https://[a-z.]+/[a-z/.]+|mailto:)\?[\w.~%=&+-]+", link, re.ASCII)


@pytest.mark.django_db
def test_the_links_stand_under_a_public_article_only(client, settings):
    article = make_public(headline=ODD)
    page = client.get(article.get_absolute_url()).text
    address = settings.SITE_URL + article.get_absolute_url()
    assert links(page) == links(share_links(ODD, address))
    assert page.count('target="_blank" rel="noopener noreferrer nofollow"') == 3
    assert page.count("(새 창)") == 3
    assert "share-links" not in client.get(preview.path(make_article())).text


@pytest.mark.browser
@in_browser
def test_where_the_browser_shares_nothing_a_menu_opens(reader, site):
    # So long that the menu covers no other links.
    article = make_public(headline=ODD, body="<p>군은 새 도서관을 열었다.</p>" * 20)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(site + article.get_absolute_url())
    menu, opener = reader.locator(".share-menu"), reader.get_by_role("button", name="공유")
    copier = reader.get_by_role("button", name="주소 복사")

    def is_open():
        return menu.is_visible(), opener.get_attribute("aria-expanded")

    assert (is_open(), copier.count()) == ((False, "false"), 0)
    opener.focus()
    reader.keyboard.press("Enter")
    assert is_open() == (True, "true")
    assert menu.locator("a, button").all_inner_texts() == [
        "주소 복사",
        *(f"{name}\n(새 창)" for name in ("X", "페이스북", "네이버 밴드")),
        "전자우편",
    ]
    for width in (360, 1280):
        reader.set_viewport_size({"width": width, "height": 900})
        assert violations(reader) == []
        assert reader.evaluate("document.documentElement.scrollWidth") <= width
        heights = menu.locator("a, button").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().height)"
        )
        assert min(heights) >= 44
    for _ in range(2):
        reader.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="X (새 창)")).to_be_focused()
    reader.keyboard.press("Escape")
    assert is_open() == (False, "false")
    expect(opener).to_be_focused()
    opener.click()
    reader.locator("h1").click()
    assert is_open() == (False, "false")
    opener.click()
    for _ in range(6):
        reader.keyboard.press("Tab")
    assert is_open() == (False, "false")
    opener.click()
    opener.click()
    assert is_open() == (False, "false")
    opener.click()
    copier.click()
    assert is_open() == (False, "false")
    expect(opener).to_be_focused()
    expect(reader.locator(".tools").get_by_role("status")).to_have_text("주소를 복사했습니다.")
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied == site + article.get_absolute_url()
    assert [request.url for request in reader.asked if not request.url.startswith(site)] == []
    assert reader.complaints == []


@pytest.mark.browser
@in_browser
def test_what_the_browser_shares_by_itself_needs_no_menu(reader, site):
    article = make_public(headline=ODD)
    reader.add_init_script(
        "navigator.share = async (what) => { window.shared = what };"
        "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    )
    reader.goto(site + article.get_absolute_url())
    copier = reader.get_by_role("button", name="주소 복사")
    copier.click()  # without https there is no clipboard
    expect(reader.locator(".tools").get_by_role("status")).to_have_text("주소를 복사했습니다.")
    expect(copier).to_be_focused()
    reader.get_by_role("button", name="공유").click()
    address = site + article.get_absolute_url()
    assert reader.evaluate("window.shared") == {"title": ODD, "url": address}
    assert reader.locator(".share-menu").count() == 0


@pytest.mark.browser
@in_browser
def test_what_the_tools_say_has_its_place_before_they_say_it(reader, site):
    """A screen reader speaks what is put into a place that it knows; one that was hidden it may miss."""
    reader.goto(site + make_public().get_absolute_url())
    status = reader.locator(".tools").get_by_role("status")  # what is hidden has no role
    assert (status.count(), status.inner_text()) == (1, "")
    reader.get_by_role("button", name="글자 크게").click()
    expect(status).to_have_text("글자 크기 3/5")


@pytest.mark.browser
@in_browser
def test_without_scripts_the_links_under_the_article_are_there(browser, site):
    article = make_public(headline=ODD)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + article.get_absolute_url())
    found = page.locator(".share-links").get_by_role("link").all()
    assert [link.inner_text().split("\n")[0] for link in found] == [
        "X",
        "페이스북",
        "네이버 밴드",
        "전자우편",
    ]
    assert all(link.bounding_box()["height"] >= 44 for link in found)
    page.emulate_media(media="print")
    assert not page.locator(".share-links").is_visible()
