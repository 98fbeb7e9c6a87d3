"""The focal point is where somebody pressed."""

import pytest

from articles.desk import photos
from articles.pure import imaging

from .factories import make_photo, picture_bytes
from .newsroom import save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = {"a screen": (1280, 900), "a phone": (390, 844)}
SHAPES = {
    "wide": (1600, 500),
    "landscape": (640, 360),
    "tall": (600, 1600),
    "small": (320, 240),
    "tiny": (90, 60),
}


def open_photo(screen, site, photo):
    screen.goto(f"{site}/admin/articles/photo/{photo.pk}/change/")
    image = screen.locator(".focal-picture img")
    image.scroll_into_view_if_needed()
    screen.wait_for_function("image => image.complete", arg=image.element_handle())
    return image


def stored(screen, photo):
    save(screen)
    photo.refresh_from_db()
    return photo.focal_x, photo.focal_y


def middle_of(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("width", WIDTHS)
def test_the_focal_point_is_where_one_pressed(screen, site, nari, width):
    width, height = WIDTHS[width]
    screen.set_viewport_size({"width": width, "height": height})
    for shape, size in SHAPES.items():
        photo, _new = photos.add(imaging.decode(picture_bytes(*size)), nari)
        box = open_photo(screen, site, photo).bounding_box()
        assert box["x"] + box["width"] <= width, shape
        at = (box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.8)
        screen.mouse.click(*at)
        marker = middle_of(screen.locator(".focal-marker").bounding_box())
        assert marker == (pytest.approx(at[0], abs=3), pytest.approx(at[1], abs=3)), shape
        near = (pytest.approx(0.25, abs=0.02), pytest.approx(0.8, abs=0.02))
        assert stored(screen, photo) == near, shape


def test_the_focal_point_is_moved_by_keys_and_its_crops_follow(screen, site, nari):
    photo = make_photo(files=True, uploaded_by=nari)
    open_photo(screen, site, photo)
    marker = screen.locator(".focal-marker")
    marker.focus()
    screen.keyboard.press("ArrowRight")
    screen.keyboard.press("Shift+ArrowDown")
    assert screen.input_value("#id_focal_x") == "0.51"
    assert screen.input_value("#id_focal_y") == "0.6"
    screen.fill("#id_focal_x", "0.9")
    assert marker.get_attribute("aria-valuenow") == "90"
    assert "90%" in marker.get_attribute("aria-valuetext")
    crop = screen.locator(".focal-card img")
    assert crop.evaluate("(image) => image.style.objectPosition").startswith("83%")
    assert stored(screen, photo) == (0.9, 0.6)
