"""The photos of an article in one list: ordered, credited, put into the text, pointed at."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk import photos
from articles.models import Article

from .axe import violations
from .factories import make_photo, make_public, picture_bytes
from .newsroom import change, choose_photos, drop, save

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def focus(photo):
    return f"/admin/articles/photo/{photo.pk}/focus/"


def point(client, photo, x, y):
    """Move the focal point as the dialog does that was opened just now."""
    version = client.get(focus(photo)).context["form"].initial["version"]
    return client.post(focus(photo), {"version": version, "focal_x": x, "focal_y": y})


def test_the_credits_used_lately_are_offered_ones_own_first(nari, chan, bora):
    for credit in ("증평군 제공", "", "증평군 제공", "김나리"):
        make_photo(uploaded_by=nari, credit=credit)
    make_public(photos=[make_photo(uploaded_by=chan, credit="소방서 제공")])
    make_photo(uploaded_by=chan, credit="아직 비밀 제공")
    assert photos.recent_credits(nari) == ["김나리", "증평군 제공", "소방서 제공"]
    assert set(photos.recent_credits(bora)) == {
        *photos.recent_credits(nari),
        "아직 비밀 제공",
    }


def test_the_offered_credits_cost_three_queries_however_many_photos(nari, monkeypatch):
    monkeypatch.setattr(photos, "NEWEST", 5)
    monkeypatch.setattr(photos, "OWN_NEWEST", 2)
    for number in range(12):
        make_photo(uploaded_by=nari, credit=f"{number}호 제공")
    with CaptureQueriesContext(connection) as asked:
        offered = photos.recent_credits(nari)
    assert offered == [f"{number}호 제공" for number in (11, 10, 9, 8, 7)]
    assert len(asked) <= 5  # with those that ask for rights


def test_the_focal_point_moves_from_the_article_and_is_recorded(client, nari):
    photo = make_photo(files=True, uploaded_by=nari)
    client.force_login(nari)
    assert point(client, photo, "0.25", "0.8").json() == {"id": photo.pk}
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.25, 0.8)
    assert LogEntry.objects.get().object_id == str(photo.pk)
    assert client.get(photo.share_url).status_code == 200


def test_a_focal_point_that_somebody_else_moved_meanwhile_is_not_undone(client, nari, bora):
    photo = make_photo(files=True, uploaded_by=nari)
    client.force_login(nari)
    seen = client.get(focus(photo)).context["form"].initial["version"]
    client.force_login(bora)
    point(client, photo, "0.9", "0.9")
    client.force_login(nari)
    late = client.post(focus(photo), {"version": seen, "focal_x": "0.1", "focal_y": "0.1"})
    assert late.status_code == 422
    assert "보라" in late.json()["error"]
    wrong = point(client, photo, "1.5", "")
    assert wrong.status_code == 422
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.9, 0.9)


def test_who_may_not_move_a_focal_point_is_told_why(client, nari, chan, bora):
    photo = make_photo(files=True, uploaded_by=nari)
    client.force_login(chan)
    assert client.get(focus(photo)).status_code == 404
    make_public(photos=[photo])
    for user in (nari, chan):
        client.force_login(user)
        screen = client.get(focus(photo))
        assert "이 초점은 바꿀 수 없습니다" in screen.text
        assert "focal_x" not in screen.text
        sent = {
            "focal_x": "0",
            "focal_y": "0",
            "version": screen.context["form"]["version"].value(),
        }
        assert client.post(focus(photo), sent).status_code == 403
    client.force_login(bora)
    assert point(client, photo, "0.4", "0.4").status_code == 200


class Steps:
    """Does what a reporter does with mouse and keyboard, and counts it.

    A step is a click, a field that is filled in, a choice, a drop or a paste. Enter and Tab, which
    lead from one field to the next, are counted by themselves.
    """

    def __init__(self, page):
        self.page, self.count, self.keys = page, 0, 0

    def click(self, selector):
        self.page.click(selector)
        self.count += 1

    def type(self, text):
        """Fill in the field that has the cursor."""
        self.page.keyboard.type(text)
        self.count += 1

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1

    def choose(self, selector, value):
        self.page.select_option(selector, value)
        self.count += 1

    def drop(self, selector, *given):
        drop(self.page, selector, *given)
        self.count += 1

    def paste(self, html):
        self.page.evaluate(
            """(html) => { const data = new DataTransfer(); data.setData('text/html', html);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste',
              {clipboardData: data, bubbles: true, cancelable: true})) }""",
            html,
        )
        self.count += 1


def pictures(*names):
    return [(name, "image/jpeg", picture_bytes()) for name in names]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_article_with_three_photos_is_submitted_in_twenty_steps(screen, site, section):
    screen.goto(site + "/admin/")
    steps = Steps(screen)
    steps.click("a[href$='/articles/article/add/']")
    steps.click("#id_headline")
    steps.type("인삼골축제 개막")
    steps.press("Tab")
    steps.type("나흘 동안 열린다")
    steps.click(".ProseMirror")
    steps.paste("<p>증평 인삼골축제가 26일 막을 올렸다.</p><p>축제는 29일까지 이어진다.</p>")
    steps.drop(".photo-drop", *pictures("가.jpg", "나.jpg", "다.jpg"))
    screen.wait_for_selector(".photo-row >> nth=2")
    for caption, alt in (("개막식", "무대"), ("판매장", "인삼"), ("행진", "사람들")):
        steps.type(caption)
        steps.press("Enter")
        steps.type(alt)
        steps.press("Enter")
    steps.click(".photo-all input")
    steps.type("증평군 제공")
    steps.choose("#id_section", str(section.pk))
    with screen.expect_navigation():
        steps.click("[name=_then][value=submit]")
    article = Article.objects.get()
    assert article.status == "submitted"
    assert (article.headline, article.subheading) == ("인삼골축제 개막", "나흘 동안 열린다")
    assert [row.words for row in article.article_photos.all()] == [
        ("개막식", "증평군 제공", "무대"),
        ("판매장", "증평군 제공", "인삼"),
        ("행진", "증평군 제공", "사람들"),
    ]
    assert (steps.count, steps.keys) == (17, 7)


def captions(page):
    return page.evaluate(
        "[...document.querySelectorAll('.photo-row textarea')].map((f) => f.value)"
    )


def drag_row(page, number, other, touch=None):
    """Drag a row by its handle above another, with the mouse or by the fingers of a CDP session."""
    start, end = (
        page.locator(".photo-row").nth(row).locator(".photo-handle").bounding_box()
        for row in (number, other)
    )
    path = [(box["x"] + 22, box["y"] + dy) for box, dy in ((start, 22), (start, 10), (end, 12))]
    if touch is None:
        page.mouse.move(*path[0])
        page.mouse.down()
        for at in path[1:]:
            page.mouse.move(*at, steps=4)
        page.mouse.up()
        return
    kinds = ["touchStart", "touchMove", "touchMove", "touchEnd"]
    for kind, points in zip(kinds, [*([{"x": x, "y": y}] for x, y in path), []], strict=True):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(50)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_rows_of_photos_are_dragged_to_their_place(screen, site, article, nari):
    for place, caption in enumerate(("가", "나", "다")):
        photo = make_photo(files=True, uploaded_by=nari, caption=caption)
        article.article_photos.create(photo=photo, caption=caption, position=place)
    screen.set_viewport_size({"width": 390, "height": 2400})
    screen.goto(site + change(article))
    screen.locator(".photo-list").evaluate("list => list.scrollIntoView({block: 'center'})")
    drag_row(screen, 2, 0)
    assert captions(screen) == ["다", "가", "나"]
    assert screen.locator(".photo-row").first.locator(".photo-lead").is_visible()
    drag_row(screen, 1, 0, screen.context.new_cdp_session(screen))
    assert captions(screen) == ["가", "다", "나"]
    screen.mouse.move(0, 0)
    save(screen)
    assert [row.words.caption for row in article.article_photos.all()] == ["가", "다", "나"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_all_photos_need_is_done_at_once(screen, site, article, nari):
    for caption, credit in (("하나", ""), ("둘", "김나리"), ("셋", "")):
        make_photo(files=True, uploaded_by=nari, caption=caption, credit=credit)
    Article.objects.filter(pk=article.pk).update(body="<p>첫 문단</p><p>둘째 문단</p>")
    screen.goto(site + change(article))
    screen.locator(".ProseMirror p").first.click()
    choose_photos(screen, 3)
    assert captions(screen) == ["셋", "둘", "하나"]
    assert screen.locator("#recent-credits option").evaluate_all(
        "all => all.map((o) => o.value)"
    ) == ["김나리"]
    screen.fill(".photo-all input", "증평군 제공")
    screen.keyboard.press("Enter")
    credits = screen.locator(".photo-list [name^=article_photos-][name$=-credit]")
    written = [credits.nth(number).input_value() for number in range(3)]
    assert written == ["증평군 제공", "김나리", "증평군 제공"]
    assert "사진 1장에는 다른 출처가 적혀 있습니다: 김나리." in screen.inner_text(".photo-all-asks")
    assert violations(screen) == []
    screen.click(".photo-all-asks button")
    assert credits.nth(1).input_value() == "증평군 제공"
    drop(screen, ".photo-drop", *pictures("넷.jpg"))
    screen.wait_for_selector(".photo-row >> nth=3")
    assert credits.nth(3).input_value() == "증평군 제공"
    screen.click(".photo-place-all")
    assert screen.locator(".ProseMirror figure textarea").evaluate_all(
        "all => all.map((f) => f.value)"
    ) == ["셋", "둘", "하나", ""]
    save(screen)
    assert {row.words.credit for row in article.article_photos.all()} == {"증평군 제공"}
    article.refresh_from_db()
    # Where the cursor was before the credit and the photos were chosen.
    assert article.body.startswith("<p>첫 문단</p>\n<figure>")
    assert article.body.endswith("</figure>\n<p>둘째 문단</p>")
    assert article.body.count("<figure>") == 4


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_focal_point_is_pressed_in_a_dialog_of_the_article(screen, site, article, nari):
    photo = make_photo(files=True, uploaded_by=nari)
    article.article_photos.create(photo=photo)
    screen.goto(site + change(article))
    screen.fill("#id_headline", "쓰던 제목")
    for width in (1280, 390):
        screen.set_viewport_size({"width": width, "height": 844})
        screen.click(".photo-row .thumbnail")
        image = screen.locator(".focal-picture img")
        screen.wait_for_function("image => image.complete", arg=image.element_handle())
        assert violations(screen) == []
        box = image.bounding_box()
        screen.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] * width / 2000)
        screen.click(".focus-save")
        screen.locator("dialog[open]").wait_for(state="detached")
        photo.refresh_from_db()
        at = (photo.focal_x, photo.focal_y)
        assert at == (pytest.approx(0.25, abs=0.02), pytest.approx(width / 2000, abs=0.02))
    assert screen.input_value("#id_headline") == "쓰던 제목"
