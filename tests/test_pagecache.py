"""Finished pages are kept, and never a moment longer than they are true."""

import gzip
import threading
from datetime import timedelta

import brotli
import pytest
from django.db import DatabaseError
from django.urls import get_resolver
from django.utils import timezone

from articles import urls
from articles.desk import workflow
from articles.models import Article, Generation, Publication
from articles.reading import pagecache
from articles.reading.pagecache import freshness
from newsstep import settings as newsstep_settings

from .factories import make_article, make_public, make_section
from .served import Asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(article):
    Publication(name="한빛지역신문").save()
    make_public(article)
    pagecache.drop()
    return article


def test_a_page_is_rendered_once(asked, live):
    path = live.get_absolute_url()
    answers = [asked(path) for _ in range(5)]
    assert len(asked.renders) == 1
    assert all(answer == answers[0] for answer in answers)
    assert live.headline.encode() in answers[0]["body"]
    assert asked.pages.statistics() | {"bytes": 0} == {
        "hits": 4,
        "misses": 1,
        "entries": 1,
        "bytes": 0,
    }
    assert 1000 < asked.pages.bytes < 50_000


def test_what_is_kept_is_what_django_answers(asked, live, client):
    kept = asked(live.get_absolute_url())
    fresh = client.get(live.get_absolute_url())
    assert kept["body"] == fresh.content
    ours = {"ETag", "Content-Length", "Vary"}
    assert {k: v for k, v in kept["headers"].items() if k not in ours} == {
        k: v for k, v in fresh.headers.items() if k not in ours
    }
    assert kept["headers"]["Vary"] == "Accept-Encoding"
    assert int(kept["headers"]["Content-Length"]) == len(kept["body"])


def test_a_page_is_compressed_when_somebody_takes_it_so(asked, live):
    path = live.get_absolute_url()
    sizes = []
    for form in ("br", "br", "gzip", "gzip", "br", ""):
        asked(path, accept_encoding=form)
        sizes.append(asked.pages.bytes)
    assert sizes[0] == sizes[1] < sizes[2] == sizes[3] == sizes[4] == sizes[5]
    assert asked.pages.statistics()["entries"] == len(asked.renders) == 1


@pytest.mark.parametrize(
    ("accepted", "form", "opened"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("", None, bytes),
        ("identity", None, bytes),
        ("gzip;q=0", None, bytes),
    ],
)
def test_each_reader_gets_the_form_that_the_browser_takes(asked, live, accepted, form, opened):
    path = live.get_absolute_url()
    plain = asked(path)
    answer = asked(path, accept_encoding=accepted)
    assert answer["headers"].get("Content-Encoding") == form
    assert opened(answer["body"]) == plain["body"]
    assert len(asked.renders) == 1


def test_who_has_the_page_already_is_told_so(asked, live):
    path = live.get_absolute_url()
    first = asked(path, accept_encoding="gzip")
    tag = first["headers"]["ETag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = asked(path, accept_encoding="gzip", if_none_match=known)
        assert (again["status"], again["body"]) == (304, b"")
        assert again["headers"]["ETag"] == tag
        assert "Content-Length" not in again["headers"]
    assert asked(path, if_none_match='"another"')["status"] == 200
    assert asked(path)["headers"]["ETag"] != tag


def test_head_has_the_headers_of_get(asked, live):
    path = live.get_absolute_url()
    get, head = asked(path), asked(path, "HEAD")
    assert head["body"] == b""
    assert head["headers"] == get["headers"]
    assert asked("/articles/999/", "HEAD")["body"] == b""


def test_an_editorial_change_is_on_every_page_at_once(asked, live, bora):
    path = live.get_absolute_url()
    asked(path)
    live.headline = "고친 제목"
    live.save()
    workflow.record_edit(live, bora)
    pagecache.renew()
    assert "고친 제목".encode() in asked(path)["body"]
    assert len(asked.renders) == 2


def test_a_change_by_another_worker_is_seen_within_a_second(asked, live):
    path = live.get_absolute_url()
    asked(path)
    Article.objects.filter(pk=live.pk).update(headline="다른 곳에서 고친 제목")
    Generation.objects.update_or_create(pk=1, defaults={"number": 99})
    assert len(asked.renders) == 1
    pagecache.look_again()
    assert "다른 곳에서".encode() in asked(path)["body"]


def test_a_scheduled_article_appears_without_any_change(asked, live, bora):
    other = make_article(headline="예약한 기사", section=live.section)
    at = timezone.now() + timedelta(hours=1)
    workflow.approve(other, bora, at=at)
    pagecache.renew()
    front = asked("/")
    assert "예약한 기사".encode() not in front["body"]
    assert asked(other.get_absolute_url())["status"] == 404
    past = timezone.now() - timedelta(seconds=1)
    Article.objects.filter(pk=other.pk).update(published_at=past)
    pagecache.look_again()
    assert "예약한 기사".encode() in asked("/")["body"]
    assert asked(other.get_absolute_url())["status"] == 200


def test_a_page_is_not_kept_longer_than_a_minute(asked, live, monkeypatch):
    asked("/")
    monkeypatch.setattr("articles.reading.pagecache.kept_page.MAX_AGE", -1)
    asked("/")
    assert asked.renders == ["/?", "/?"]


PAGE = {"Cache-Control": "public, s-maxage=60", "Vary": "Accept-Encoding"}


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("200 OK", {"Set-Cookie": "csrf=x; Secure"}),
        ("200 OK", {"set-cookie": "session=x"}),
        *(("200 OK", {"Vary": value}) for value in ("Cookie", "Accept-Encoding, Cookie", "*")),
        ("200 OK", {"Vary": "Accept-Language"}),
        *(
            ("200 OK", {"Cache-Control": value})
            for value in ("", "no-store", "private", "max-age=9")
        ),
        *((f"{status} Another", {}) for status in (201, 203, 204, 206, 301, 302, 307, 400)),
        *((f"{status} Another", {}) for status in (403, 404, 405, 410, 429, 500, 503)),
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_not_a_page_for_every_reader_is_never_kept(asked, status, headers, method):
    """Each differs in one thing from an answer that is kept."""
    asked.instead = (status, PAGE | headers)
    for renders in (1, 2):
        answer = asked("/latest/", method)
        assert (answer["status"], answer["headers"]) == (int(status[:3]), PAGE | headers)
        assert len(asked.renders) == renders
        assert asked.pages.statistics() == {"hits": 0, "misses": renders, "entries": 0, "bytes": 0}
    asked.instead = ("200 OK", PAGE)
    answers = [asked("/latest/", method)["body"] for _ in range(2)]
    assert answers == [b"instead" if method == "GET" else b""] * 2
    assert len(asked.renders) == 3


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_what_is_gone_is_not_served_from_memory(asked, live, bora, status):
    path = live.get_absolute_url()
    asked(path)
    if status.startswith("410"):
        workflow.withdraw(live, bora, "이유")
    else:
        Article.objects.filter(pk=live.pk).update(status="draft")
    pagecache.renew()
    assert asked(path)["status"] == int(status[:3])
    assert asked.pages.statistics()["entries"] == 0
    asked.instead = ("500 Internal Server Error", {})
    pagecache.drop()
    assert live.headline.encode() not in asked(path)["body"]


def test_the_last_copy_is_served_when_rendering_fails(asked, live):
    path = live.get_absolute_url()
    good = asked(path)
    pagecache.renew()
    asked.instead = ("500 Internal Server Error", {})
    assert [asked(path) for _ in range(20)] == [good] * 20
    assert len(asked.renders) == 2, "a failing page is tried once a second"
    asked.instead = None
    asked.pages._pages[(path, "")].tried_at -= 2
    assert asked(path)["status"] == 200
    assert len(asked.renders) == 3


def test_the_last_copy_is_served_when_the_database_is_away(asked, live, monkeypatch):
    good = asked("/")

    def away(now):
        raise DatabaseError("no database")

    monkeypatch.setattr("articles.reading.pagecache.freshness._query", away)
    asked.instead = ("500 Internal Server Error", {})
    pagecache.look_again()
    assert asked("/") == good
    assert asked("/latest/")["status"] == 500


def test_random_parameters_do_not_fill_the_cache(asked, live):
    paths = [live.get_absolute_url(), "/", "/latest/", live.section.get_absolute_url()]
    for number in range(500):
        for path in paths:
            asked(f"{path}?utm={number}&page=1&fbclid=x{number}")
    assert asked.pages.statistics()["entries"] == len(paths)
    assert len(asked.renders) == len(paths)
    assert all(render.endswith("?") for render in asked.renders)


def test_a_list_is_kept_by_its_pages(asked, live):
    for _ in range(21):
        make_public(section=live.section)
    pagecache.renew()
    path = live.section.get_absolute_url()
    first, second = asked(path), asked(f"{path}?page=2&utm=1")
    assert first["body"] != second["body"]
    assert asked(f"{path}?x=1&page=9&page=2") == second
    assert asked(f"{path}?page=3")["status"] == 404
    assert asked.pages.statistics()["entries"] == 2


def test_the_oldest_page_goes_when_the_memory_is_full(live):
    asked = Asked(size=40_000)
    sections = [make_section() for _ in range(12)]
    for section in sections:
        asked(section.get_absolute_url())
    assert 0 < asked.pages.bytes <= 40_000
    assert asked.pages.bytes == sum(page.size for page in asked.pages._pages.values())
    rendered = len(asked.renders)
    asked(sections[-1].get_absolute_url())
    assert len(asked.renders) == rendered
    asked(sections[0].get_absolute_url())
    assert len(asked.renders) == rendered + 1


def test_nothing_of_a_request_reaches_the_page(asked, live):
    path = live.get_absolute_url()
    plain = asked(path)
    pagecache.drop()
    asked.pages._pages.clear()
    poison = {
        "x_forwarded_host": "evil.example",
        "x_forwarded_proto": "http",
        "accept_language": "en",
        "user_agent": "<script>",
        "cookie": "csrf=x; theme=evil",
        "referer": "https://evil.example/",
        "range": "bytes=0-10",
        "x_original_url": "/admin/",
        "x_http_method_override": "DELETE",
    }
    assert asked(f"{path}?next=https://evil.example/", **poison) == plain
    assert asked(path) == plain


@pytest.mark.parametrize(
    "path",
    ["/articles/007/", "/articles/{pk}", "//articles/{pk}/", "/latest", "/nothing/", "/\udcff/"],
)
def test_another_form_of_an_address_is_not_kept(asked, live, path):
    asked(path.format(pk=live.pk).encode("utf-8", "surrogateescape").decode("latin-1"))
    assert asked.pages.statistics()["entries"] == 0


def test_who_is_logged_in_and_who_comes_by_another_name_passes_through(asked, live):
    path = live.get_absolute_url()
    asked(path, cookie="a=b; session=abc")
    asked(path, host="evil.example")
    asked(path, method="POST")
    asked("/admin/")
    asked("/healthz")
    assert asked.pages.statistics() == {"hits": 0, "misses": 0, "entries": 0, "bytes": 0}
    assert asked(path, host="evil.example")["status"] == 400


def test_one_thread_renders_and_the_others_wait(asked, live, monkeypatch):
    path = live.get_absolute_url()
    page = asked(path)
    asked.pages._pages.clear()
    asked.renders.clear()
    entered, go_on = threading.Event(), threading.Event()

    def slow(environ, start_response):
        entered.set()
        go_on.wait(5)
        asked.renders.append(path)
        start_response("200 OK", list(page["headers"].items()))
        return [page["body"]]

    monkeypatch.setattr(asked.pages, "application", slow)
    for module in ("pages", "kept_page"):
        monkeypatch.setattr(f"articles.reading.pagecache.{module}.generation", lambda: ("same",))
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(asked(path))) for _ in range(6)]
    for thread in threads:
        thread.start()
    entered.wait(5)
    go_on.set()
    for thread in threads:
        thread.join()
    assert len(asked.renders) == 1
    assert {answer["body"] for answer in answers} == {page["body"]}
    assert asked.pages._rendering == {}


def test_every_public_page_says_whether_it_may_be_kept():
    named = {pattern.name for pattern in get_resolver("articles.urls").url_patterns}
    pictures = {"media", "share_picture", "paper_picture"}
    never = {"preview", "count_view", "healthz", "sitemap_part", "search"} | pictures
    # What readers say is there, or gone, at once.
    never |= {"comments", "comment", "comment_counts", "comment_feed", "article_comment_feed"}
    never.add("objection")
    assert named - urls.PARAMETERS.keys() == never


def test_the_server_answers_through_the_page_cache():
    from newsstep import wsgi

    assert newsstep_settings.PAGE_CACHE_MB == 64
    assert isinstance(wsgi.pages, pagecache.Pages)


# A change while something is made


def by_this_worker():
    pagecache.renew()


def by_another_worker():
    Generation.objects.update_or_create(pk=1, defaults={"number": 99})
    pagecache.look_again()


CHANGES = pytest.mark.parametrize("change", [by_this_worker, by_another_worker])


@CHANGES
def test_a_page_that_was_being_made_when_something_changed_is_made_anew(asked, live, change):
    path = live.get_absolute_url()
    django = asked.django

    def changed_meanwhile(environ, start_response):
        parts = django(environ, start_response)
        asked.django = django
        Article.objects.filter(pk=live.pk).update(headline="고친 제목")
        change()
        return parts

    asked.django = changed_meanwhile
    shown = ["고친 제목" in asked(path)["body"].decode() for _ in range(3)]
    assert shown == [False, True, True]
    assert len(asked.renders) == 2


@CHANGES
def test_a_value_that_was_being_made_when_something_changed_is_made_anew(live, change):
    def headline():
        read = Article.objects.get(pk=live.pk).headline
        if read != "고친 제목":
            Article.objects.filter(pk=live.pk).update(headline="고친 제목")
            change()
        return read

    shown = [pagecache.keep("headline", headline) for _ in range(3)]
    assert shown == ["새 도서관이 문을 열었다", "고친 제목", "고친 제목"]


def test_a_generation_that_was_being_read_at_a_change_is_read_again(live, monkeypatch):
    read = freshness._query

    def changed_meanwhile(now):
        value = read(now)
        monkeypatch.setattr(freshness, "_query", read)
        pagecache.renew()
        return value

    monkeypatch.setattr(freshness, "_query", changed_meanwhile)
    before, after, again = (pagecache.generation() for _ in range(3))
    assert before != after == again


def test_of_small_things_only_so_many_are_kept_and_none_beyond_a_change():
    made = []

    def ask(number):
        return freshness.keep(number, lambda: made.append(number) or f"card {number}")

    for number in [*range(freshness.MAX_KEPT + 10), freshness.MAX_KEPT, 0]:
        assert ask(number) == f"card {number}"
    # The first had gone, the later one was still there.
    assert made[freshness.MAX_KEPT + 10 :] == [0]
    assert len(freshness._kept) == freshness.MAX_KEPT
    pagecache.renew()
    assert ask(0) == "card 0"
    assert made[-2:] == [0, 0]
