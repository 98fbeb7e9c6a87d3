"""A browser that dies while somebody writes takes the last moments with it, and no more.

`CRASHES=50` lets it die fifty times over each net, at the pace at which papers keep texts.
"""

import os
import random
import time

import pytest
from playwright.sync_api import Error

from articles.desk import kept_texts
from articles.models import KeptText

from .conftest import READER
from .newsroom import ADD, OFFER, let_in

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)),
]

CRASHES = int(os.environ.get("CRASHES", 2))
UNDERWAY = 1.5  # seconds that a text may be on its way to where it is kept, on a busy machine


@pytest.fixture
def bound(monkeypatch):
    """The seconds of typing that a crash may cost."""
    if "CRASHES" not in os.environ:
        monkeypatch.setattr(kept_texts, "EVERY", 0.3)
    return kept_texts.EVERY + UNDERWAY


@pytest.fixture
def device(browser, site, nari):
    """A way to sit down at another device, on which Nari is logged in."""
    devices = []

    def sit_down():
        devices.append(browser.new_context(**READER))
        page = devices[-1].new_page()
        let_in(page, site, nari)
        return page

    yield sit_down
    for context in devices:
        context.close()


def write_until_it_dies(page, bound):
    """Type words until the page dies at some moment; returns those that must be there afterwards."""
    typed_at = []
    page.locator(".ProseMirror").click()
    begun = time.monotonic()
    life = bound + random.uniform(0.3, 1 + kept_texts.EVERY)
    while time.monotonic() - begun < life:
        page.keyboard.type(f"낱말{len(typed_at)}끝 ")
        typed_at.append(time.monotonic())
        page.wait_for_timeout(random.randint(5, 60))
    died_at = time.monotonic()
    # It is not asked to go: no event of the page tells it to keep anything.
    with page.expect_event("crash"), pytest.raises(Error):
        page.goto("chrome://crash")
    page.close()
    words = [f"낱말{number}끝" for number, at in enumerate(typed_at) if at < died_at - bound]
    assert words
    return words


def lost(page, words):
    """Return which of the words do not stand in the editor."""
    page.locator(f"{OFFER} .kept-undo").wait_for()
    text = page.locator(".ProseMirror").inner_text()
    return [word for word in words if word not in text]


def test_on_another_device_the_server_brings_the_text_back_after_a_crash(device, site, bound):
    for _ in range(CRASHES):
        page = device()
        page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
        page.goto(site + ADD)
        words = write_until_it_dies(page, bound)
        other = device()
        other.goto(site + "/admin/")
        assert other.evaluate("Object.keys(localStorage).filter((k) => k.includes('kept'))") == []
        other.get_by_role("link", name="이어 쓰기").first.click()
        assert lost(other, words) == []
        other.context.close()
        KeptText.objects.all().delete()


def test_without_the_server_the_browser_brings_the_text_back_after_a_crash(
    device, site, bound, monkeypatch
):
    monkeypatch.setattr(kept_texts, "MAX_CHARACTERS", 0)  # it refuses every text
    browser = device().context
    for _ in range(CRASHES):
        page = browser.new_page()
        page.goto(site + ADD)
        words = write_until_it_dies(page, bound)
        assert not KeptText.objects.exists()
        again = browser.new_page()
        again.goto(site + ADD)
        again.locator(f"{OFFER} .kept-restore").click()
        assert lost(again, words) == []
        again.goto(site + "/admin/")
        again.evaluate("localStorage.clear()")
        again.close()
