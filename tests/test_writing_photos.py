"""Photos go into an article and get their focal point."""

import pytest

from articles.models import ArticlePhoto, Photo
from articles.pure import markup

from .desk import change, files, let_in, save
from .factories import make_photo, make_public, picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def rows(page):
    """Return the captions of the photo rows in the order of the screen."""
    return page.evaluate(
        "[...document.querySelectorAll('.photo-row textarea')].map((field) => field.value)"
    )


def lead(page):
    return page.evaluate(
        "[...document.querySelectorAll('.photo-lead')].findIndex((mark) => !mark.hidden)"
    )


def test_several_files_go_in_at_once_and_a_broken_one_is_told(desk, site, article, nari):
    desk.goto(site + change(article))
    chosen = (
        files("가.jpg", "나.jpg") + files(**{"깨진.jpg": b"\xff\xd8\xff broken"}) + files("다.jpg")
    )
    desk.set_input_files(".photo-drop input", chosen)
    desk.wait_for_selector(".photo-uploads li.wrong")
    desk.wait_for_selector(".photo-row >> nth=2")
    assert "깨진.jpg" in desk.locator(".photo-uploads li.wrong").inner_text()
    assert Photo.objects.filter(uploaded_by=nari).count() == 3
    for number, caption in enumerate(("가", "나", "다")):
        desk.fill(f"#id_article_photos-{number}-caption", caption)
    assert lead(desk) == 0
    desk.locator(".photo-row >> nth=2").locator(".photo-up").focus()
    desk.keyboard.press("Enter")
    assert rows(desk) == ["가", "다", "나"]
    desk.keyboard.press("Enter")
    assert rows(desk) == ["다", "가", "나"]
    assert lead(desk) == 0
    desk.locator(".photo-row >> nth=1").locator("[name$=-DELETE]").check()
    save(desk)
    assert [item.caption for item in article.article_photos.all()] == ["다", "나"]
    article.refresh_from_db()
    assert article.lead_photo == article.article_photos.first().photo
    desk.complaints[:] = [told for told in desk.complaints if "422" not in told]


def drop(page, selector, name="놓은.jpg", kind="image/jpeg", event="drop"):
    page.evaluate(
        """async ([selector, name, kind, event, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name, {type: kind}));
        const target = document.querySelector(selector);
        const box = target.getBoundingClientRect();
        const at = {clientX: box.left + 20, clientY: box.top + 20, bubbles: true, cancelable: true};
        target.dispatchEvent(event === 'drop' ? new DragEvent('drop', {...at, dataTransfer: data})
          : new ClipboardEvent('paste', {...at, clipboardData: data})) }""",
        [selector, name, kind, event, list(picture_bytes())],
    )


def test_a_dropped_file_is_a_row_and_nothing_else_opens(desk, site, article):
    desk.goto(site + change(article))
    drop(desk, ".photo-drop")
    desk.wait_for_selector(".photo-row")
    drop(desk, ".photo-drop", "글.txt", "text/plain")
    assert desk.locator(".photo-row").count() == 1
    assert desk.locator(".photo-status").inner_text() != ""


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_a_picture_put_into_the_text_stands_there(desk, site, article, event):
    desk.goto(site + change(article))
    desk.locator(".ProseMirror").click()
    drop(desk, ".ProseMirror p", event=event)
    desk.wait_for_selector(".ProseMirror figure")
    save(desk)
    article.refresh_from_db()
    assert markup.pictures(article.body) == [Photo.objects.get().path]
    assert article.body.startswith("<p>군은 새 도서관을 열었다고 밝혔다.</p>\n<figure>")


def test_saving_waits_for_the_files(desk, site, article):
    desk.goto(site + change(article))
    desk.set_input_files(".photo-drop input", files("가.jpg", "나.jpg"))
    save(desk)
    assert article.article_photos.count() == 2


def test_a_photo_is_in_an_article_once(desk, site, article, nari):
    make_photo(files=True, uploaded_by=nari, caption="보관 사진")
    desk.goto(site + change(article))
    for _time in range(2):
        desk.click(".photo-choose")
        desk.locator("dialog li button").first.click()
    assert rows(desk) == ["보관 사진"]
    assert desk.locator(".photo-status").inner_text() != ""
    save(desk)
    assert ArticlePhoto.objects.count() == 1


def test_words_of_somebody_elses_photo_are_locked_with_a_reason(desk, site, article, chan):
    make_public(
        photos=[make_photo(files=True, uploaded_by=chan, caption="찬의 사진", credit="이찬")]
    )
    desk.goto(site + change(article))
    desk.click(".photo-choose")
    desk.locator("dialog li button").first.click()
    assert desk.locator("#id_article_photos-0-credit").is_disabled()
    assert desk.locator("#id_article_photos-0-credit").input_value() == "이찬"
    assert desk.locator(".photo-not-yours").is_visible()
    save(desk)
    assert article.article_photos.get().photo.credit == "이찬"


def test_one_photo_goes_in_without_javascript(browser, site, nari, article):
    page = browser.new_context(java_script_enabled=False).new_page()
    let_in(page, site, nari)
    page.goto(site + change(article))
    page.set_input_files("#id_article_photos-0-upload", files("가.jpg"))
    page.fill("#id_article_photos-0-caption", "스크립트 없이")
    page.click("[name=_save]")
    assert article.article_photos.get().caption == "스크립트 없이"


# The focal point


def test_the_focal_point_is_set_by_pointer_and_keys(desk, site, nari):
    photo = make_photo(files=True, uploaded_by=nari)
    desk.goto(site + f"/admin/articles/photo/{photo.pk}/change/")
    desk.locator(".focal-crops").scroll_into_view_if_needed()
    box = desk.locator(".focal-picture").bounding_box()
    desk.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    x, y = (float(desk.input_value(f"#id_focal_{axis}")) for axis in "xy")
    assert (x, y) == (pytest.approx(0.25, abs=0.02), pytest.approx(0.75, abs=0.02))
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Shift+ArrowUp")
    assert float(desk.input_value("#id_focal_x")) == pytest.approx(x + 0.01)
    assert float(desk.input_value("#id_focal_y")) == pytest.approx(y - 0.1)
    desk.fill("#id_focal_x", "0.9")
    marker = desk.locator(".focal-marker")
    assert marker.get_attribute("aria-valuenow") == "90"
    assert "90%" in marker.get_attribute("aria-valuetext")
    crop = desk.locator(".focal-card img")
    assert crop.evaluate("(image) => image.style.objectPosition").startswith("83%")
    save(desk)
    photo.refresh_from_db()
    assert photo.focal_x == pytest.approx(0.9)
