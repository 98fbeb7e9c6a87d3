"""What the page of publishers and `doctor` say of a machine that is not well, and of one that is."""

import json
import socket
import threading
import time
from collections import namedtuple
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Chore, Incident, Notice
from articles.operation import findings, health, thorough
from newsstep import rounds

from . import buckets
from .factories import make_photo
from .test_buckets import lie_at
from .test_machine import doctor, proven  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
Kernel = namedtuple("Kernel", "state")
Kernel.adjtimex = lambda kernel, _told: kernel.state
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(scope="module")
def endpoint():
    with buckets.server() as address:
        yield address


def test_a_paper_that_is_well_needs_nobody(doctor, proven, settings, tmp_path, monkeypatch):  # noqa: F811
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setattr(thorough, "checks", list)
    monkeypatch.setattr(thorough.ctypes, "CDLL", lambda _: Kernel(0))
    monkeypatch.setattr(thorough, "get_finders", list)
    (tmp_path / "staticfiles.json").write_text('{"paths": {}}')
    proven(timezone.now())
    make_photo(files=True)
    past = timezone.now() - timedelta(hours=2)
    Incident.objects.create(kind="failure", what="DATABASE LOCKED", hour=past, last_at=past)
    Chore.objects.create(name="tidying", next_at=timezone.now() + timedelta(hours=9))
    status, _told, said = doctor(offline=True)
    assert "확인 필요" not in said
    assert status == 0


def test_a_disk_that_is_nearly_full_says_what_to_do(settings, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**9, 10**9, 4_000_000))
    said, is_wrong = findings.disk(timezone.now())
    assert is_wrong
    assert "공간을 마련해야" in said
    assert str(settings.VAR) in said


def test_the_folder_of_photos_is_not_looked_at_when_they_lie_in_a_bucket(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.MEDIA_S3 = buckets.place("http://127.0.0.1:9")
    assert tmp_path not in health.places()


def test_a_bucket_is_looked_at_by_listing_and_told_when_it_is_away_or_hangs(
    endpoint, settings, media, monkeypatch
):
    bucket = buckets.emptied(endpoint)
    lie_at(settings, endpoint)
    make_photo(files=True)
    lacks = make_photo(files=True, color="blue")
    bucket.delete(lacks.file_names[-1])
    found = thorough.photos(every_photo=False)
    assert f"확인 2장, 없는 파일 1장 ({lacks.pk})" in found.said
    assert findings.photos(None) == ("버킷 photos", False)
    lie_at(settings, "http://127.0.0.1:9")
    said, is_wrong = findings.photos(None)
    assert (is_wrong, "MEDIA_S3_" in said) == (True, True)
    assert thorough.photos(every_photo=False).is_wrong
    monkeypatch.setattr(findings, "ANSWERED_IN", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        lie_at(settings, "http://{}:{}".format(*silent.getsockname()))
        began = time.monotonic()
        said, is_wrong = findings.photos(None)
        assert time.monotonic() - began < 2
    assert (is_wrong, "응답 없음" in said) == (True, True)


def test_mails_that_wait_for_too_long_name_the_setting(settings, dami):
    settings.EMAIL_URL, now = "smtp://x", timezone.now()
    due = now - timedelta(hours=2)
    Notice.objects.create(user=dami, kind="mentioned", mail_due_at=due, seen_at=now)
    said, is_wrong = findings.mail(now)
    assert is_wrong
    assert "EMAIL_URL" in said


def test_thirty_errors_of_five_kinds_are_counted_and_passed_on():
    now = timezone.now()
    for kind in range(5):
        Incident.objects.create(kind="error", what=f"KeyError {kind}", hour=now, count=6)
    said, is_wrong = findings.errors(now)
    assert said.startswith("30건, 종류 5가지")
    assert is_wrong


def test_a_thread_that_has_ended_and_work_that_is_overdue_are_told(monkeypatch):
    now = timezone.now()
    assert findings.beside(now) == ("이어지고 있음", False)
    Chore.objects.create(name="tidying", next_at=now - timedelta(hours=2))
    assert "systemctl status newsstep" in findings.beside(now)[0]
    ended = threading.Thread(target=int, name="Notices")
    ended.start()
    ended.join()
    monkeypatch.setattr(rounds, "_begun", [ended])
    said, is_wrong = findings.beside(now)
    assert "Notices" in said
    assert is_wrong


@pytest.mark.parametrize(("state", "wrong"), [(0, [False]), (5, [True]), (-1, [])])
def test_a_clock_that_no_time_server_keeps_is_told(monkeypatch, state, wrong):
    monkeypatch.setattr(thorough.ctypes, "CDLL", lambda _: Kernel(state))
    assert [finding.is_wrong for finding in thorough.time()] == wrong


def test_static_files_of_another_version_are_told(settings, tmp_path):
    settings.STATIC_ROOT = settings.VAR = tmp_path
    assert thorough.static_files().is_wrong
    names = {path for finder in thorough.get_finders() for path, _storage in finder.list([])}
    paths = {"paths": dict.fromkeys(names, "x")}
    (tmp_path / "staticfiles.json").write_text(json.dumps(paths))
    assert not thorough.static_files().is_wrong
    (tmp_path / "collected").write_text("an older digest")
    assert thorough.static_files().is_wrong
