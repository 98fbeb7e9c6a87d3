"""The samples for servers are understood by their programs, and nginx does with them what it should."""

import os
import re
import shutil
import subprocess
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import RequestFactory

from articles.pure import renditions
from articles.pure.media import Folder
from articles.views import files
from newsstep import gunicorn
from tests.bench import endurance, nginx, servers

from .factories import make_photo

DEPLOY = nginx.ROOT / "deploy"


def needs(program):
    """Skip without the program; where every test is required, nginx and Caddy must be there."""
    missing = shutil.which(program) is None
    required = program in ("nginx", "caddy") and "REQUIRE_EVERY_TEST" in os.environ
    assert not (missing and required)
    return pytest.mark.skipif(missing, reason=f"{program} is missing")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


# Each is understood


@needs("nginx")
@needs("openssl")
@pytest.mark.parametrize("servers", ["one", "several"])
def test_nginx_understands_its_sample(tmp_path, servers):
    key, certificate = tmp_path / "certificate.key", tmp_path / "certificate.pem"
    made = run(
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        *("-nodes", "-subj", "/CN=news.example.com", "-keyout", key, "-out", certificate),
    )
    assert made.returncode == 0, made.stderr
    sample = nginx.sample(tmp_path, tmp_path)
    for port in (443, 80):  # whoever tests need not be allowed to listen on these
        sample = re.sub(
            rf"listen (\[::\]:)?{port}", f"listen 127.0.0.1:{port + 8000}", sample, count=1
        )
        sample = re.sub(rf"\n *listen \[::\]:{port}.*", "", sample)
    if servers == "several":
        several = (DEPLOY / "upstream.conf").read_text()
        sample = re.sub(r"^upstream newsstep \{.*?^\}", several, sample, flags=re.M | re.S)
        assert "10.0.0.12:8000" in sample
    path = nginx.write(tmp_path, sample)
    told = run("nginx", "-t", "-e", tmp_path / "nginx.log", "-c", path)
    assert told.returncode == 0, told.stderr
    assert "warn" not in told.stderr


@needs("nginx")
def test_kept_pages_lie_where_the_packages_of_nginx_keep_theirs():
    folder = re.search(r"proxy_cache_path (\S+)", nginx.SAMPLE.read_text())[1]
    compiled = re.search(r"--http-proxy-temp-path=(\S+)", run("nginx", "-V").stderr)[1]
    assert os.path.dirname(folder) == os.path.dirname(compiled)


@needs("caddy")
def test_caddy_understands_its_sample():
    path = DEPLOY / "Caddyfile"
    told = run("caddy", "validate", "--adapter", "caddyfile", "--config", path)
    assert told.returncode == 0, told.stderr
    assert run("caddy", "fmt", path).stdout == path.read_text()


@needs("systemd-analyze")
def test_systemd_understands_its_sample(tmp_path):
    for name in ("gunicorn", "python", "litestream"):
        program = tmp_path / ".venv" / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch(mode=0o755)
    units = []
    for sample in DEPLOY.glob("newsstep*.*"):
        told = sample.read_text().replace("/srv/newsstep", str(tmp_path))
        units.append(tmp_path / sample.name)
        units[-1].write_text(told.replace("/usr/bin/", f"{tmp_path}/.venv/bin/"))
    assert len(units) == 5
    told = run("systemd-analyze", "verify", "--man=no", *units)
    about_it = [line for line in told.stderr.splitlines() if "newsstep" in line]
    assert (told.returncode, about_it) == (0, [])


def test_the_service_stops_later_than_gunicorn_does():
    told = re.search(r"TimeoutStopSec=(\d+)", (DEPLOY / "newsstep.service").read_text())
    assert int(told[1]) > gunicorn.graceful_timeout


def test_a_restart_refuses_no_reader_and_loses_no_read(tmp_path, monkeypatch, archive, collected):
    monkeypatch.setattr(endurance, "ENDS", 2)
    shutil.copytree(archive, tmp_path / "var")
    (tmp_path / "var" / "static").symlink_to(collected)
    told = endurance.ends(tmp_path / "var", tmp_path / "log", range(1, 21), kill=False)
    assert told.pop("answered") > 0
    assert told == {"failed": 0, "lost": 0, "twice": 0, "seconds": 0.0}, (
        tmp_path / "log"
    ).read_text()


def test_connections_to_the_application_end_before_gunicorn_ends_them():
    told = re.search(r"keepalive_timeout (\d+)s", nginx.SAMPLE.read_text())
    assert int(told[1]) < gunicorn.keepalive


# nginx in front of an application that says what it was asked


class Application(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length).decode()
        asked = self.server.asked
        asked.append(
            (self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, sent)
        )
        if self.server.is_broken:
            return self.send(500, b"broken", {})
        if self.path.startswith("/missing"):
            return self.send(404, b"missing", {"Cache-Control": "no-store"})
        encoding = self.headers.get("Accept-Encoding", "")
        body = f"{len(asked)} {encoding} ".encode() + b"x" * 3000
        headers = {"Cache-Control": "public, max-age=0, s-maxage=60", "Vary": "Accept-Encoding"}
        headers |= {"X-Policy": "kept", "ETag": f'W/"{len(asked)}"'}
        self.send(200, body, headers | ({"Content-Encoding": encoding} if encoding else {}))

    def send(self, status, body, headers):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = answer  # noqa: N815  (the names that the library calls)


@pytest.fixture
def application():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    server.asked, server.is_broken = [], False
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def front(application, tmp_path):
    """The port of an nginx with the sample in front of the application; its var/ is tmp_path/var."""
    port, other = servers.free_port(), servers.free_port()
    sample = nginx.sample(tmp_path, tmp_path / "var")
    sample = nginx.plain(sample, port, other, application.server_port)
    path = nginx.write(tmp_path, sample)
    log = tmp_path / "nginx.log"
    with servers.Server(["nginx", "-e", str(log), "-c", str(path)], port, log, "/healthz"):
        application.asked.clear()
        yield port


def ask(port, path, method="GET", body=None, timeout=10, **headers):
    """Return (status, headers, body) of the answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, told)
    response = connection.getresponse()
    answer = response.status, dict(response.getheaders()), response.read()
    connection.close()
    return answer


@needs("nginx")
def test_a_second_reader_within_a_second_does_not_reach_the_application(front, application):
    first, second = (ask(front, "/articles/1/", Accept_Encoding="br") for _ in range(2))
    assert (first[1]["X-Cache"], second[1]["X-Cache"]) == ("MISS", "HIT")
    assert first[2] == second[2]
    assert len(application.asked) == 1
    for _status, headers, _body in (first, second):
        assert headers["X-Policy"] == "kept"
        assert headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["ETag"] == 'W/"1"'


@needs("nginx")
def test_a_page_is_fetched_anew_after_a_second_while_readers_get_the_old_one(front, application):
    ask(front, "/")
    time.sleep(2.1)
    assert ask(front, "/")[1]["X-Cache"] in ("STALE", "UPDATING")
    time.sleep(0.3)
    _status, headers, body = ask(front, "/")
    assert (headers["X-Cache"], body[:1]) == ("HIT", b"2")


@needs("nginx")
def test_a_page_that_was_deleted_is_not_read_any_more(front, application, tmp_path):
    for _ in range(8):  # every worker has it open
        ask(front, "/")
    next(file for file in (tmp_path / "cache").rglob("*") if file.is_file()).unlink()
    time.sleep(2.1)
    assert [ask(front, "/")[1]["X-Cache"] for _ in range(2)] == ["MISS", "HIT"]


@needs("nginx")
@pytest.mark.parametrize(
    ("accepted", "passed_on"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("gzip, brotli", "gzip"),
        ("deflate", ""),
        ("identity", ""),
    ],
)
def test_the_forms_of_a_page_lie_apart(front, application, accepted, passed_on):
    ask(front, "/", Accept_Encoding="gzip")
    ask(front, "/", Accept_Encoding="br")
    ask(front, "/")
    asked = len(application.asked)
    assert asked == 3
    _status, headers, body = ask(front, "/", Accept_Encoding=accepted)
    assert headers["X-Cache"] == "HIT"
    assert headers.get("Content-Encoding", "") == passed_on
    # As the application sent it: what nginx compresses is no longer so long.
    assert body.split(b" ")[1].decode() == passed_on
    assert len(body) > 3000
    assert len(application.asked) == asked


@needs("nginx")
@pytest.mark.parametrize("name", ["session", "__Host-session"])
def test_the_desk_gets_no_kept_page_and_leaves_none(front, application, name):
    cookie = {"Cookie": f"theme=dark; {name}=abc123"}
    ask(front, "/")
    assert [ask(front, "/", **cookie)[1]["X-Cache"] for _ in range(2)] == ["BYPASS", "BYPASS"]
    assert ask(front, "/", Cookie="mysession=1; sessions=2")[1]["X-Cache"] == "HIT"
    ask(front, "/only-the-desk/", **cookie)
    assert ask(front, "/only-the-desk/")[1]["X-Cache"] == "MISS"


@needs("nginx")
@pytest.mark.parametrize("path", ["/admin/", "/preview/abc/", "/healthz"])
def test_what_is_private_is_never_kept(front, application, path):
    for _ in range(2):
        assert "X-Cache" not in ask(front, path)[1]
    assert len(application.asked) == 2


@needs("nginx")
def test_what_the_application_does_not_want_kept_is_not(front, application):
    assert [ask(front, "/missing/")[0] for _ in range(2)] == [404, 404]
    assert len(application.asked) == 2


@needs("nginx")
def test_beacons_pass_and_say_who_sent_them(front, application):
    sent = {"Origin": f"http://127.0.0.1:{front}", "X_Forwarded_For": "203.0.113.9"}
    for _ in range(2):
        assert ask(front, "/views/", "POST", "7", **sent)[0] == 200
    assert [(method, path, body) for method, path, _, body in application.asked] == [
        ("POST", "/views/", "7")
    ] * 2
    headers = application.asked[0][2]
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert headers["origin"] == sent["Origin"]
    assert ask(front, "/views/", "POST", "7" * 2000)[0] == 413


@needs("nginx")
def test_the_last_copy_is_shown_while_the_application_is_broken(front, application):
    ask(front, "/")
    application.is_broken = True
    time.sleep(2.1)
    for _ in range(2):
        status, _headers, body = ask(front, "/")
        assert (status, body[:1]) == (200, b"1")
    assert ask(front, "/never-asked-before/")[0] == 500


@needs("nginx")
@pytest.mark.django_db
def test_photos_are_sent_as_the_application_sends_them(front, application, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    path = make_photo(files=True).path.url(320)
    name = path.removeprefix("/media/")
    own = files.media(RequestFactory().get(path), name)
    status, headers, body = ask(front, path)
    assert status == 200
    assert body == b"".join(own.streaming_content)
    for header, value in own.headers.items():
        if header != "Content-Disposition":
            assert headers[header] == value
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert application.asked == []


@needs("nginx")
@pytest.mark.django_db
def test_a_photo_that_is_gone_is_asked_of_the_application(front, application, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    photo = make_photo(files=True)
    assert ask(front, photo.path.url(320))[0] == 200
    renditions.remove(photo.path, Folder(settings.MEDIA_ROOT))
    time.sleep(1.1)
    _status, headers, _body = ask(front, photo.path.url(320))
    assert application.asked[-1][1] == photo.path.url(320)
    assert "immutable" not in headers.get("Cache-Control", "")


@needs("nginx")
@pytest.mark.parametrize(
    "path",
    [
        "/media/secret.txt",
        "/media/photos/../../secret_key",
        "/media/photos/ab/x.webp",
        "/secret_key",
    ],
)
def test_nothing_else_of_the_folder_is_sent(front, application, tmp_path, path):
    (tmp_path / "var" / "media" / "photos" / "ab").mkdir(parents=True)
    for name in ("secret_key", "media/secret.txt", "media/photos/ab/x.webp"):
        (tmp_path / "var" / name).write_text("secret")
    assert b"secret" not in ask(front, path)[2]


@needs("nginx")
def test_static_files_are_sent_as_they_were_collected(front, application, tmp_path):
    folder = tmp_path / "var" / "static" / "css"
    folder.mkdir(parents=True)
    for name in ("site.css", "site.0123456789ab.css"):
        (folder / name).write_text("body{}")
        (folder / f"{name}.gz").write_bytes(b"compressed when collected")
    _status, headers, body = ask(
        front, "/static/css/site.0123456789ab.css", Accept_Encoding="gzip, br"
    )
    assert (headers["Content-Encoding"], body) == ("gzip", b"compressed when collected")
    assert headers["Cache-Control"] == "public, max-age=315360000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    _status, headers, body = ask(front, "/static/css/site.css")
    assert (headers["Cache-Control"], body) == ("public, max-age=3600", b"body{}")
    assert headers["Content-Type"] == "text/css"
    assert application.asked == []


@needs("nginx")
def test_only_the_desk_may_send_much(front, application):
    assert ask(front, "/", "POST", b"x" * 100_000)[0] == 413
    assert ask(front, "/admin/", "POST", b"x" * 100_000)[0] == 200
