"""Tags and related articles are offered while somebody types, for the keyboard, a finger and a screen reader."""

import pytest

from articles.models import Article

from .axe import violations
from .factories import make_article, make_public
from .newsroom import ADD, change, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_tags_and_related_articles_are_chosen_without_a_mouse_and_with_a_finger(
    screen, site, nari, section
):
    first = make_public(headline="옥천 새 도서관이 문을 열었다", section=section, tags=["1,000인"])
    second = make_public(headline="도서관 앞 도로 공사", section=section, tags=["도서관", "도로"])
    draft = make_article(section=section, created_by=nari, tags=["청산면"])
    screen.set_viewport_size({"width": 390, "height": 844})
    screen.goto(site + change(draft))
    # The keyboard: what is typed is half a syllable, what is chosen stands in the line.
    tags = screen.locator("#id_tags")
    tags.fill("청산면, ㄷㅅ")
    screen.wait_for_selector("#id_tags-offers [role=option]")
    assert violations(screen) == []
    tags.press("ArrowDown")
    chosen = tags.get_attribute("aria-activedescendant")
    assert screen.locator(f"#{chosen}[aria-selected=true]").inner_text().startswith("도서관")
    tags.press("Enter")
    assert tags.input_value() == "청산면, 도서관, "
    tags.press_sequentially("1")
    screen.locator("#id_tags-offers [role=option]").click()
    assert tags.input_value() == '청산면, 도서관, "1,000인", '
    tags.press_sequentially("도서")
    screen.wait_for_timeout(600)
    assert screen.locator("#id_tags-offers").is_hidden()  # it is in the line already
    tags.fill('청산면, 도서관, "1,000인"')
    # Related articles: found, put in order, taken out.
    search = screen.get_by_role("combobox", name="관련 기사")
    for _article in (first, second):
        search.fill("도서관")
        screen.locator("#id_related-offers [role=option]").first.click()
    rows = screen.locator(".related-chosen li")
    assert [second.headline in rows.nth(0).inner_text(), rows.count()] == [True, 2]
    screen.get_by_role("button", name=f"위로: {first.headline}").click()
    assert first.headline in rows.nth(0).inner_text()
    assert violations(screen) == []
    save(screen)
    draft = Article.objects.get(pk=draft.pk)
    assert draft.content()["related"] == [first.pk, second.pk]
    assert set(draft.tags.names()) == {"청산면", "도서관", "1,000인"}
    assert rows.count() == 2
    screen.get_by_role("button", name=f"빼기: {first.headline}").click()
    save(screen)
    assert draft.content()["related"] == [second.pk]
    screen.goto(site + ADD)
    assert screen.input_value("#id_bylines-0-reporter") == str(nari.reporter.pk)
    screen.locator("#bylines-0 .inline-deletelink").click()
    assert screen.locator("#id_bylines-0-reporter").count() == 0
