"""By what readers know the paper: its mark beside its name, its accent, the letters of its headlines."""

import re

import pytest

from articles.models import Publication

from .factories import make_public
from .test_declarations import publish, save
from .test_marks import mark

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


@pytest.mark.browser
@pytest.mark.one_database
def test_headlines_with_serifs_are_set_in_fonts_of_the_reader(site, reader):
    publish(lettering="serif")
    article = make_public()
    reader.goto(site + article.get_absolute_url())
    family = "selector => getComputedStyle(document.querySelector(selector)).fontFamily"
    assert "Myeongjo" in reader.evaluate(family, "h1")
    assert "Myeongjo" not in reader.evaluate(family, ".prose p")
