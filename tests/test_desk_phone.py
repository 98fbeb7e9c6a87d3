"""The desk on a phone and in the dark: what is done stands in reach, and every state has its colour."""

import pytest

from articles.desk import workflow
from articles.models import Page, Publication

from .factories import make_article, make_public
from .newsroom import ADD, change, let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


def test_on_a_phone_saving_is_always_in_reach_and_the_head_is_low(screen, site, article):
    screen.set_viewport_size(PHONE)
    for path in (ADD, change(article)):
        screen.goto(site + path)
        bar = screen.locator(".article-buttons").bounding_box()
        assert bar["y"] + bar["height"] <= PHONE["height"]
        assert bar["height"] < 80
        for name in ("저장", "저장하고 승인 요청"):
            box = screen.get_by_role("button", name=name, exact=True).bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE["width"]
        head = screen.locator("#content-start").bounding_box()["y"]
        assert head <= 150, head
        # What is typed last on the screen is not under the bar.
        last = screen.locator("#article_form input:visible:not([type=hidden])").last
        last.focus()
        field = last.bounding_box()
        assert field["y"] + field["height"] <= bar["y"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_has_a_colour_of_its_own(watched, site, bora, nari, section, theme):
    common = {"section": section, "created_by": nari, "reporters": [nari.reporter]}
    make_article(**common)
    workflow.submit(make_article(**common), nari)
    workflow.withdraw(make_public(**common), bora, "사유")
    make_public(**common)
    let_in(watched, site, bora)
    watched.emulate_media(color_scheme=theme)
    watched.goto(site + "/admin/articles/article/?whose=all")
    colours = watched.locator(".state").evaluate_all(
        "chips => chips.map((chip) => [chip.textContent, getComputedStyle(chip).color])"
    )
    assert len(colours) == 4
    assert len({colour for _state, colour in colours}) == 4


def test_the_desk_names_people_and_fields_as_they_are(client, dami):
    """A word of English that means two things has two in Korean."""
    Publication(name="Balhaengin").save()
    page = Page.objects.create(title="약관", slug="terms", body="<p>글</p>")
    client.force_login(dami)
    form = client.get(f"/admin/articles/page/{page.pk}/change/").text
    assert "<strong>최다미</strong>" in form
    for label in ("제목:", "웹 주소:"):
        assert label in form, label
    assert "직함" not in form
    assert "직함:" in client.get("/admin/articles/reporter/add/").text
    publication = client.get("/admin/articles/publication/1/change/").text
    assert "주소:" in publication
    assert "웹 주소" not in publication
