"""Films and posts as a reporter puts them into a text, and as a reader opens them."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.pure import embeds, markup

from .factories import make_article, make_public
from .newsroom import ADD, body, change, paste
from .test_accessibility import violations
from .test_films import ATTACKS, BODY, FILMS, NOCOOKIE, POSTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ID = "dQw4w9WgXcQ"
FILM = f'<figure><iframe src="{NOCOOKIE}/{ID}"></iframe></figure>'
POST = '<figure><a href="https://x.com/hanbit/status/1790">x.com/hanbit/status/1790</a></figure>'


def paste_text(page, text):
    page.evaluate(
        """(text) => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.querySelector(".ProseMirror").dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })) }""",
        text,
    )


def empty(page):
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def foreign(page, site):
    return [request.url for request in page.asked if not request.url.startswith((site, "data:"))]


def test_an_address_on_a_line_of_its_own_becomes_a_film_and_in_words_a_text(screen, site):
    screen.goto(site + ADD)
    screen.locator(".ProseMirror").click()
    screen.keyboard.type("앞 글")
    screen.keyboard.press("Enter")
    paste_text(screen, f"https://youtu.be/{ID}?si=1")
    screen.keyboard.type("뒤 글 ")
    paste_text(screen, f"https://youtu.be/{ID}")
    assert body(screen) == f"<p>앞 글</p>\n{FILM}\n<p>뒤 글 https://youtu.be/{ID}</p>"
    expect(screen.locator(".body-editor-card strong")).to_have_text("유튜브")
    expect(screen.locator(".body-editor-card a")).to_have_text(f"youtube.com/watch?v={ID}")
    screen.locator(".body-editor-card textarea").fill("개표 현장")
    assert "</iframe><figcaption>개표 현장</figcaption></figure>" in body(screen)
    assert markup.clean(body(screen), settings.VIDEO_HOSTS) == body(screen)
    screen.keyboard.press("Enter")
    screen.keyboard.type("사이")
    assert "</figure>\n<p>사이</p>\n<p>뒤 글" in body(screen)
    screen.get_by_role("button", name="빼기").click()
    assert "<figure" not in body(screen)
    # Several lines at once, an embed code, and the code of a post.
    empty(screen)
    paste_text(screen, f"하나\nhttps://youtu.be/{ID}\n둘\nhttps://twitter.com/hanbit/status/1790")
    assert body(screen) == f"<p>하나</p>\n{FILM}\n<p>둘</p>\n{POST}"
    empty(screen)
    paste_text(screen, f'<iframe width="9" src="https://www.youtube.com/embed/{ID}?si=1"></iframe>')
    assert body(screen) == FILM
    empty(screen)
    paste_text(
        screen,
        '<blockquote class="twitter-tweet"><p>글</p>\n<a href="https://twitter.com/hanbit/status/1790?s=1">날'
        '</a></blockquote> <script async src="https://platform.twitter.com/widgets.js"></script>',
    )
    assert body(screen) == POST
    empty(screen)
    paste(
        screen,
        f'<p>글</p><div><iframe src="//www.youtube.com/embed/{ID}"></iframe></div>'
        '<iframe src="https://evil.example/x"></iframe><iframe src="https://evil.example/y"></iframe>',
    )
    assert re.sub("</?figure>", "", body(screen)) == f"<p>글</p>\n{re.sub('</?figure>', '', FILM)}"
    expect(screen.locator(".body-editor-status")).to_have_text(
        "붙여 넣은 글에서 뺀 것: 동영상·틀 2개 (evil.example)"
    )
    assert foreign(screen, site) == []


def test_a_film_or_post_is_put_in_by_its_address_and_a_wrong_one_is_refused(screen, site):
    screen.goto(site + ADD)
    screen.locator(".ProseMirror").click()
    screen.keyboard.type("글")
    screen.get_by_role("button", name="영상·게시물 넣기").click()
    field = screen.get_by_label("영상이나 게시물의 주소")
    field.fill("https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ")
    assert "유튜브, 네이버TV, 비메오" in field.evaluate("field => field.validationMessage")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("dialog")).to_be_visible()
    field.fill(f"https://www.youtube.com/shorts/{ID}")
    assert violations(screen) == []
    screen.keyboard.press("Enter")
    screen.keyboard.type("가로등 아래")
    assert body(screen) == (
        f'<p>글</p>\n<figure><iframe src="{NOCOOKIE}/{ID}#shorts"></iframe>'
        "<figcaption>가로등 아래</figcaption></figure>"
    )
    for width in (1280, 390):
        screen.set_viewport_size({"width": width, "height": 900})
        assert violations(screen) == []
    assert foreign(screen, site) == []


def test_what_stands_in_a_text_goes_through_the_editor_as_it_is(screen, site, nari):
    article = make_article(created_by=nari, body=BODY)
    screen.goto(site + change(article))
    screen.locator(".ProseMirror > p").last.click()
    screen.keyboard.press("Home")
    # The first press chooses what stands above, so that nothing goes unseen.
    screen.keyboard.press("Backspace")
    assert screen.locator(".body-editor-card").count() == 3
    screen.keyboard.press("Escape")
    screen.locator(".ProseMirror > p").last.click()
    screen.keyboard.press("End")
    screen.keyboard.type(" 끝")
    written = markup.clean(body(screen), settings.VIDEO_HOSTS).replace("\n", "")
    assert written == article.body.replace("\n", "").replace("뒤 글", "뒤 글 끝")


def test_the_editor_takes_the_same_addresses_as_the_paper(screen, site):
    screen.goto(site + ADD)
    addresses = [*FILMS, *POSTS, *ATTACKS]
    rules = embeds.frame_rules(settings.VIDEO_HOSTS), embeds.POSTS
    found = screen.evaluate(
        """async (addresses) => { const { filmOf, postOf } = await import("/static/newsroom/embeds.js");
        return addresses.map((one) => [filmOf(one) || null, postOf(one)?.address ?? null]) }""",
        addresses,
    )
    expected = [
        [(embeds.rewritten(one, table) or (None,))[0] for table in rules] for one in addresses
    ]
    assert dict(zip(addresses, found, strict=True)) == dict(zip(addresses, expected, strict=True))


def test_a_reader_presses_play_and_only_then_the_host_is_asked(reader, site):
    article = make_public(make_article(body=BODY))
    reader.goto(site + article.get_absolute_url())
    assert foreign(reader, site) == []
    link = reader.get_by_role("link", name="유튜브 영상 보기")
    box = link.bounding_box()
    assert box["height"] > box["width"]
    link.focus()
    reader.keyboard.press("Enter")
    frame = reader.locator(".prose iframe")
    expect(frame).to_be_focused()
    assert frame.get_attribute("src") == f"{NOCOOKIE}/{ID}?autoplay=1#shorts"
    assert frame.get_attribute("title") == "동영상"
    assert [url.split("?")[0] for url in foreign(reader, site)] == [f"{NOCOOKIE}/{ID}"]
    expect(reader.get_by_role("link", name="네이버TV 영상 보기")).to_be_visible()
    reader.emulate_media(media="print")
    expect(frame).to_be_hidden()
    expect(reader.locator(".film-address").first).to_have_text(
        f"https://www.youtube.com/shorts/{ID}"
    )
