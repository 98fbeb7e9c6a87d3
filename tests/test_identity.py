"""By what readers know the paper: its mark beside its name, its accent, the letters of its headlines."""

import io
import re

import pytest
from PIL import Image

from articles.models import Publication

from .factories import make_public
from .test_declarations import publish, save
from .test_marks import GREEN, RED, mark

pytestmark = pytest.mark.django_db(transaction=True)


def shown(asked):
    """Return (the classes of the front, what stands in its nameplate) as readers get them now."""
    html = asked("/")["body"].decode()
    nameplate = html.partition('<p class="nameplate">')[2].partition("</p>")[0]
    return re.search('<html [^>]*class="([^"]*)"', html)[1], nameplate


def test_a_publisher_chooses_letters_and_puts_the_mark_beside_the_name(client, dami, asked, media):
    """Each change is on the pages that are kept."""
    publish()
    client.force_login(dami)
    classes, nameplate = shown(asked)
    assert classes == "accent-green sans"
    assert "<img" not in nameplate
    assert save(client, lettering="serif", accent="navy") == ([], "")
    assert shown(asked)[0] == "accent-navy serif"
    assert save(client, upload=mark()) == ([], "")
    digest = Publication.current().mark
    assert f'<img src="/icons/{digest}/192.png"' in shown(asked)[1]
    assert asked(f"/icons/{digest}/192.png")["status"] == 200
    assert save(client, without_mark="on") == ([], "")
    assert "<img" not in shown(asked)[1]
    errors, _page = save(client, lettering="comic")
    assert len(errors) == 1
    assert Publication.current().lettering == "serif"


def test_the_mark_stands_on_what_is_shared_without_a_photo(client, dami, asked, media):
    """On white, whatever the accent is; with another mark the picture has another address."""
    publish()
    client.force_login(dami)
    place, ground = (118, 97), (83, 97)
    plain = shared(asked)
    assert pixel(client, plain, place) == pixel(client, plain, ground) == GREEN
    assert save(client, upload=mark(colour=RED)) == ([], "")
    marked = shared(asked)
    assert pixel(client, marked, ground) == (255, 255, 255)
    assert all(
        abs(is_ - was) < 9 for is_, was in zip(pixel(client, marked, place), RED, strict=True)
    )
    assert client.get(plain).headers["Location"].endswith(marked)
    assert len(client.get(marked).getvalue()) < 60_000


def shared(asked):
    """Return the path of the picture of the front, which has no photo."""
    html = asked("/")["body"].decode()
    return re.search('property="og:image" content="https?://[^/]+(/[^"]+)"', html)[1]


def pixel(client, path, place):
    return Image.open(io.BytesIO(client.get(path).getvalue())).convert("RGB").getpixel(place)


@pytest.mark.browser
@pytest.mark.one_database
def test_headlines_with_serifs_are_set_in_fonts_of_the_reader(site, reader):
    publish(lettering="serif")
    article = make_public()
    reader.goto(site + article.get_absolute_url())
    family = "selector => getComputedStyle(document.querySelector(selector)).fontFamily"
    assert "Myeongjo" in reader.evaluate(family, "h1")
    assert "Myeongjo" not in reader.evaluate(family, ".prose p")
