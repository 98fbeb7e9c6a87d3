"""What a reader gets when there is no page: kept by nobody, so never a moment longer than it is true."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.desk import workflow
from articles.middleware import Headers
from articles.models import Redirect
from articles.reading import pagecache

from .factories import make_article, make_public

pytestmark = pytest.mark.django_db

NO_PAGE = {
    "/no/such/page": 404,
    "/%00": 404,
    "/articles/999999/": 404,
    "/articles/{draft}/": 404,
    "/articles/{scheduled}/": 404,
    "/articles/{cancelled}/": 404,
    "/articles/{withdrawn}/": 410,
    "/old/{draft}": 404,
    "/old/{scheduled}": 404,
    "/sections/none/": 404,
    "/regions/none/": 404,
    "/tags/{tag}/": 404,
    "/reporters/999999/": 404,
    "/pages/none/": 404,
    "/latest/?page=2": 404,
    "/latest/?page=51": 404,
    "/most-viewed/yearly/": 404,
    "/archive/2026/02/30/": 404,
    "/preview/forged/": 404,
    "/preview/{draft}:forged/": 404,
    "/media/photos/ab/abababababababababababababababab-640x480/640.webp": 404,
    "/static/css/none.css": 404,
}


@pytest.fixture
def hidden(article, bora, section):
    """Return the numbers of articles that no reader may see, and the tag of one of them."""
    scheduled = make_article(section=section, tags=["숨은 꼬리표"])
    workflow.approve(scheduled, bora, at=timezone.now() + timedelta(hours=1))
    cancelled = make_article(section=section)
    workflow.approve(cancelled, bora, at=timezone.now() + timedelta(hours=1))
    withdrawn = make_public(section=section)
    for gone in (cancelled, withdrawn):
        workflow.withdraw(gone, bora, "사유")
    for secret in (article, scheduled):
        Redirect.objects.create(path=f"/old/{secret.pk}", article=secret)
    numbers = {"scheduled": scheduled, "cancelled": cancelled, "withdrawn": withdrawn}
    return {name: kept.pk for name, kept in numbers.items()} | {
        "draft": article.pk,
        "tag": scheduled.tags.get().slug,
    }


def told(answer):
    return answer["status"], answer["headers"].get("Cache-Control")


@pytest.mark.parametrize(("path", "status"), NO_PAGE.items(), ids=NO_PAGE)
def test_where_there_is_no_page_nobody_keeps_the_answer(client, asked, hidden, path, status):
    path = path.format(**hidden)
    for method in (client.get, client.head):
        response = method(path)
        assert (response.status_code, response.headers["Cache-Control"]) == (status, "no-store")
    for method in ("GET", "HEAD", "GET"):
        assert told(asked(path, method)) == (status, "no-store")
    assert len(asked.renders) == 3
    assert asked.pages.statistics()["entries"] == 0


def broken(*_arguments, **_options):
    raise RuntimeError


def forbidden(*_arguments, **_options):
    raise PermissionDenied


@pytest.mark.parametrize(("failure", "status"), [(broken, 500), (forbidden, 403)])
def test_a_page_that_fails_is_kept_by_nobody(client, asked, monkeypatch, failure, status):
    client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("articles.desk.slots.top", failure)
        for method in (client.get, client.head):
            response = method("/")
            assert (response.status_code, response.headers["Cache-Control"]) == (status, "no-store")
        for method in ("GET", "HEAD"):
            assert told(asked("/", method)) == (status, "no-store")
    assert asked.pages.statistics()["entries"] == 0
    assert asked("/")["status"] == 200


def test_a_request_that_is_refused_is_kept_by_nobody(asked, article):
    """By its form, its method, its host or its size."""
    path = make_public(article).get_absolute_url()
    strict = Client(enforce_csrf_checks=True)
    responses = {
        403: strict.post(path),
        405: Client().post(path),
        400: strict.get(path, headers={"host": "evil.example"}),
        413: strict.post(path, CONTENT_LENGTH="9" * 12),
    }
    assert {status: response.status_code for status, response in responses.items()} == {
        status: status for status in responses
    }
    assert {response.headers["Cache-Control"] for response in responses.values()} == {"no-store"}
    for method, host in (("POST", "testserver"), ("GET", "evil.example")):
        assert asked(path, method, host=host)["headers"]["Cache-Control"] == "no-store"


@pytest.mark.parametrize("status", [*range(200, 209), *range(300, 309), *range(400, 419), 500, 503])
def test_only_a_page_and_a_move_for_ever_may_be_kept(rf, status):
    for request in (rf.get("/latest/"), rf.head("/latest/")):
        response = Headers(lambda _request: HttpResponse(status=status))(request)
        is_public = response.headers["Cache-Control"].startswith("public")
        assert is_public == (status in (200, 301, 304))
        assert is_public or response.headers["Cache-Control"] == "no-store"


def test_an_old_address_leads_on_for_ever_and_only_to_what_was_public(client, asked, article):
    Redirect.objects.create(path="/old/1", article=article)
    assert told(asked("/old/1")) == (404, "no-store")
    make_public(article)
    for answer in (asked("/old/1"), asked("/old/1", "HEAD")):
        assert answer["status"] == 301
        assert answer["headers"]["Location"] == article.get_absolute_url()
        assert answer["headers"]["Cache-Control"].startswith("public")


def test_an_article_is_there_at_the_second_of_its_time(client, asked, time_machine, bora, article):
    at = datetime.fromisoformat("2026-03-02T07:00:00+09:00")
    path = article.get_absolute_url()
    Redirect.objects.create(path="/old/1", article=article)
    time_machine.move_to(at - timedelta(hours=1), tick=False)
    workflow.approve(article, bora, at=at)
    for early in (timedelta(hours=1), timedelta(seconds=1), timedelta(microseconds=1)):
        time_machine.move_to(at - early, tick=False)
        for method in ("GET", "HEAD"):
            assert told(asked(path, method)) == (404, "no-store")
            assert told(asked("/old/1", method)) == (404, "no-store")
        assert client.get(path).status_code == 404
        for elsewhere in ("/", "/latest/", article.section.get_absolute_url()):
            assert article.headline.encode() not in asked(elsewhere)["body"]
    time_machine.move_to(at, tick=False)
    # Nothing was kept of it, so not even the second is waited for in which the generation is read.
    assert asked(path)["status"] == 200
    assert article.headline.encode() in asked(path)["body"]
    assert asked("/old/1")["status"] == 301
    pagecache.look_again()
    for elsewhere in ("/", "/latest/", article.section.get_absolute_url()):
        assert article.headline.encode() in asked(elsewhere)["body"]
