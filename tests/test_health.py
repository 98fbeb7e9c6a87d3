"""What /healthz says of the paper: to the machine itself the reason, to strangers as good as nothing."""

import sqlite3
import threading
import time
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles.models import Ping, Publication
from articles.operation import health

from .factories import make_public

pytestmark = pytest.mark.django_db(transaction=True)
THROUGH = {"x-forwarded-for": "203.0.113.9"}


@pytest.fixture(autouse=True)
def look_anew(monkeypatch):
    monkeypatch.setattr(health, "_last", None)


@pytest.fixture
def asked(client):
    """A way to ask for the health: returns its status, what it says and how many seconds it took."""

    def ask(**options):
        began = time.monotonic()
        answer = client.get("/healthz", **options)
        return answer.status_code, answer.json(), time.monotonic() - began

    return ask


def test_a_paper_that_works_says_so(asked, settings):
    status, told, _seconds = asked()
    assert (status, told["status"]) == (200, "ok")
    assert told["database"] == connection.vendor
    assert told["version"] == settings.VERSION


def test_strangers_learn_whether_it_works_and_nothing_else(asked, settings):
    assert asked(headers=THROUGH)[:2] == (200, {"status": "ok"})
    assert asked(REMOTE_ADDR="203.0.113.9")[1] == {"status": "ok"}
    settings.MIN_FREE_MB = 10**9
    health._last = None
    assert asked(headers=THROUGH)[:2] == (503, {"status": "error"})


@pytest.mark.skipif(connection.vendor != "sqlite", reason="one lock for the whole is SQLite's")
def test_a_database_that_somebody_holds_is_told_soon(asked):
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        status, told, seconds = asked()
    finally:
        other.close()
    assert (status, told["database"]) == (503, "database is locked")
    assert seconds < 2


def test_a_disk_with_little_room_is_told(asked, settings, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _place: usage(0, 0, 12_345_678))
    status, told, _seconds = asked()
    assert status == 503
    assert f"12 MB free on the disk of {settings.VAR}" in told["disk"]


def test_a_version_that_was_not_migrated_is_told(asked):
    MigrationRecorder(connection).record_unapplied("articles", "0001_first_schema")
    try:
        status, told, _seconds = asked()
    finally:
        MigrationRecorder(connection).record_applied("articles", "0001_first_schema")
    assert (status, told["migrations"]) == (503, "articles.0001_first_schema")


def test_messages_that_wait_for_a_day_are_told_and_make_nobody_ill(asked, settings):
    settings.INDEXNOW_URLS = ["https://search.example/"]
    Publication(indexnow_key="0123456789").save()
    make_public()
    for hours, is_told in ((23, False), (25, True)):
        Ping.objects.update(due_at=timezone.now() - timedelta(hours=hours))
        health._last = None
        status, told, _seconds = asked()
        assert (status, told["status"]) == (200, "ok")
        assert ("indexnow" in told) == is_told
    assert told["indexnow"] == "messages that have waited for a day: 1"
    assert asked(headers=THROUGH)[:2] == (200, {"status": "ok"})


def test_whatever_hangs_the_answer_comes(asked, monkeypatch):
    hanging, looks = threading.Event(), []
    monkeypatch.setattr(health, "ANSWERED_IN", 0.2)
    monkeypatch.setattr(health, "findings", lambda: looks.append(1) or hanging.wait(5) or {})
    try:
        for _ in range(3):
            status, told, seconds = asked()
            assert (status, told["database"]) == (503, "no answer within 0.2 seconds")
            assert seconds < 1
    finally:
        hanging.set()
    assert len(looks) == 1


def test_nobody_looks_more_than_once_a_second(asked, monkeypatch):
    looks = []
    monkeypatch.setattr(health, "findings", lambda: looks.append(1) or {})
    for _ in range(10):
        assert asked()[0] == 200
    assert len(looks) == 1


def test_the_log_says_once_what_is_wrong_and_once_that_it_is_right_again(asked, settings, caplog):
    for least in (0, 10**9, 10**9, 0, 0):
        settings.MIN_FREE_MB = least
        health._last = None
        asked(headers=THROUGH)
    told = [line.message for line in caplog.records if line.name == "articles.operation.health"]
    assert [line.partition(" MB")[0].split(":")[0] for line in told] == ["Not well", "Well again"]
    assert str(settings.VAR) in told[0]
