"""A browser takes each picture about as large as its screen shows it."""

import functools
import io
import re
from collections import defaultdict

import pytest
from PIL import Image

from articles.pure import imaging
from articles.pure.places import SIZES

from .factories import make_article, make_photo, make_public, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# CSS pixels of the width, device pixels of each.
SCREENS = ((390, 3), (768, 2), (1280, 1), (1600, 2))
NAMED = re.compile(r"-(\d+)x(\d+)/(\d+)\.webp$")
SHOWN = """() => {
  const images = [...document.querySelectorAll("main img")];
  images.forEach((image) => { image.loading = "eager"; });
  return Promise.all(images.map((image) => image.decode())).then(() => images.map((image) => [
    image.sizes, image.naturalWidth, image.getBoundingClientRect().width, image.currentSrc]));
}"""


@functools.cache
def picture(width, height):
    file = io.BytesIO()
    Image.new("RGB", (width, height)).save(file, "WEBP", method=0)
    return file.getvalue()


def answer(route):
    """Send a picture of the size that its name says."""
    width, height, wanted = map(int, NAMED.search(route.request.url).groups())
    route.fulfill(body=picture(wanted, height * wanted // width), content_type="image/webp")


@pytest.fixture
def pages(site):
    """The addresses of a front with all its places, of an article, a list and the photos."""

    def wide():
        return make_photo(width=1920, height=1280)

    first, *others = [make_section() for _ in range(8)]
    for section in [*others, *others, *others, *others, *others, others[0]]:
        make_public(section=section, photos=[wide()])
    for _ in range(6):
        make_public(section=first, photos=[wide()])
    photos = [wide() for _ in range(6)]
    text = f'<p>글</p><img src="{photos[1].path.url(960)}"><p>글</p>'
    article = make_public(make_article(section=first, body=text, photos=photos))
    paths = ("/", article.get_absolute_url(), first.get_absolute_url(), "/photos/")
    return [site + path for path in paths]


def test_a_picture_is_announced_as_wide_as_it_is_shown(browser, pages):
    seen = set()
    for width, density in SCREENS:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, device_scale_factor=density
        )
        page = context.new_page()
        page.route("**/media/photos/**", answer)
        for address in pages:
            page.goto(address)
            taken = defaultdict(list)  # photo → (pixels that are needed, pixels that came)
            for sizes, announced, shown, source in page.evaluate(SHOWN):
                assert announced == pytest.approx(shown, rel=0.07), (address, sizes)
                photo, rung = source.rsplit("/", 1)
                taken[photo].append((min(shown * density, 1920), int(rung.split(".")[0])))
                seen.add(sizes)
            for pixels in taken.values():
                assert all(came > needed * 0.7 for needed, came in pixels), (address, pixels)
                # What has come for one place serves a smaller one of the page too.
                most, came = (max(column) for column in zip(*pixels, strict=True))
                narrower = max((rung for rung in imaging.WIDTHS if rung < came), default=0)
                assert narrower < most, (address, pixels)
        context.close()
    unseen = {place for place, sizes in SIZES.items() if sizes not in seen}
    assert unseen == {"portrait", "whole block", "whole mosaic"}
