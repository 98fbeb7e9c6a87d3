"""What one beacon of an article page counts."""

import pytest

from articles import readership
from articles.models import HourlyViews

from .factories import make_public

pytestmark = pytest.mark.django_db

ORIGIN = {"origin": "http://testserver"}


def read(client, number, **headers):
    return client.post("/views/", str(number), content_type="text/plain", headers=ORIGIN | headers)


def test_one_beacon_is_one_read(client, article):
    make_public(article)
    assert read(client, article.pk).status_code == 204
    assert read(client, article.pk).status_code == 204
    assert HourlyViews.objects.get().count == 2
    assert readership.most_viewed(readership.ranked("daily", 10), 10) == [article]


@pytest.mark.parametrize("body", ["0", "999999", "abc", "", "-1", "1 OR 1=1", "١", "9" * 40])
def test_a_beacon_of_nothing_is_answered_like_any_other(client, body):
    assert read(client, body).status_code == 204
    assert not HourlyViews.objects.exists()


def test_a_draft_is_not_counted(client, article):
    assert read(client, article.pk).status_code == 204
    assert not HourlyViews.objects.exists()


@pytest.mark.parametrize("origin", ["https://evil.example", "http://[", "null", ""])
def test_only_pages_of_this_paper_count(client, article, origin):
    make_public(article)
    assert read(client, article.pk, origin=origin).status_code == 204
    assert not HourlyViews.objects.exists()


def test_a_prefetch_does_not_count(client, article):
    make_public(article)
    read(client, article.pk, **{"sec-purpose": "prefetch"})
    assert not HourlyViews.objects.exists()


def test_a_large_beacon_is_refused(client):
    assert read(client, "1" * 2000).status_code == 413


def test_a_beacon_is_posted(client):
    assert client.get("/views/").status_code == 405
