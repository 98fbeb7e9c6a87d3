"""What was typed and not saved is kept, in the browser too, and offered again."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from articles.models import Article, KeptText

from .factories import make_photo, make_reporter
from .newsroom import (
    ADD,
    KEPT_SOON,
    OFFER,
    change,
    choose_photos,
    kept,
    leave,
    let_in,
    log_in,
    offers,
    save,
    wait_until_kept,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_text_of_a_closed_window_is_offered_and_never_put_in_silently(screen, site, article):
    screen.goto(site + change(article))
    write(screen, "닫힌 창의 제목", " 닫힌 창의 글.")
    screen.select_option("#id_origin", "wire")
    leave(screen)
    screen.goto(site + change(article))
    assert offers(screen) == 1
    assert screen.input_value("#id_headline") == article.headline
    offer = screen.locator(OFFER)
    offer.locator("summary").click()
    assert "닫힌 창의 글." in offer.locator(".kept-text").inner_text()
    assert re.search(r"\d\d:\d\d, \d+", offer.locator(".kept-said").inner_text())
    assert offer.locator(".kept-newer").is_hidden()
    offer.locator(".kept-restore").click()
    assert screen.input_value("#id_headline") == "닫힌 창의 제목"
    assert screen.input_value("#id_origin") == "wire"
    assert "닫힌 창의 글." in screen.locator(".ProseMirror").inner_text()
    offer.locator(".kept-undo").click()
    assert screen.input_value("#id_headline") == article.headline
    assert "닫힌 창" not in screen.locator(".ProseMirror").inner_text()
    offer.locator(".kept-restore").click()
    save(screen)
    article.refresh_from_db()
    assert (article.headline, article.origin) == ("닫힌 창의 제목", "wire")
    assert "닫힌 창의 글." in article.body
    assert offers(screen) == 0
    assert kept(screen) == {}


def test_discarded_text_is_gone_but_for_a_change_of_mind(screen, site, article):
    screen.goto(site + change(article))
    write(screen, "버릴 제목")
    leave(screen)
    screen.goto(site + change(article))
    offers(screen)
    screen.click(".kept-discard")
    assert kept(screen) == {}
    screen.click(".kept-undo")
    assert len(kept(screen)) == 1
    screen.click(".kept-discard")
    screen.reload()
    assert offers(screen) == 0


def test_a_new_article_is_kept_and_not_offered_again_once_it_is_saved(screen, site, section):
    screen.goto(site + ADD)
    write(screen, "새 기사  ", "새 글")
    leave(screen)
    screen.goto(site + ADD)
    assert offers(screen) == 1
    screen.click(".kept-restore")
    screen.select_option("#id_section", str(section.pk))
    save(screen)
    assert Article.objects.get().headline == "새 기사"
    assert screen.url == site + change(Article.objects.get())
    assert kept(screen) == {}
    screen.goto(site + ADD)
    assert offers(screen) == 0


def test_a_refused_text_is_on_the_screen_and_still_kept(screen, site):
    screen.goto(site + ADD)
    long = "긴 제목 " * 60
    write(screen, long, "글")
    save(screen)
    assert screen.locator(".errornote").is_visible()
    assert screen.input_value("#id_headline") == long
    assert offers(screen) == 0
    assert len(kept(screen)) == 1
    leave(screen)
    screen.goto(site + ADD)
    assert offers(screen) == 1
    screen.click(".kept-restore")
    assert screen.input_value("#id_headline") == long


HELD = "쓰던 글은 이 브라우저에 있습니다. 로그인하면 되살릴 수 있습니다."


def test_whoever_must_log_in_again_is_told_that_the_text_is_held(screen, site, article):
    """Whether only the session has gone, or the token of the form as well."""
    screen.goto(site + "/admin/login/")
    for gone in (settings.SESSION_COOKIE_NAME, None):
        screen.goto(site + change(article))
        write(screen, "붙들린 제목", " 붙들린 글.")
        wait_until_kept(screen, 1)
        screen.context.clear_cookies(**({"name": gone} if gone else {}))
        save(screen)
        screen.complaints.clear()
        assert screen.get_by_text(HELD).is_visible()
        assert screen.locator("#header").is_visible()
        assert screen.locator(".colophon").count() == 0
        let_in(screen, site, article.created_by)


def test_whoever_wrote_nothing_here_is_promised_nothing(watched, site, db):
    watched.goto(site + "/admin/login/")
    watched.wait_for_load_state("networkidle")
    assert watched.get_by_text(HELD).count() == 1
    assert not watched.get_by_text(HELD).is_visible()
    assert watched.complaints == []


def test_text_survives_a_lapsed_login(screen, site, article, nari):
    screen.goto(site + change(article))
    write(screen, "로그인이 풀린 제목", " 풀린 글.")
    screen.context.clear_cookies()
    save(screen)
    screen.complaints.clear()
    log_in(screen, site, nari)
    screen.goto(site + change(article))
    assert offers(screen) == 1
    screen.click(".kept-restore")
    save(screen)
    article.refresh_from_db()
    assert article.headline == "로그인이 풀린 제목"
    assert "풀린 글." in article.body
    screen.complaints.clear()


def test_the_offer_says_when_the_article_is_newer(screen, site, article):
    screen.goto(site + change(article))
    write(screen, "오래된 제목")
    leave(screen)
    Article.objects.filter(pk=article.pk).update(headline="남이 고친 제목", edit_version=9)
    screen.goto(site + change(article))
    assert offers(screen) == 1
    assert screen.locator(".kept-newer").is_visible()


def test_text_is_kept_while_somebody_writes(screen, site, article):
    screen.goto(site + change(article))
    screen.wait_for_timeout(KEPT_SOON)
    assert kept(screen) == {}
    write(screen, "쓰는 중")
    wait_until_kept(screen, 1)
    [record] = kept(screen).values()
    assert ["headline", "쓰는 중"] in record["fields"]
    screen.fill("#id_headline", article.headline)
    wait_until_kept(screen, 0)


def test_text_of_another_open_window_is_not_offered(screen, site, section):
    screen.goto(site + ADD)
    write(screen, "첫 창")
    wait_until_kept(screen, 1)
    other = screen.context.new_page()
    other.goto(site + ADD)
    assert offers(other) == 0
    write(other, "둘째 창")
    wait_until_kept(other, 2)
    other.close()
    leave(screen)
    screen.goto(site + ADD)
    assert offers(screen) == 2


def test_old_text_and_text_of_others_is_not_offered(screen, site, article, nari, bora):
    screen.goto(site + change(article))
    write(screen, "남은 글")
    leave(screen)
    screen.goto(site + "/admin/")
    screen.evaluate(
        """() => { for (const [key, value] of Object.entries(localStorage)) {
          if (!key.startsWith('newsstep:kept:')) continue; const record = JSON.parse(value); record.at -= 8 * 24 * 3600 * 1000;
          localStorage.setItem(key, JSON.stringify(record)); } }"""
    )
    KeptText.objects.update(kept_at=timezone.now() - timedelta(days=8))
    screen.goto(site + change(article))
    assert offers(screen) == 0
    assert kept(screen) == {}
    write(screen, "나리의 글")
    leave(screen)
    screen.context.clear_cookies()
    let_in(screen, site, bora)
    screen.goto(site + change(article))
    assert offers(screen) == 0
    assert len(kept(screen)) == 1


COMPLAINTS = ("private", "QuotaExceededError")


@pytest.mark.parametrize(
    "storage",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('private') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('QuotaExceededError', 'QuotaExceededError') }",
    ],
    ids=["private", "full"],
)
def test_a_browser_that_keeps_nothing_still_writes(screen, site, article, storage):
    screen.add_init_script(storage)
    screen.goto(site + change(article))
    write(screen, "보관 없이 쓴 제목")
    screen.locator(".writing-full").wait_for(timeout=KEPT_SOON)
    save(screen)
    article.refresh_from_db()
    assert article.headline == "보관 없이 쓴 제목"
    # The admin's own switch of light and dark complains.
    screen.complaints[:] = [told for told in screen.complaints if told not in COMPLAINTS]


def test_rows_of_photos_and_reporters_come_back(screen, site, article, nari):
    photo = make_photo(files=True, uploaded_by=nari, caption="보관 사진")
    second = make_reporter("박둘째")
    screen.goto(site + change(article))
    choose_photos(screen, 1)
    screen.fill("#id_article_photos-0-caption", "쓰던 설명")
    screen.locator("#bylines-group .add-row a").click()
    screen.select_option("#id_bylines-1-reporter", str(second.pk))
    leave(screen)
    screen.goto(site + change(article))
    assert offers(screen) == 1
    assert "쓰던 설명" in screen.locator(".kept-text").text_content()
    screen.click(".kept-restore")
    assert screen.locator(".photo-row .thumbnail").get_attribute("src") == photo.path.url(320)
    save(screen)
    item = article.article_photos.get()
    assert (item.photo, item.caption) == (photo, "쓰던 설명")
    assert [byline.reporter for byline in article.bylines.all()] == [nari.reporter, second]
    assert offers(screen) == 0
