"""How the machine is: the page of publishers, and `doctor` in the shell."""

import io
import json
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Incident, Notice
from articles.operation import findings

from .factories import make_photo, make_public

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def doctor():
    """A way to call the doctor; returns the exit status and {what was looked at: (mark, words)}."""

    def call(**options):
        out = io.StringIO()
        try:
            call_command("doctor", stdout=out, **options)
        except SystemExit as stop:
            status = stop.code
        else:
            status = 0
        lines = [line.partition(": ") for line in out.getvalue().splitlines()]
        return status, {name[2:]: words for name, _colon, words in lines}, out.getvalue()

    return call


@pytest.fixture
def proven(settings):
    """A paper whose last backup was proven at a moment."""
    path = settings.VAR / "backup-proven.json"

    def at(moment):
        path.write_text(json.dumps({"at": moment.isoformat()}))

    yield at
    path.unlink(missing_ok=True)


@contextmanager
def served_by_tls(folder, settings, days=90, status=200, date=None):
    """Serve SITE_URL by TLS on this machine with a certificate of so many days."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-nodes", "-days", str(days), "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)

    class Answer(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.send_response(status)
            self.end_headers()

        def date_time_string(self, timestamp=None):
            return date or super().date_time_string(timestamp)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SITE_URL = f"https://localhost:{server.server_port}"
    settings.SITE, settings.IS_HTTPS = urlsplit(settings.SITE_URL), True
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(certificate))
        yield patch
    server.shutdown()
    server.server_close()


def test_a_publisher_sees_at_one_look_how_the_machine_is(
    client, dami, proven, settings, django_assert_max_num_queries
):
    settings.EMAIL_URL, settings.INDEXNOW_URLS = "smtp://x", ["https://search.example/"]
    for hours in (0, 2):
        at = timezone.now() - timedelta(hours=hours)
        Notice.objects.create(user=dami, kind="mentioned", mail_due_at=at, seen_at=at)
    proven(timezone.now() - timedelta(hours=3))
    make_public()
    now = timezone.now()
    common = {"hour": now, "path": "GET /search/", "user": "nari"}
    Incident.objects.create(
        kind="error", what="KeyError · a.py:3", number="482-913", count=7, detail="<b>", **common
    )
    Incident.objects.create(kind="slow", what="search", slowest=2345, count=2, **common)
    Incident.objects.create(kind="failure", what="DISK FULL", hour=now)
    old = now - timedelta(days=2)
    Incident.objects.create(kind="error", what="ValueError · b.py:1", hour=old, last_at=old)
    client.force_login(dami)
    client.get("/admin/machine/")
    with django_assert_max_num_queries(13 + 6):  # each of another table, and what every screen asks
        page = client.get("/admin/machine/").text
    for told in (
        "482-913",
        "KeyError · a.py:3",
        "7번",
        "&lt;b&gt;",
        "2.3초",
        "디스크가 가득 찼습니다 (DISK FULL)",
        "기사 1건",
        "마지막 검증",
    ):
        assert told in page
    assert "대기 2건, 너무 오래 기다린 것 1건" in page
    assert "ValueError" not in page
    assert "확인할 것이 2가지 있습니다." in page


def test_the_doctor_says_what_a_person_must_do(doctor, proven, tmp_path, settings):
    proven(timezone.now())
    Incident.objects.all().delete()
    status, told, _all = doctor(offline=True)
    assert told["정상  버전"] == settings.VERSION
    assert "정상  백업" in told
    assert not any("SITE_URL" in name for name in told)
    make_photo(files=True)
    gone = make_photo(color="red")
    proven(timezone.now() - timedelta(hours=27))
    status, told, _all = doctor(offline=True, all=True)
    assert status == 1
    assert f"없는 파일 1장 ({gone.pk})" in told["확인 필요  사진 파일"]
    assert "확인 필요  백업" in told


def test_a_backup_that_was_never_proven_or_cannot_be_read_needs_a_look(settings):
    now = timezone.now()
    assert findings.backup(now)[1]
    path = settings.VAR / "backup-proven.json"
    for text in ("", "{}", "[]", '{"at": 3}'):
        path.write_text(text)
        assert findings.backup(now)[1]
    path.unlink()


def test_the_doctor_looks_at_the_paper_as_readers_reach_it(doctor, proven, tmp_path, settings):
    with served_by_tls(tmp_path, settings):
        _status, told, _all = doctor()
        assert "응답 200" in told["정상  SITE_URL"]
        assert "89일 남음" in told["정상  인증서"]
        assert "정상  시계" in told


def test_the_doctor_tells_of_a_certificate_that_ends_soon_a_wrong_clock_and_an_error(
    doctor, tmp_path, settings
):
    past = "Wed, 21 Oct 2015 07:28:00 GMT"
    with served_by_tls(tmp_path, settings, days=10, status=502, date=past):
        status, told, _all = doctor()
    assert status == 1
    assert "응답 502" in told["확인 필요  SITE_URL"]
    assert "9일 남음" in told["확인 필요  인증서"]
    assert "확인 필요  시계" in told


def test_the_doctor_tells_of_a_certificate_nobody_trusts_and_of_nobody_there(
    doctor, tmp_path, settings
):
    with served_by_tls(tmp_path, settings) as patch:
        patch.delenv("SSL_CERT_FILE")
        _status, told, _all = doctor()
        assert "self-signed" in told["확인 필요  인증서"].replace("self signed", "self-signed")
    began = time.monotonic()
    status, told, _all = doctor()
    assert (status, time.monotonic() - began < 10) == (1, True)
    assert "응답 없음" in told["확인 필요  SITE_URL"]
