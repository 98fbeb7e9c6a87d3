"""A small photo is never blown up, wherever it is shown."""

import re
from itertools import product

import pytest
from PIL import Image

from articles.desk import photos
from articles.pure import imaging, renditions
from articles.pure.media import Folder

from .factories import make_public, make_section, picture_bytes

GROUND = (245, 246, 246)


def enter(width, height, **fields):
    """Return a photo of the library of that size, with its files."""
    photo, _new = photos.add(imaging.decode(picture_bytes(width, height, colour=(9, 90, 9))), None)
    for name, value in fields.items():
        setattr(photo, name, value)
    photo.save()
    return photo


def shared(photo, media):
    return Image.open(media / photo.share_url.removeprefix("/media/"))


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(300, 200), (500, 3000), (3000, 400), (599, 800), (700, 3000)])
def test_a_small_photo_or_a_strip_is_shared_whole_on_a_calm_ground(media, size):
    photo = enter(*size)
    image = shared(photo, media)
    assert image.size == (1200, 630)
    assert max(abs(a - b) for a, b in zip(image.getpixel((3, 3)), GROUND, strict=True)) < 4
    middle = image.getpixel((600, 315))
    assert middle[1] > middle[0] + 50
    green = sum(image.getpixel((x, 315))[0] < 100 for x in range(1200))
    assert green <= photo.width + 8


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(600, 315), (1600, 900), (900, 1600)])
def test_a_photo_that_is_large_enough_is_shared_cut_around_its_focal_point(media, size):
    photo = enter(*size)
    assert photo.share_url.endswith("/share-50-50.jpg")
    assert shared(photo, media).getpixel((3, 3))[0] < 100


@pytest.mark.django_db
def test_a_photo_below_200_pixels_is_not_shared_at_all(client, media):
    tiny = enter(150, 200)
    assert tiny.share_url == ""
    assert not list((media / tiny.path.folder).glob("*.jpg"))
    page = client.get(make_public(photos=[tiny]).get_absolute_url()).content.decode()
    assert re.findall('og:image" content="([^"]*)', page)[0].endswith(".png")  # words on a colour
    assert tiny.path.url(320) in page
    larger = client.get(make_public(photos=[enter(200, 200)]).get_absolute_url()).content.decode()
    assert "/share.jpg" in larger


def test_an_address_of_either_share_picture_is_one_of_ours():
    for size in ((300, 200), (1600, 900)):
        path = imaging.path_of("ab" * 32, *size)
        assert imaging.parse_path(path.share_url(0.5, 0.5)) == path


def test_a_share_picture_is_made_anew_from_the_largest_file(tmp_path):
    picture = imaging.decode(picture_bytes(800, 600))
    renditions.write(picture, Folder(tmp_path))
    renditions.reshare(picture.path, Folder(tmp_path), (0.1, 0.9))
    assert (tmp_path / picture.path.folder / "share-10-90.jpg").exists()


# On the screen

SIZES = {"icon": (90, 60), "portrait": (150, 200), "strip": (640, 90), "old": (300, 225)}


def shown(page):
    """Return how many times as large as it is each photo of a page is shown."""
    return page.evaluate(
        r"""() => [...document.querySelectorAll('main img')].map((image) => {
        const {width, height} = image.getBoundingClientRect();
        const [, whole, high] = image.currentSrc.match(/-(\d+)x(\d+)\//).map(Number);
        const {objectFit} = getComputedStyle(image);
        const fit = objectFit === 'contain' ? Math.min : Math.max;
        return fit(width / whole, height / high); })"""
    )


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", SIZES)
def test_in_every_place_a_photo_is_at_most_as_large_as_it_is(page, site, nari, kind):
    section = make_section()
    nari.reporter.photo = enter(*SIZES[kind])
    nari.reporter.save()
    for _number in range(6):
        small, other = enter(*SIZES[kind]), enter(*SIZES[kind])
        body = f'<p>글</p><figure><img src="{other.path.url(960)}"><figcaption>설명</figcaption></figure>'
        article = make_public(section=section, photos=[small], body=body, reporters=[nari.reporter])
    places = ("/", article.get_absolute_url(), "/photos/", "/latest/")
    # The phone first: a browser that has a larger file of a photo takes no smaller one.
    for (width, height), address in product(((390, 844), (1280, 900)), places):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('img').forEach((i) => { i.loading = 'eager' })")
        page.wait_for_function("() => [...document.images].every((image) => image.complete)")
        factors = shown(page)
        assert factors
        assert max(factors) <= 1.01, (width, address, factors)
