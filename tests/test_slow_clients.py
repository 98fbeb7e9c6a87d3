"""Readers are answered while others send slowly: through nginx, through Caddy, and by gunicorn alone."""

import os
import select
import shutil
import socket
import sqlite3
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.bench import nginx, servers

from .test_deploy import DEPLOY, ask, needs

SENDERS = 12  # more than the paper has threads
WAITED_FOR = "0123456789abcdef0123456789abcdef"  # a session of the paper


@pytest.fixture
def start(tmp_path, archive, collected):
    """Start a paper with one worker of four threads; returns its port."""
    shutil.copytree(archive, tmp_path / "var")
    (tmp_path / "var" / "static").symlink_to(collected)
    with ExitStack() as stack:

        def start(application="newsstep.wsgi"):
            paper = (application, tmp_path / "var", tmp_path / "log")
            server = stack.enter_context(servers.gunicorn(*paper, WORKERS=1, THREADS=4))
            return int(server.address.rpartition(":")[2])

        yield start


@pytest.fixture
def paper(start):
    return start()


@pytest.fixture
def impatient(start):
    """The port of a paper that waits a second for a small form."""
    return start("tests.impatient:application")


@contextmanager
def behind_nginx(folder, paper):
    port, other = servers.free_port(), servers.free_port()
    sample = nginx.plain(nginx.sample(folder, folder / "var"), port, other, paper)
    path = nginx.write(folder, sample)
    log = folder / "nginx.log"
    with servers.Server(["nginx", "-e", str(log), "-c", str(path)], port, log, "/healthz"):
        yield port


@contextmanager
def behind_caddy(folder, paper):
    port = servers.free_port()
    sample = (DEPLOY / "Caddyfile").read_text()
    for written, meant in (
        ("{\n\tservers", "{\n\tadmin off\n\tservers"),
        ("news.example.com {", f"http://127.0.0.1:{port} {{"),
        ("/srv/newsstep/var", str(folder / "var")),
        ("127.0.0.1:8000", f"127.0.0.1:{paper}"),
    ):
        assert written in sample
        sample = sample.replace(written, meant)
    path = folder / "Caddyfile"
    path.write_text(sample)
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(path)]
    env = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with servers.Server(command, port, folder / "caddy.log", "/healthz", env):
        yield port


def post(path, length, *headers):
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {length}", *headers]
    return "\r\n".join([*lines, "Content-Type: application/x-www-form-urlencoded", "", "x"])


def photo(session):
    """Return the beginning of a large form of a browser that has the session."""
    cookies = f"Cookie: csrf={'a' * 32}; session={session}"
    return post("/admin/login/", 300_000, cookies)


SLOW = {
    "a beacon of one byte": post("/views/", 500),
    "a login of one byte": post("/admin/login/", 50_000),
    "half a header": "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: te",
}


ALONE = SLOW | {
    "a comment of one byte": post("/articles/1/comments/", 900),
    "a comment that is too large": post("/articles/1/comments/", 300_000),
    "a photo with a session of nobody": photo("f" * 32),
    "a login in pieces": post("/admin/login/", 0).replace(
        "Content-Length: 0", "Transfer-Encoding: chunked"
    ),
    "an empty line": "\r\n\r\n",
    "nothing": "",
}


@contextmanager
def slow_senders(port, *sent, count=SENDERS):
    """Open connections that begin requests and go on no more."""
    with ExitStack() as stack:
        connections = []
        for number in range(count):
            connection = socket.create_connection(("127.0.0.1", port))
            connections.append(stack.enter_context(connection))
            connection.sendall(sent[number % len(sent)].encode())
        time.sleep(0.5)
        yield connections


FRONTS = [
    pytest.param(behind_nginx, marks=needs("nginx"), id="nginx"),
    pytest.param(behind_caddy, marks=needs("caddy"), id="caddy"),
]


@pytest.mark.parametrize("front", FRONTS)
def test_readers_are_answered_while_others_send_slowly(tmp_path, paper, front):
    with front(tmp_path, paper) as port:
        took = {}
        for name, sent in SLOW.items():
            with slow_senders(port, sent):
                began = time.monotonic()
                assert [ask(port, path)[0] for path in ("/", "/latest/", "/admin/login/")] == [
                    200
                ] * 3
                took[name] = time.monotonic() - began
    assert max(took.values()) < 3, took


def test_a_thousand_slow_senders_keep_neither_readers_nor_forms_waiting(paper):
    """Without a server in front."""
    took = []
    with slow_senders(paper, *ALONE.values(), count=1000) as connections:
        for connection in connections[:200]:
            with suppress(OSError):  # some are refused already
                connection.sendall(b"y")  # one that trickles gains nothing
            began = time.monotonic()
            assert ask(paper, "/")[0] == 200
            took.append(time.monotonic() - began)
        assert [ask(paper, path)[0] for path in ("/latest/", "/admin/login/")] == [200] * 2
        assert in_two_parts(paper, "/views/") == b"204"
        assert in_two_parts(paper, "/admin/login/") == b"403"  # it comes from no page of ours
    assert sorted(took)[-10] < 0.2, sorted(took)[-10:]


def in_two_parts(port, path):
    """Return the status of a form whose last byte comes later than the others."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(post(path, 2).encode())
        time.sleep(0.3)
        connection.sendall(b"2")
        return connection.makefile("rb").readline().split()[1]


def test_whoever_is_too_slow_is_told_that_nothing_typed_is_lost(impatient):
    late = {}
    with slow_senders(impatient, *ALONE.values(), count=len(ALONE)) as connections:
        for name, connection in zip(ALONE, connections, strict=True):
            connection.settimeout(6)
            late[name] = connection.makefile("rb").read().decode()
    assert late.pop("nothing") == ""
    statuses = {name: answer[9:12] for name, answer in late.items()}
    assert statuses == {
        "a beacon of one byte": "408",
        "a login of one byte": "408",
        "half a header": "408",
        "a comment of one byte": "408",
        "a comment that is too large": "403",
        "a photo with a session of nobody": "403",
        "a login in pieces": "408",
        "an empty line": "400",
    }
    for name, answer in late.items():
        assert ("제때 도착하지 않았습니다" in answer) == (statuses[name] == "408"), name


def test_a_large_form_of_whoever_is_logged_in_is_waited_for(impatient, tmp_path):
    ends = timezone.now() + timedelta(days=1)
    with closing(sqlite3.connect(tmp_path / "var" / "newsstep.sqlite3")) as database, database:
        row = (WAITED_FOR, "", f"{ends:%Y-%m-%d %H:%M:%S}")
        database.execute("INSERT INTO django_session VALUES (?, ?, ?)", row)
    with slow_senders(impatient, photo(WAITED_FOR), count=3) as connections:
        time.sleep(1.5)
        answered, _, _ = select.select(connections, [], [], 0)
        assert answered == []
        assert ask(impatient, "/")[0] == 200
        for connection in connections:
            connection.sendall(b"x" * 299_999)
        lines = [connection.makefile("rb").readline() for connection in connections]
    assert [line.split()[1] for line in lines] == [b"403"] * 3
