"""Photos go into an article."""

import pytest

from articles.models import ArticlePhoto, Photo
from articles.pure import markup

from .factories import make_photo, make_public
from .newsroom import change, choose_photos, drop, files, let_in, save

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


def test_several_files_go_in_at_once_and_a_broken_one_is_told(screen, site, article, nari):
    screen.goto(site + change(article))
    chosen = (
        files("가.jpg", "나.jpg") + files(**{"깨진.jpg": b"\xff\xd8\xff broken"}) + files("다.jpg")
    )
    screen.set_input_files(".photo-drop input", chosen)
    screen.wait_for_selector(".photo-uploads li.wrong")
    screen.wait_for_selector(".photo-row >> nth=2")
    assert "깨진.jpg" in screen.locator(".photo-uploads li.wrong").inner_text()
    assert Photo.objects.filter(uploaded_by=nari).count() == 3
    for number, caption in enumerate(("가", "나", "다")):
        screen.fill(f"#id_article_photos-{number}-caption", caption)
    assert lead(screen) == 0
    screen.locator(".photo-row >> nth=2").locator(".photo-up").focus()
    screen.keyboard.press("Enter")
    assert rows(screen) == ["가", "다", "나"]
    screen.keyboard.press("Enter")
    assert rows(screen) == ["다", "가", "나"]
    assert lead(screen) == 0
    screen.locator(".photo-row >> nth=1").locator("[name$=-DELETE]").check()
    save(screen)
    assert [item.words.caption for item in article.article_photos.all()] == ["다", "나"]
    article.refresh_from_db()
    assert article.lead_photo == article.article_photos.first().photo
    screen.complaints[:] = [told for told in screen.complaints if "422" not in told]


def test_a_dropped_file_is_a_row_and_nothing_else_opens(screen, site, article):
    screen.goto(site + change(article))
    drop(screen, ".photo-drop")
    screen.wait_for_selector(".photo-row")
    assert screen.url == site + change(article)


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_a_picture_put_into_the_text_stands_there(screen, site, article, event):
    screen.goto(site + change(article))
    screen.locator(".ProseMirror").click()
    drop(screen, ".ProseMirror p", event=event)
    screen.wait_for_selector(".ProseMirror figure")
    save(screen)
    article.refresh_from_db()
    assert markup.pictures(article.body) == [Photo.objects.get().path]
    assert article.body.startswith("<p>군은 새 도서관을 열었다고 밝혔다.</p>\n<figure>")


def test_saving_waits_for_the_files(screen, site, article):
    screen.goto(site + change(article))
    screen.set_input_files(".photo-drop input", files("가.jpg", "나.jpg"))
    save(screen)
    assert article.article_photos.count() == 2


def test_a_photo_is_in_an_article_once(screen, site, article, nari):
    make_photo(files=True, uploaded_by=nari, caption="보관 사진")
    screen.goto(site + change(article))
    for _time in range(2):
        choose_photos(screen, 1)
    assert rows(screen) == ["보관 사진"]
    assert screen.locator(".photo-status").inner_text() != ""
    save(screen)
    assert ArticlePhoto.objects.count() == 1


def test_words_of_somebody_elses_photo_are_changed_for_ones_own_article_only(
    screen, site, article, chan
):
    photo = make_photo(files=True, uploaded_by=chan, caption="찬의 사진", credit="이찬")
    make_public(photos=[photo])
    screen.goto(site + change(article))
    choose_photos(screen, 1)
    assert screen.locator("#id_article_photos-0-credit").input_value() == "이찬"
    screen.fill("#id_article_photos-0-credit", "이찬 제공")
    save(screen)
    photo.refresh_from_db()
    assert (article.article_photos.get().words.credit, photo.credit) == ("이찬 제공", "이찬")


def test_a_photo_is_described_once_in_the_text_or_in_the_list(screen, site, article, nari):
    make_photo(files=True, uploaded_by=nari, caption="전경")
    screen.goto(site + change(article))
    screen.locator(".ProseMirror").click()
    screen.get_by_role("button", name="사진 넣기").click()
    screen.locator("dialog img").first.click()
    screen.click(".dialog-take")
    caption = screen.locator(".ProseMirror figure textarea")
    assert caption.input_value() == "전경"
    screen.keyboard.press("Control+a")
    screen.keyboard.type("새로 쓴 설명")
    assert screen.locator("#id_article_photos-0-caption").input_value() == "새로 쓴 설명"
    screen.fill("#id_article_photos-0-credit", "증평군 제공")
    assert screen.locator(".ProseMirror figure input").input_value() == "증평군 제공"
    assert screen.locator(".photo-inside").is_visible()
    save(screen)
    row = article.article_photos.get()
    assert row.words == ("새로 쓴 설명", "증평군 제공", "")
    article.refresh_from_db()
    assert article.body.endswith(f'<figure><img src="{row.photo.path.url(960)}"></figure>')
    assert article.lead_photo == row.photo
    assert screen.locator(".ProseMirror figure textarea").input_value() == "새로 쓴 설명"


def test_a_photo_of_the_list_goes_into_the_text_and_leaves_it_with_its_row(
    screen, site, article, nari
):
    photo = make_photo(files=True, uploaded_by=nari)
    article.article_photos.create(photo=photo, caption="인삼 판매장")
    screen.goto(site + change(article))
    screen.get_by_role("button", name="본문에 넣기").click()
    assert screen.locator(".ProseMirror figure textarea").input_value() == "인삼 판매장"
    screen.locator(".photo-away input").check()
    assert screen.locator(".ProseMirror figure").count() == 0
    save(screen)
    assert not article.article_photos.exists()


def test_one_photo_goes_in_without_javascript(browser, site, nari, article):
    page = browser.new_context(java_script_enabled=False).new_page()
    let_in(page, site, nari)
    page.goto(site + change(article))
    page.set_input_files("#id_article_photos-0-upload", files("가.jpg"))
    page.fill("#id_article_photos-0-caption", "스크립트 없이")
    page.click("[name=_save]")
    assert article.article_photos.get().words.caption == "스크립트 없이"
