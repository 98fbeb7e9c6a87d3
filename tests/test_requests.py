"""What a browser asks for when a page is opened, and that nothing is told or counted wrong for how little that is."""

import re
from urllib.parse import urlsplit

import pytest

from articles.models import HourlyViews
from articles.reading import readership
from articles.reading.comments import counts
from newsstep import settings as newsstep_settings

from .factories import make_comment, make_photo, make_public
from .test_beacon import CHROME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIMIT = 4  # requests of a page besides its photos
STATIC = re.compile(r"/static/([\w./-]+)$")


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"user_agent": CHROME}


@pytest.fixture
def served(site, settings, collected, reader):
    """The paper with its collected files, of which a style sheet is one."""
    settings.STORAGES = newsstep_settings.STORAGES
    settings.STATIC_ROOT = collected

    def file(route):
        route.fulfill(path=collected / STATIC.search(urlsplit(route.request.url).path)[1])

    reader.route(STATIC, file)
    return site


def opened(reader, address):
    """Return (method, path) of what is asked for besides photos when the page is opened."""
    reader.asked.clear()
    reader.goto(address, wait_until="networkidle")
    asked = [(request.method, urlsplit(request.url).path) for request in reader.asked]
    return [one for one in asked if not one[1].startswith("/media/")]


def outdated(route):
    """Answer with the page as it was before its last comment."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("<b>2</b>", "<b>1</b>"))


def test_a_page_asks_four_times_and_what_tells_a_view_brings_the_numbers_of_comments(
    served, reader, section
):
    article = make_public(
        section=section, body="<p>군이 새 도서관을 연다고 밝혔다.</p>" * 60, photos=[make_photo()]
    )
    for _ in range(2):
        make_comment(article)
    counts.drop()
    path = article.get_absolute_url()
    reader.route(re.compile(rf"{path}$|/latest/$"), outdated)
    front = opened(reader, f"{served}/")
    assert front[0] == ("GET", "/")
    assert front[-1] == ("GET", "/comments/counts.json")
    assert len(front) == LIMIT
    page = opened(reader, served + path)
    assert page[-1] == ("POST", "/views/")
    assert len(page) == LIMIT
    assert readership.flush() == 0  # the view is written already
    assert [row.article_id for row in HourlyViews.objects.all()] == [article.pk]
    assert set(reader.locator(f'[data-comments="{article.pk}"] b').all_inner_texts()) == {"2"}
    reader.route(re.compile("/views/$"), lambda route: route.abort())
    page = opened(reader, served + path)
    assert page[-2:] == [("POST", "/views/"), ("GET", "/comments/counts.json")]
    assert set(reader.locator(f'[data-comments="{article.pk}"] b').all_inner_texts()) == {"2"}
    assert "Content Security Policy" not in str(reader.complaints)


def test_where_nobody_can_comment_nothing_is_asked_about_comments(served, reader, section):
    article = make_public(section=section, comments_open=False)
    page = opened(reader, served + article.get_absolute_url())
    assert page[-1] == ("POST", "/views/")
    assert len(page) == LIMIT
    assert ("GET", "/comments/counts.json") not in opened(reader, f"{served}/about/")
