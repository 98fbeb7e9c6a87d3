"""Files are fetched from hosts that the operator named, and from the public internet alone."""

import socket
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from articles.exchange import fetching
from articles.exchange.fetching import Fetcher, Unfetched, is_public
from articles.exchange.wordpress import Uploads

PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1"),
    *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"),
    *("64:ff9b:1::7f00:1", "::ffff:0:7f00:1", "::7f00:1", "fec0::1"),
)


class Answers(BaseHTTPRequestHandler):
    asked = []

    def do_GET(self):
        self.asked.append((self.headers["Host"], self.path))
        if self.path == "/moved.jpg":
            self.send_response(302)
            self.send_header("Location", "/a.jpg")
            self.end_headers()
            return
        self.send_response(200 if self.path != "/none.jpg" else 404)
        self.send_header("Content-Length", "5" if self.path != "/short.jpg" else "99")
        self.end_headers()
        if self.path == "/slow.jpg":
            threading.Event().wait(1.5)
        self.wfile.write(b"bytes")

    def log_message(self, *_said):
        pass


@pytest.fixture
def server():
    Answers.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as running:
        threading.Thread(target=running.serve_forever, args=[0.02], daemon=True).start()
        yield running
        running.shutdown()


def leading_to(*addresses):
    """Return a resolver for which every name leads to these addresses; it is asked once only."""
    answers = iter([addresses])

    def resolve(_host, port, type=0):
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(family[":" in at], type, 6, "", (at, port)) for at in next(answers)]

    return resolve


@pytest.fixture
def fetch(server):
    """Fetch a path from a host that leads to the server on this machine."""

    def fetch(path, max_bytes=100, host="photos.example", **options):
        options = {"resolve": leading_to("127.0.0.1"), "is_allowed": "127.0.0.1".__eq__} | options
        named = [f"photos.example:{server.server_port}"]
        url = f"http://{host}:{server.server_port}{path}"
        return Fetcher(named, max_bytes, **options).fetch(url)

    return fetch


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_inside_is_public_and_none_is_asked(fetch, address):
    assert not is_public(address)
    with pytest.raises(Unfetched):
        fetch("/a.jpg", resolve=leading_to(address), is_allowed=is_public)
    assert Answers.asked == []


def test_addresses_outside_are_public():
    assert all(map(is_public, ("8.8.8.8", "2606:4700:4700::1111", "211.249.220.24")))


def test_a_host_with_one_address_inside_is_asked_at_none(fetch):
    with pytest.raises(Unfetched):
        fetch("/a.jpg", resolve=leading_to("8.8.8.8", "127.0.0.1"), is_allowed=is_public)


def test_a_name_is_resolved_once_so_that_it_cannot_lead_elsewhere_afterwards(fetch, server):
    """The connection goes to the very address that was looked at: a second look would fail here."""
    assert fetch("/a%20b.jpg?v=1") == b"bytes"
    assert Answers.asked == [(f"photos.example:{server.server_port}", "/a%20b.jpg?v=1")]


def test_what_the_connection_leads_to_is_looked_at_too(fetch):
    answers = iter([True, False])
    with pytest.raises(Unfetched):
        fetch("/a.jpg", is_allowed=lambda _address: next(answers))
    assert Answers.asked == []


@pytest.mark.parametrize("path", ["/moved.jpg", "/none.jpg", "/short.jpg"])
def test_redirects_are_not_followed_and_halves_not_taken(fetch, path):
    with pytest.raises(Unfetched):
        fetch(path)
    assert len(Answers.asked) == 1


def test_size_and_time_have_limits(fetch, monkeypatch):
    with pytest.raises(Unfetched):
        fetch("/a.jpg", max_bytes=4)
    monkeypatch.setattr(fetching, "MAX_SECONDS", 0.3)
    with pytest.raises(Unfetched):
        fetch("/slow.jpg")


@pytest.mark.parametrize(
    "url",
    [
        *("http://other.example/a.jpg", "http://photos.example.evil.example/a.jpg"),
        *("http://photos.example@127.0.0.1/a.jpg", "http://photos.example:8080/a.jpg"),
        *("file:///etc/passwd", "ftp://photos.example/a.jpg", "http://[", "", "//photos.example/a"),
    ],
)
def test_only_the_named_host_is_asked_by_http(url):
    with pytest.raises(Unfetched):
        Fetcher(["photos.example"], 100, resolve=leading_to(), is_allowed=bool).fetch(url)


def test_no_proxy_of_the_environment_is_asked(fetch, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert fetch("/a.jpg") == b"bytes"


def test_what_the_folder_lacks_is_put_into_it_and_nothing_outside(server, tmp_path):
    fetcher = Fetcher([f"photos.example:{server.server_port}"], 100, leading_to("127.0.0.1"), bool)
    uploads, told = Uploads(tmp_path / "in", fetcher), []
    url = partial("http://photos.example:{}/{}".format, server.server_port)
    note = lambda *said: told.append(said)  # noqa: E731
    assert uploads.file("2024/a.jpg", url("a.jpg"), note) == "2024/a.jpg"
    assert (tmp_path / "in" / "2024" / "a.jpg").read_bytes() == b"bytes"
    uploads.file("../out.jpg", url("a.jpg"), note)
    uploads.file("2024/b.jpg", "http://other.example/b.jpg", note)
    assert [path.name for path in tmp_path.rglob("*.*")] == ["a.jpg"]
    assert len(Answers.asked) == 1
    assert [address for address, _reason in told] == ["http://other.example/b.jpg"]


def test_nothing_is_fetched_without_a_folder_to_put_it_into(tmp_path):
    (tmp_path / "old.xml").write_text("<rss/>")
    with pytest.raises(CommandError, match="--media"):
        call_command("import_wordpress", tmp_path / "old.xml", fetch=["photos.example"])
