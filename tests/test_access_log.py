"""The access log: a line of JSON for each answer, without secrets, and what took too long."""

import io
import json
import os

import pytest

from articles.models import Incident
from articles.operation import incidents
from articles.reading.readership import beacon
from newsstep import access, noticed

from .factories import make_public
from .served import one_connection

pytestmark = pytest.mark.one_database
AGENT = 'Mozilla/5.0 "quoted"\n (X11)'


@pytest.fixture
def log(asked):
    """A way to ask for something; returns the one line that was logged of it."""
    reads, writes = os.pipe()
    application = access.Logged(asked.pages, beacon.client, writes)

    def ask(path="/", query="", method="GET", client="203.0.113.9", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "testserver",
            "HTTP_X_FORWARDED_FOR": client,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            **headers,
        }
        with one_connection():
            list(application(environ, lambda *_: None))
        [line] = os.read(reads, 65536).decode().splitlines()
        return json.loads(line)

    yield ask
    os.close(reads)
    os.close(writes)


def test_a_kept_page_and_a_missing_one_are_a_line_each(log):
    path = make_public().get_absolute_url()
    leads = {"HTTP_USER_AGENT": AGENT, "HTTP_REFERER": "https://search.example/?q=누구"}
    first, second = log(path, **leads), log(path, **leads)
    for line in (first, second):
        assert (line["method"], line["path"], line["status"]) == ("GET", path, 200)
        assert line["bytes"] > 1000
        assert (line["agent"], line["referrer"]) == (AGENT, "search.example")
        assert line["network"] == "203.0.113.0/24"
    assert log("/nothing/")["status"] == 404
    assert log(client="2001:db8:1:2::9")["network"] == "2001:db8:1::/48"


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        ("/preview/to:ken/", "", "/preview/***/"),
        ("/admin/invitation/MQ/set-1/", "", "/admin/invitation/***/"),
        ("/admin/password_reset/MQ/set-1/", "", "/admin/password_reset/***/"),
        ("/admin/password_reset/sent/", "", "/admin/password_reset/sent/"),
        ("/search/", "q=secret&page=2", "/search/?q=***&page=2"),
        ("/news/view.php", "idxno=123&token=abc", "/news/view.php?idxno=123&token=***"),
    ],
)
def test_no_secret_of_an_address_is_logged(log, path, query, told):
    assert log(path, query)["path"] == told


def test_words_that_are_sent_are_cut_before_any_are_kept_in_memory(log, monkeypatch):
    kept = []
    for name in ("quoted", "path_of", "host"):
        asked = getattr(access, name)
        monkeypatch.setattr(
            access, name, lambda *words, asked=asked: kept.extend(words) or asked(*words)
        )
    long = "x" * 8000
    line = log(f"/{long}", long, HTTP_USER_AGENT=long, HTTP_REFERER=f"https://{long}/")
    assert (len(line["agent"]), line["status"]) == (access.LONGEST, 404)
    assert max(map(len, kept)) <= access.LONGEST * 3  # a path is quoted


@pytest.mark.parametrize("forged", ['/a\n{"status": 200}', "/a\r\x1b[2J", '/a"},{"'])
def test_nobody_writes_a_line_of_the_log(log, forged):
    words = forged.removeprefix("/")
    line = log(forged, words, HTTP_USER_AGENT=words, HTTP_REFERER=f"https://x.example/{words}")
    assert (line["status"], line["agent"], line["referrer"]) == (404, words, "x.example")
    assert "\n" not in line["path"]


def test_a_log_that_nobody_reads_any_more_stops_no_answer():
    reads, writes = os.pipe()
    os.close(reads)

    def answer(_environ, start):
        start("200 OK", [])
        return [b"page"]

    application = access.Logged(answer, lambda _: "", writes)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    assert application(environ, lambda *_: None) == [b"page"]
    os.close(writes)


@pytest.mark.django_db(transaction=True)
def test_what_takes_over_a_second_is_noticed_and_the_rest_is_not(monkeypatch):
    noticed.take()
    clock = iter([0, 0.9, 10, 12.5, 20, 21.5])
    monkeypatch.setattr(access.time, "monotonic", lambda: next(clock))
    application = access.Watched(lambda *_: [b""], lambda _environ: "article")
    for number in (1, 2, 3):
        application({"REQUEST_METHOD": "GET", "PATH_INFO": f"/articles/{number}/"}, None)
    monkeypatch.undo()
    incidents.write_down()
    [row] = Incident.objects.slow()
    assert (row.what, row.count, row.slowest) == ("article", 2, 2500)
    assert row.path == "GET /articles/2/"
