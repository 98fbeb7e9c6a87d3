"""Two application servers on one PostgreSQL and one S3 server are one paper."""

import http.cookiejar
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from . import buckets, postgresql
from .bench import servers
from .engine import engine
from .factories import picture_bytes
from .post_office import post_office
from .test_beacon import HEADERS

PROGRAMS = postgresql.programs()
SOON = 2.0  # seconds until a change is on every server's pages: one, and what a busy machine adds
NOTED = 5  # seconds in which every worker has written the reads that it holds


class Browser:
    """A browser that keeps its cookies whichever server answers, as behind one address."""

    def __init__(self):
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, address, form=None):
        """Return (status, content)."""
        token = {cookie.name: cookie.value for cookie in self.cookies}.get("csrf", "")
        data = form and encode_multipart(BOUNDARY, form | {"csrfmiddlewaretoken": token})
        headers = {"Content-Type": MULTIPART_CONTENT} if form else {}
        try:
            answer = self.opener.open(urllib.request.Request(address, data, headers), timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.read()


@pytest.fixture
def paper(tmp_path, collected):
    """What stands in the paper, the addresses of its two servers, and who is told of it."""
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is missing")
    with ExitStack() as stack:
        database = stack.enter_context(postgresql.server(PROGRAMS))
        endpoint = stack.enter_context(buckets.server())
        office, searcher = stack.enter_context(post_office()), stack.enter_context(engine())
        buckets.emptied(endpoint)
        shared = {
            "DATABASE_URL": database,
            "SECRET_KEY": "the-same-on-every-server-0123456789-abcdefghijklmnop",
            "SITE_URL": "http://127.0.0.1:8000",
            "INDEXNOW_URLS": searcher.address,
            "EMAIL_URL": f"smtp://127.0.0.1:{office.port}",
            "PYTHONWARNINGS": "ignore",
        } | {f"MEDIA_S3_{name.upper()}": told for name, told in buckets.place(endpoint).items()}
        folders = [tmp_path / "first", tmp_path / "second"]
        for folder in folders:
            folder.mkdir()
            (folder / "static").symlink_to(collected)
        env = servers.environment(folders[0], 8000) | shared
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env, check=True)
        made = subprocess.run(
            [sys.executable, "-m", "tests.several"], env=env, check=True, stdout=subprocess.PIPE
        )
        running = [
            stack.enter_context(
                servers.gunicorn("newsstep.wsgi", folder, folder / "log", WORKERS=1, **shared)
            )
            for folder in folders
        ]
        first, second = (server.address for server in running)
        yield json.loads(made.stdout) | {"database": database}, first, second, office, searcher


def seen(look, within):
    """Return after how many seconds `look` was true."""
    began = time.monotonic()
    while not look():
        assert time.monotonic() - began < within, "never seen"
        time.sleep(0.05)
    return time.monotonic() - began


def beacon(server, article, agent):
    headers = HEADERS | {"origin": "http://127.0.0.1:8000", "user-agent": agent}
    headers |= {"content-type": "text/plain", "host": "127.0.0.1:8000"}
    request = urllib.request.Request(f"{server}/views/", str(article).encode(), headers)
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 204


def test_what_is_done_at_one_server_holds_at_the_other(paper):
    told, first, second, office, searcher = paper
    bora, reader = Browser(), Browser()
    # Who logs in at one is in at the other.
    bora.ask(f"{first}/admin/login/")
    login = {"username": "bora", "password": "비밀번호-1234", "next": "/admin/"}
    bora.ask(f"{first}/admin/login/", login)
    status, home = bora.ask(f"{second}/admin/")
    assert status == 200
    assert b'name="password"' not in home
    # A photo that one has received is sent by the other.
    file = SimpleUploadedFile("a.jpg", picture_bytes())
    status, answer = bora.ask(f"{first}/admin/articles/photo/upload/", {"file": file})
    assert status == 200, answer
    status, picture = reader.ask(second + json.loads(answer)["url"])
    assert (status, picture[:4], picture[8:12]) == (200, b"RIFF", b"WEBP")
    # What an editor takes away at one is gone from the kept pages of the other within a second.
    pages = [server + told["page"] for server in (first, second)]
    folder = told["folder"].encode()
    assert all(folder in reader.ask(page)[1] for page in pages)
    use = f"{first}/admin/articles/photo/{told['photo']}/use/"
    assert bora.ask(use, {"note": "초상권"})[0] == 200
    late = seen(lambda: all(folder not in reader.ask(page)[1] for page in pages), SOON)
    print(f"seen after {late:.2f} s")
    gone = [
        reader.ask(f"{server}/media/{told['folder']}/640.webp")[0] for server in (first, second)
    ]
    assert gone == [410, 410]
    # A reader is counted once wherever her beacons arrive.
    agent = HEADERS["user-agent"]
    for server in (first, second, first, second):
        beacon(server, told["article"], agent)
    beacon(second, told["article"], agent.replace("131", "132"))
    with psycopg.connect(told["database"], autocommit=True) as database:
        count = "SELECT coalesce(sum(count), 0) FROM articles_hourlyviews"
        seen(lambda: database.execute(count).fetchone()[0] == 2, NOTED)
    # Search engines and people are told once.
    assert [message["urlList"] for _path, _kind, message in searcher.told] == [
        ["http://127.0.0.1:8000" + told["page"]]
    ]
    assert len(office.mails) == 1
