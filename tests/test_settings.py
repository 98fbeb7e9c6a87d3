import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsstep import settings

ROOT = Path(__file__).resolve().parent.parent
BUCKET = {"MEDIA_S3_BUCKET": "photos", "MEDIA_S3_KEY": "key", "MEDIA_S3_SECRET": "secret"}
CHECK = ("check", "--database", "default")


def start(tmp_path, *command, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *(command or CHECK)],
        cwd=ROOT,
        env=kept | {"VAR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "environment"),
    [
        ("SITE_URL", {}),
        ("SITE_URL", {"SITE_URL": "news.example.com"}),
        ("SITE_URL", {"SITE_URL": "https://news.example.com/paper"}),
        ("SECRET_KEY", {"SITE_URL": "https://news.example.com", "SECRET_KEY": "short"}),
        ("ALLOWED_HOSTS", {"SITE_URL": "https://news.example.com", "ALLOWED_HOSTS": "*"}),
        ("LANGUAGE_CODE", {"SITE_URL": "https://news.example.com", "LANGUAGE_CODE": "xx"}),
        ("EMAIL_URL", {"SITE_URL": "https://news.example.com", "EMAIL_URL": "mail.example.com"}),
        ("EMAIL_URL", {"SITE_URL": "https://news.example.com", "EMAIL_URL": "smtp+tls://"}),
        ("EMAIL_URL", {"SITE_URL": "https://a.example", "EMAIL_URL": "smtp://a:se/cret@mail"}),
        ("DATABASE_URL", {"SITE_URL": "https://a.example", "DATABASE_URL": "pg://a:se/cret@db/a"}),
        ("DATABASE_URL", {"SITE_URL": "https://a.example", "DATABASE_URL": "mysql://a:secret@b/c"}),
        ("ACCESS_LOG", {"SITE_URL": "https://news.example.com", "ACCESS_LOG": "xml"}),
        (
            "ERROR_MAIL_TO",
            {"SITE_URL": "https://news.example.com", "ERROR_MAIL_TO": "me@x.kr"},
        ),
        ("TRUSTED_PROXIES", {"SITE_URL": "https://news.example.com", "TRUSTED_PROXIES": "nginx"}),
        ("INDEXNOW_URLS", {"SITE_URL": "https://news.example.com", "INDEXNOW_URLS": "bing.com"}),
        ("MEDIA_URL", {"SITE_URL": "https://a.example", "MEDIA_URL": "http://cdn.example/"}),
        ("MEDIA_S3_SECRET", {"SITE_URL": "https://a.example"} | BUCKET | {"MEDIA_S3_SECRET": ""}),
        ("MEDIA_S3_ENDPOINT", {"SITE_URL": "https://a.example"} | BUCKET),
        (
            "SOURCES_ROOT",
            {"SITE_URL": "https://a.example", "SOURCES_ROOT": "/x/a", "MEDIA_ROOT": "/x"},
        ),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path, name, environment):
    stopped = start(tmp_path, **environment)
    assert stopped.returncode != 0
    [line] = stopped.stderr.strip().splitlines()
    assert line.startswith(f"newsstep: {name}: ")
    assert not re.search(r"\bse\b|secret", line)


def test_a_paper_on_the_default_port_of_this_machine_has_its_styles():
    policy = settings.public_policy("http://localhost")
    assert policy["style-src"] == ["http://127.0.0.1:80/static/", "http://localhost:80/static/"]


def test_only_addresses_of_search_engines_are_told():
    good = [
        "https://api.indexnow.org/indexnow",
        "https://search.example:8443/a/b",
        "https://yandex.com",
        "http://127.0.0.1:8100/",
        "http://localhost/x",
    ]
    wrong = [
        *("http://api.indexnow.org/indexnow", "ftp://example.com/", "file:///etc/passwd", ""),
        *(
            "https://user:secret@example.com/",
            "https://example.com/?to=x",
            "https://example.com/#x",
        ),
        *(
            "https://intern/",
            "https://exa mple.com/",
            "https://example.com/\n",
            "http://127.0.0.1.nip.io/",
        ),
    ]
    assert [url for url in good + wrong if settings.ENDPOINT.fullmatch(url)] == good


def test_a_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    address = {"SITE_URL": "https://news.example.com"}
    assert start(tmp_path, **address).returncode == 0
    kept = tmp_path / "secret_key"
    first = kept.read_text()
    assert len(first) == 100
    assert kept.stat().st_mode & 0o777 == 0o600
    assert start(tmp_path, **address).returncode == 0
    assert kept.read_text() == first


def test_what_is_saved_outlives_a_power_failure(tmp_path):
    ask = """
from django.db import connection
for name in ("journal_mode", "synchronous"):
    print(*connection.cursor().execute(f"PRAGMA {name}").fetchone())
"""
    told = start(tmp_path, "shell", "-v0", "-c", ask, SITE_URL="https://news.example.com")
    full = "2"
    assert told.stdout.split() == ["wal", full], told.stderr


def test_pictures_may_come_from_where_readers_get_them_and_from_nowhere_else(tmp_path):
    show = "from django.conf import settings as s; print(s.PUBLIC_POLICY['img-src'], s.NEWSROOM_POLICY['img-src'])"
    told = start(
        tmp_path,
        *("shell", "-v0", "-c", show),
        SITE_URL="https://news.example.com",
        MEDIA_URL="https://media.example.com/paper",
    )
    public, desk = told.stdout.strip().split("] [")
    assert public == "[\"'self'\", 'data:', 'https://media.example.com'"
    assert desk == "\"'self'\", 'data:', 'blob:', 'https://media.example.com']"


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://media.example.com", True),
        ("https://MEDIA.example.com:8443/paper/2026", True),
        ("http://minio_1:9000/photos/", True),
        ("https://media.example.com/../photos", False),
        ("https://media.example.com//photos", False),
        ("https://media.example.com/?x", False),
        ("https://media.example.com/#x", False),
        ("https://key:secret@media.example.com", False),
        ("https://media.example.com:x", False),
        ("https://media.example.com; script-src *", False),
        ("https://media.example.com/\n", False),
        ("//media.example.com", False),
        ("javascript:alert(1)", False),
        ("/photos", False),
    ],
)
def test_readers_get_photos_from_an_address_of_the_web_and_nothing_else(url, fits):
    address = url.rstrip("/") + "/"
    assert bool(settings.MEDIA_ADDRESS.fullmatch(address)) == fits
