"""What the scripts of the desk say while the server cannot save."""

import json

import pytest
from playwright.sync_api import expect

from .factories import picture_bytes
from .newsroom import change, let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FULL = "저장하지 못했습니다. 서버의 디스크가 가득 차서 아무것도 저장할 수 없습니다."


@pytest.fixture
def writing(page, site, article, nari):
    """Nari's screen of her article on a server whose disk is full."""
    let_in(page, site, nari)

    def full(route):
        route.fulfill(status=507, content_type="application/json", body=json.dumps({"error": FULL}))

    for path in ("**/presence/", "**/upload/", "**/choices/*"):
        page.route(path, full)
    page.goto(site + change(article), wait_until="networkidle")
    return page


def test_nari_is_not_sent_to_log_in_while_the_disk_is_full(writing):
    expect(writing.locator(".presence")).to_have_text(FULL)


def test_a_photo_that_was_not_taken_says_why(writing):
    photo = {"name": "군청.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes()}
    writing.set_input_files(".photo-drop input", photo)
    expect(writing.locator(".writing, body").first).to_contain_text(f"“군청.jpg”: {FULL}")


def test_the_library_says_why_it_shows_nothing(writing):
    writing.click(".photo-choose")
    expect(writing.locator("dialog[open]")).to_contain_text(FULL)
