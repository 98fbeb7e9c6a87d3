"""In a browser: from the first login to the first public article, and from the link to the first password."""

import re
import time

import pytest
from playwright.sync_api import expect

from articles.models import Article, Region, Section

from .axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLICKS, FIELDS, MINUTES = 15, 20, 8
IMPRINT = {
    "name": "증평신문",
    "legal_name": "주식회사 증평",
    "registration_number": "충북, 아00001",
    "registered_on": "2026-11-01",
    "founded_on": "2026-11-27",
    "publisher_name": "최다미",
    "editor_name": "박보라",
    "address": "충북 증평군 증평읍 1",
    "phone": "043-000-0000",
    "youth_protection_officer": "최다미",
}


class Hand:
    """Somebody at the page, whose clicks and filled fields are counted."""

    def __init__(self, page):
        self.page, self.clicks, self.fields = page, 0, 0

    def click(self, selector, leaves=True):
        self.clicks += 1
        if not leaves:
            return self.page.locator(selector).click()
        with self.page.expect_navigation():
            self.page.locator(selector).click()

    def fill(self, **fields):
        for name, value in fields.items():
            self.fields += 1
            self.page.fill(f"#id_{name}", value)

    def step(self, noun, screen=""):
        self.click(f'.first-steps a.button[href="/admin/articles/{noun}/{screen}"]')


def looks(page):
    """Return what is wrong with the screen in light on a desk and in dark on a phone."""
    wrong = []
    for width, theme in ((390, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        # The newsroom's colours come slowly.
        page.evaluate("for (const change of document.getAnimations()) change.finish()")
        wrong += [f"{width}, {theme}: {what}" for what in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"wider than {width}")
    return wrong


def test_an_empty_paper_has_its_first_public_article_after_fifteen_clicks(watched, site, dami):
    hand, begun, wrong = Hand(watched), time.monotonic(), []
    watched.goto(site + "/admin/")
    hand.fill(username="dami", password="비밀번호-1234")
    hand.click("[type=submit]")
    wrong += looks(watched)
    hand.step("publication")
    hand.fill(**IMPRINT)
    hand.click("[name=_save]")
    hand.step("section", "proposed/")
    hand.click(".choices [type=submit]")
    hand.step("region", "known/")
    hand.click("[value='chungbuk/all']", leaves=False)
    hand.click(".choices [type=submit]")
    hand.step("user", "add/")
    hand.fill(name="김나리", username="nari", email="nari@example.com")
    hand.click("[name=_save]")
    wrong += looks(watched)
    beside = watched.context.new_page()
    beside.goto(site + "/admin/")
    expect(beside.locator(".first-steps .done h3")).to_have_text(
        [re.compile(title) for title in ("발행정보", "섹션", "지역", "사람")]
    )
    beside.close()
    hand.click("a[href='/admin/articles/article/add/']")
    hand.fill(headline="증평에 새 도서관이 문을 열었다")
    watched.locator(".ProseMirror").click()
    watched.keyboard.type("군은 새 도서관을 열었다고 밝혔다.")
    watched.select_option("#id_section", label="사회")
    hand.clicks, hand.fields = hand.clicks + 1, hand.fields + 2
    hand.click("[name=_then][value=review]")
    hand.click("[name=accepted][value=byline]", leaves=False)  # the publisher has no byline
    hand.click("form:has([name=action][value=approve]) [type=submit]:not([name])")
    watched.goto(site + "/")
    assert watched.locator("h1, h2, h3").get_by_text("증평에 새 도서관이").count() > 0
    assert (Section.objects.count(), Region.objects.count()) == (6, 12)
    assert Article.objects.public().get().section.name == "사회"
    assert hand.clicks <= CLICKS
    assert hand.fields <= FIELDS
    assert time.monotonic() - begun < MINUTES * 60
    assert wrong == watched.complaints == []


def test_the_publisher_copies_the_link_and_whoever_opens_it_gets_in(watched, site, dami, browser):
    watched.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hand = Hand(watched)
    watched.goto(site + "/admin/login/?next=/admin/articles/user/add/")
    hand.fill(username="dami", password="비밀번호-1234")
    hand.click("[type=submit]")
    hand.fill(name="이찬", username="chan")
    hand.click("[name=_save]")
    hand.click("[data-copies]", leaves=False)
    expect(watched.locator("[data-copies]")).to_have_text("복사했습니다")
    link = watched.evaluate("navigator.clipboard.readText()")
    assert link == watched.locator("#link").input_value()
    chan = Hand(browser.new_page())
    chan.page.goto(link)
    assert "이찬" not in link + chan.page.url
    assert looks(chan.page) == []
    chan.fill(new_password1="새-비밀번호-열자-넘게", new_password2="새-비밀번호-열자-넘게")
    chan.click("[type=submit]")
    assert "비밀번호를 정했습니다" in chan.page.content()
    chan.fill(username="chan", password="새-비밀번호-열자-넘게")
    chan.click("[type=submit]")
    expect(chan.page.locator("#user-tools")).to_contain_text("이찬")
    chan.page.close()
    assert watched.complaints == []
