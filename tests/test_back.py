"""The button Back never puts an older text under a newer version."""

import pytest

from articles.desk import workflow
from articles.models import Page

from .factories import make_public
from .newsroom import change, leave, let_in, save, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CORRECTED = "<p>군은 새 도서관을 열었다고 밝혔다.</p><p>예산은 10억 원이다.</p>"


def correct(article, editor, **fields):
    """Let an editor save the article elsewhere."""
    article.refresh_from_db()
    for name, value in ({"body": CORRECTED} | fields).items():
        setattr(article, name, value)
    article.save()
    workflow.record_edit(article, editor)


def go_back_to(page, address):
    page.go_back()
    page.wait_for_url(address)
    page.wait_for_load_state()


@pytest.mark.parametrize("was_saved", [True, False], ids=["saved", "only typed"])
@pytest.mark.parametrize("is_live", [True, False], ids=["live", "draft"])
def test_what_a_colleague_saved_survives_back_and_save(
    screen, site, article, bora, is_live, was_saved
):
    if is_live:
        make_public(article)
    let_in(screen, site, bora)
    screen.goto(site + change(article))
    write(screen, article.headline, " 나의 문장이다.")
    screen.fill("#id_subheading", "나의 부제목")
    if was_saved:
        save(screen)
    leave(screen)
    correct(article, bora, subheading="고친 부제목")
    go_back_to(screen, site + change(article))
    if was_saved:  # where the text was typed
        screen.go_back()
    screen.wait_for_selector(".ProseMirror")
    assert "10억" in screen.locator(".ProseMirror").inner_text()
    assert screen.input_value("#id_subheading") == "고친 부제목"
    assert "10억" in screen.input_value("#id_body")
    screen.select_option("#id_origin", "wire")
    save(screen)
    article.refresh_from_db()
    assert article.origin == "wire"
    assert (article.body, article.subheading) == (CORRECTED, "고친 부제목")


def test_a_page_of_fixed_text_is_as_the_colleague_left_it(screen, site, dami):
    page = Page.objects.create(title="안내", slug="guide", body="<p>처음 글</p>")
    let_in(screen, site, dami)
    address = f"{site}/admin/articles/page/{page.pk}/change/"
    screen.goto(address)
    screen.fill("#id_title", "나의 제목")
    leave(screen)
    Page.objects.update(title="고친 제목", body="<p>고친 글</p>")
    go_back_to(screen, address)
    assert screen.input_value("#id_title") == "고친 제목"
    assert screen.input_value("#id_body") == "<p>고친 글</p>"
