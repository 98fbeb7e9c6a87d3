"""A queryset that is compiled once answers as the queryset itself, for all values."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Tagging
from articles.models.prepared import Prepared
from articles.reading import article_page

from .factories import make_article, make_photo, make_public, make_region

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture
def stories(section, nari):
    """Articles with all parts and with none, some of them not public."""
    city = make_region("청주시", parent=make_region("충북"))
    return [
        make_public(section=section),
        make_public(
            section=section,
            region=city,
            reporters=[nari.reporter],
            tags=["축제", "시장"],
            photos=[make_photo(), make_photo()],
        ),
        make_public(section=section, tags=["축제"], at=NOW + timedelta(days=1)),
        make_article(section=section),
    ]


def test_each_value_gets_its_own_answer(stories):
    def make(now, *numbers):
        return Article.objects.public(now).filter(pk__in=numbers).newest()

    prepared = Prepared(make)
    numbers = [story.pk for story in stories]
    for now in (NOW - timedelta(days=1), NOW + timedelta(seconds=9), NOW + timedelta(days=2)):
        for some in (numbers, numbers[:2], numbers[1:3], [0, numbers[0]]):
            assert list(prepared(now, *some)) == list(make(now, *some))


def test_a_page_of_it_is_the_page_of_the_queryset(stories, django_assert_num_queries):
    for story in stories[:2]:
        known = Article.objects.for_page().prefetch_related(
            "bylines__reporter", "article_photos__photo", "taggings__tag", "corrections"
        )
        known = known.get(pk=story.pk)
        article = article_page.complete(article_page.find(story.pk))
        with django_assert_num_queries(0):
            for name in article_page.PARTS:
                shown = list(getattr(article, name).all())
                assert shown == list(getattr(known, name).all())
            assert article.section == known.section
            assert article.region == known.region
            assert article.lead_photo == known.lead_photo
            assert [str(byline) for byline in article.bylines.all()] == [
                str(byline) for byline in known.bylines.all()
            ]
    assert [article_page.find(story.pk) for story in stories[2:]] == [None, None]


@pytest.mark.parametrize("number", [0, 2**31, 2**63 - 1, 2**63, 10**30])
def test_a_number_that_no_row_has_finds_nothing(stories, number):
    assert article_page.find(number) is None


def test_it_is_asked_and_not_narrowed(stories):
    """Narrowing it would lose its condition, and tell of other articles."""
    found = article_page.PARTS["taggings"](stories[1].pk)
    assert len(found) == 2
    with pytest.raises(AttributeError):
        found.filter(pk=1)


def test_a_value_that_is_computed_with_is_refused(stories):
    prepared = Prepared(lambda number: Tagging.objects.filter(pk=number + 1))
    with pytest.raises(ValueError, match="compare"):
        prepared(1)
