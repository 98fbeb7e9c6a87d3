"""What was typed and not saved is kept in the browser and offered again."""

import re

import pytest

from articles.models import Article

from .desk import (
    ADD,
    KEPT_SOON,
    OFFER,
    change,
    kept,
    leave,
    let_in,
    log_in,
    offers,
    save,
    wait_until_kept,
    write,
)
from .factories import make_photo, make_reporter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_text_of_a_closed_window_is_offered_and_never_put_in_silently(desk, site, article):
    desk.goto(site + change(article))
    write(desk, "닫힌 창의 제목", " 닫힌 창의 글.")
    desk.select_option("#id_origin", "wire")
    leave(desk)
    desk.goto(site + change(article))
    assert offers(desk) == 1
    assert desk.input_value("#id_headline") == article.headline
    offer = desk.locator(OFFER)
    offer.locator("summary").click()
    assert "닫힌 창의 글." in offer.locator(".kept-text").inner_text()
    assert re.search(r"\d\d:\d\d, \d+", offer.locator(".kept-said").inner_text())
    assert offer.locator(".kept-newer").is_hidden()
    offer.locator(".kept-restore").click()
    assert desk.input_value("#id_headline") == "닫힌 창의 제목"
    assert desk.input_value("#id_origin") == "wire"
    assert "닫힌 창의 글." in desk.locator(".ProseMirror").inner_text()
    offer.locator(".kept-undo").click()
    assert desk.input_value("#id_headline") == article.headline
    assert "닫힌 창" not in desk.locator(".ProseMirror").inner_text()
    offer.locator(".kept-restore").click()
    save(desk)
    article.refresh_from_db()
    assert (article.headline, article.origin) == ("닫힌 창의 제목", "wire")
    assert "닫힌 창의 글." in article.body
    assert offers(desk) == 0
    assert kept(desk) == {}


def test_discarded_text_is_gone_but_for_a_change_of_mind(desk, site, article):
    desk.goto(site + change(article))
    write(desk, "버릴 제목")
    leave(desk)
    desk.goto(site + change(article))
    offers(desk)
    desk.click(".kept-discard")
    assert kept(desk) == {}
    desk.click(".kept-undo")
    assert len(kept(desk)) == 1
    desk.click(".kept-discard")
    desk.reload()
    assert offers(desk) == 0


def test_a_new_article_is_kept_and_not_offered_again_once_it_is_saved(desk, site, section):
    desk.goto(site + ADD)
    write(desk, "새 기사  ", "새 글")
    leave(desk)
    desk.goto(site + ADD)
    assert offers(desk) == 1
    desk.click(".kept-restore")
    desk.select_option("#id_section", str(section.pk))
    save(desk)
    assert Article.objects.get().headline == "새 기사"
    assert desk.url == site + change(Article.objects.get())
    assert kept(desk) == {}
    desk.goto(site + ADD)
    assert offers(desk) == 0


def test_a_refused_text_is_on_the_screen_and_still_kept(desk, site):
    desk.goto(site + ADD)
    write(desk, "섹션 없는 기사", "글")
    save(desk)
    assert desk.locator(".errornote").is_visible()
    assert desk.input_value("#id_headline") == "섹션 없는 기사"
    assert offers(desk) == 0
    assert len(kept(desk)) == 1
    leave(desk)
    desk.goto(site + ADD)
    assert offers(desk) == 1
    desk.click(".kept-restore")
    assert desk.input_value("#id_headline") == "섹션 없는 기사"


def test_text_survives_a_lapsed_login(desk, site, article, nari):
    desk.goto(site + change(article))
    write(desk, "로그인이 풀린 제목", " 풀린 글.")
    desk.context.clear_cookies()
    save(desk)
    desk.complaints.clear()
    log_in(desk, site, nari)
    desk.goto(site + change(article))
    assert offers(desk) == 1
    desk.click(".kept-restore")
    save(desk)
    article.refresh_from_db()
    assert article.headline == "로그인이 풀린 제목"
    assert "풀린 글." in article.body
    desk.complaints.clear()


def test_the_offer_says_when_the_article_is_newer(desk, site, article):
    desk.goto(site + change(article))
    write(desk, "오래된 제목")
    leave(desk)
    Article.objects.filter(pk=article.pk).update(headline="남이 고친 제목", edit_version=9)
    desk.goto(site + change(article))
    assert offers(desk) == 1
    assert desk.locator(".kept-newer").is_visible()


def test_text_is_kept_while_somebody_writes(desk, site, article):
    desk.goto(site + change(article))
    desk.wait_for_timeout(KEPT_SOON)
    assert kept(desk) == {}
    write(desk, "쓰는 중")
    wait_until_kept(desk, 1)
    [record] = kept(desk).values()
    assert ["headline", "쓰는 중"] in record["fields"]
    desk.fill("#id_headline", article.headline)
    wait_until_kept(desk, 0)


def test_text_of_another_open_window_is_not_offered(desk, site, section):
    desk.goto(site + ADD)
    write(desk, "첫 창")
    wait_until_kept(desk, 1)
    other = desk.context.new_page()
    other.goto(site + ADD)
    assert offers(other) == 0
    write(other, "둘째 창")
    wait_until_kept(other, 2)
    other.close()
    leave(desk)
    desk.goto(site + ADD)
    assert offers(desk) == 2


def test_old_text_and_text_of_others_is_not_offered(desk, site, article, nari, bora):
    desk.goto(site + change(article))
    write(desk, "남은 글")
    leave(desk)
    desk.goto(site + "/admin/")
    desk.evaluate(
        """() => { for (const [key, value] of Object.entries(localStorage)) {
          if (!key.startsWith('newsstep:kept:')) continue; const record = JSON.parse(value); record.at -= 8 * 24 * 3600 * 1000;
          localStorage.setItem(key, JSON.stringify(record)); } }"""
    )
    desk.goto(site + change(article))
    assert offers(desk) == 0
    assert kept(desk) == {}
    write(desk, "나리의 글")
    leave(desk)
    desk.context.clear_cookies()
    let_in(desk, site, bora)
    desk.goto(site + change(article))
    assert offers(desk) == 0
    assert len(kept(desk)) == 1


COMPLAINTS = ("private", "QuotaExceededError")


@pytest.mark.parametrize(
    "storage",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('private') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('QuotaExceededError', 'QuotaExceededError') }",
    ],
    ids=["private", "full"],
)
def test_a_browser_that_keeps_nothing_still_writes(desk, site, article, storage):
    desk.add_init_script(storage)
    desk.goto(site + change(article))
    write(desk, "보관 없이 쓴 제목")
    desk.locator(".writing-full").wait_for(timeout=KEPT_SOON)
    save(desk)
    article.refresh_from_db()
    assert article.headline == "보관 없이 쓴 제목"
    # The admin's own switch of light and dark complains.
    desk.complaints[:] = [told for told in desk.complaints if told not in COMPLAINTS]


def test_rows_of_photos_and_reporters_come_back(desk, site, article, nari):
    photo = make_photo(files=True, uploaded_by=nari, caption="보관 사진")
    second = make_reporter("박둘째")
    desk.goto(site + change(article))
    desk.click(".photo-choose")
    desk.locator("dialog li button").first.click()
    desk.fill("#id_article_photos-0-caption", "쓰던 설명")
    desk.locator("#bylines-group .add-row a").click()
    desk.select_option("#id_bylines-1-reporter", str(second.pk))
    leave(desk)
    desk.goto(site + change(article))
    assert offers(desk) == 1
    assert "쓰던 설명" in desk.locator(".kept-text").text_content()
    desk.click(".kept-restore")
    assert desk.locator(".photo-row .thumbnail").get_attribute("src") == photo.path.url(320)
    save(desk)
    item = article.article_photos.get()
    assert (item.photo, item.caption) == (photo, "쓰던 설명")
    assert [byline.reporter for byline in article.bylines.all()] == [nari.reporter, second]
    assert offers(desk) == 0
