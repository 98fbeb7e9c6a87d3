"""Each kind of public page looks as it did, by the pictures in tests/pictures; `make pictures` accepts new looks."""

import itertools
import os
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from articles.demo import writing
from articles.models import Article, Photo, Region

from . import factories, pictures
from .factories import make_region, make_section

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]

NOON = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("Asia/Seoul"))
WIDTHS = (1280, 390)
WIDE = {"front": (1600,), "article": (1600,)}
DARK = {"front", "article", "comments"}
FONTS = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


@pytest.fixture(autouse=True)
def same_each_time(monkeypatch):
    """Stop the clock and count names from one; without the letters of the references there is nothing to compare."""
    if not FONTS.exists():
        assert "REQUIRE_EVERY_TEST" not in os.environ, "fonts-noto-cjk is missing"
        pytest.skip("the letters of the pictures are missing: apt install fonts-noto-cjk")
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    monkeypatch.setattr(factories, "numbers", itertools.count(1))


@pytest.fixture
def told(paper):
    """The paper with stories as papers have them, in several sections and of several towns."""
    province = Region.objects.get(parent=None)
    towns = [make_region(f"{name}군", parent=province) for name in ("진천", "괴산", "음성", "단양")]
    sections = [make_section(name) for name in ("정치", "경제", "문화")]
    sections.append(make_section("오피니언", is_opinion=True))
    photos = list(Photo.objects.all())
    named = Article.objects.filter(headline__startswith="기사 제목").order_by("pk")
    for number, story in enumerate(writing.written()[: len(named)]):
        article = named[number]
        article.headline, article.subheading = story.headline, story.subheading
        article.body = story.body
        if number % 6 > 1:
            article.section = sections[number % 6 - 2]
            article.region = towns[number % 4]
            article.lead_photo = photos[number % len(photos)] if number % 4 else None
        article.save()
    return paper | {"second page": ["/latest/?page=2", 200]}  # no section is that long any more


@pytest.fixture
def screen(page):
    return drawn(page)


def drawn(page):
    """Return the page, whose photos are drawn from now on, each by its address."""

    def answer(route):
        route.fulfill(body=pictures.photo(route.request.url), content_type="image/webp")

    page.route("**/media/photos/**", answer)
    return page


def looks(screen, name):
    """Walk how the loaded page looks: its name with the width, and dark, and the picture."""
    for width in WIDTHS + WIDE.get(name, ()):
        screen.set_viewport_size({"width": width, "height": 844})
        yield f"{name}-{width}", pictures.taken(screen)
        if name in DARK and width in WIDTHS:
            screen.emulate_media(color_scheme="dark")
            yield f"{name}-{width}-dark", pictures.taken(screen)
            screen.emulate_media(color_scheme="light")


def test_every_kind_of_page_looks_as_it_did(told, screen, site):
    shutil.rmtree(pictures.CHANGED, ignore_errors=True)
    is_accepted = "PICTURES" in os.environ
    changed, seen = [], set()
    for kind, (path, status) in told.items():
        assert screen.goto(site + path).status == status, kind
        for name, picture in looks(screen, kind.replace(" ", "-")):
            seen.add(name)
            if file := pictures.left(name, picture):
                changed.append(file)
                if is_accepted:
                    pictures.accept(name, picture)
    if is_accepted:
        pictures.forget(pictures.names() - seen)
    assert pictures.names() == seen
    how = "as it was | as it is | where they differ; `make pictures` accepts them as they are:"
    assert is_accepted or not changed, "\n".join([how, *changed])


# What is done to the page → how it is done.
SEEN = {
    "a column has moved": ".lead { transform: translateX(-20px) }",
    "a photo is lost": ".lead-rest .card-photo { visibility: hidden }",
    "small headlines are of another colour": ".ticker h3 { color: var(--accent) }",
    "a block has vanished": ".masthead-date { visibility: hidden }",
    "lines are further apart": ".ticker h3 { line-height: 1.55 }",
}
STYLED = """rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""


def test_what_readers_would_see_is_seen_and_smoother_letters_are_not(
    told, screen, browser, browser_context_args, site
):
    size = {"width": WIDTHS[0], "height": 844}
    screen.set_viewport_size(size)
    screen.goto(site + told["front"][0])
    as_it_was = pictures.taken(screen)
    seen = []
    for what, rules in SEEN.items():
        screen.evaluate(STYLED, rules)
        if pictures.is_changed(pictures.taken(screen), as_it_was):
            seen.append(what)
    assert seen == list(SEEN)
    finer = browser_context_args | {"viewport": size, "device_scale_factor": 2}
    with browser.new_context(**finer) as context:
        page = drawn(context.new_page())
        page.goto(site + told["front"][0])
        smooth = pictures.taken(page, density=2)
    assert smooth != as_it_was
    assert not pictures.is_changed(smooth, as_it_was)
