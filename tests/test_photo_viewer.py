"""Photos of an article: several in a row as a grid, each over the whole screen when it is touched."""

import re

import pytest

from articles.pure.places import SIZES

from .factories import make_article, make_photo, make_public

pytestmark = pytest.mark.django_db


def page(client, photos, body="<p>글</p>"):
    return client.get(make_public(make_article(photos=photos, body=body)).get_absolute_url()).text


def grids(html):
    """Return of each grid of a page the digests of its photos, and the places whose width they are given."""
    names = {SIZES[name]: name for name in ("text", "grid", "opening")}
    parts = html.split('<div class="photo-grid">')[1:]
    parts = [part.partition("</figure></div>")[0] for part in parts]
    return [
        (
            re.findall(r'<a class="photo-link" href="[^"]*/([0-9a-f]{32})-', part),
            [names[sizes] for sizes in re.findall(r'sizes="([^"]+)"', part)],
        )
        for part in parts
    ]


def digests(photos):
    return [photo.path.digest for photo in photos]


@pytest.mark.one_database
def test_three_photos_in_a_row_are_a_grid_and_two_are_none(client):
    photos = [make_photo(caption=f"전경 {number}") for number in range(5)]
    assert grids(page(client, photos[:3])) == []  # one is on top
    [(three, places)] = grids(page(client, photos[:4]))
    assert (three, places) == (digests(photos[1:4]), ["text", "grid", "grid"])
    assert grids(page(client, photos))[0][1] == ["grid"] * 4


@pytest.mark.one_database
def test_photos_that_follow_each_other_in_the_text_are_a_grid_too(client):
    photos = [make_photo() for _ in range(6)]
    row = "".join(f'<figure><img src="{photo.path.address(960)}"></figure>' for photo in photos[:4])
    last = "".join(
        f'<figure><img src="{photo.path.address(960)}"></figure>' for photo in photos[4:]
    )
    html = page(client, photos, f"<p>앞</p>{row}<p>뒤</p>{last}<p>끝</p>")
    prose = html.partition('<div class="prose">')[2]
    assert [names for names, _places in grids(prose)] == [digests(photos[:4])]
    assert prose.count('class="photo-link"') == 6


@pytest.mark.browser
@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_a_photo_opens_over_the_page_and_the_back_button_leaves_it(site, reader):
    photos = [make_photo(caption=f"전경 {number}", credit="증평군 제공") for number in range(3)]
    article = make_public(photos=photos)
    address = site + article.get_absolute_url()
    reader.set_viewport_size({"width": 390, "height": 800})
    reader.goto(address)
    reader.locator(".photo-link").nth(1).click()
    viewer, told = reader.locator("dialog.viewer"), reader.locator(".viewer [role=status]")
    told.get_by_text("2 / 3").wait_for()
    seen = viewer.locator("figure").nth(1)
    assert seen.bounding_box()["x"] == 0
    assert "증평군 제공" in seen.inner_text()
    reader.keyboard.press("ArrowRight")
    told.get_by_text("3 / 3").wait_for()
    assert viewer.locator("[data-go='1']").is_disabled()
    reader.go_back()
    viewer.wait_for(state="hidden")
    assert reader.url == address
    reader.locator(".photo-link").first.press("Enter")
    told.get_by_text("1 / 3").wait_for()
    reader.keyboard.press("Escape")
    viewer.wait_for(state="hidden")
    focused = reader.evaluate(
        "[...document.querySelectorAll('.photo-link')].indexOf(document.activeElement)"
    )
    assert focused == 0
    reader.wait_for_function("!history.state")
    assert reader.url == address
