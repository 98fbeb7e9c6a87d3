"""Readers are answered while others send slowly: through nginx, through Caddy, and by gunicorn alone."""

import os
import re
import shutil
import socket
import time
from contextlib import ExitStack, contextmanager

import pytest

from tests.bench import nginx, servers

from .test_deploy import DEPLOY, ask, needs

SENDERS = 12  # more than the paper has threads


@pytest.fixture
def paper(tmp_path, archive, collected):
    """The port of a paper with one worker of four threads."""
    shutil.copytree(archive, tmp_path / "var")
    (tmp_path / "var" / "static").symlink_to(collected)
    with servers.gunicorn(
        "newsstep.wsgi", tmp_path / "var", tmp_path / "log", WORKERS=1, THREADS=4
    ) as server:
        yield int(server.address.rpartition(":")[2])


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


def post(path, length):
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\nx"
    )


SLOW = {
    "a beacon of one byte": post("/views/", 500),
    "a login of one byte": post("/admin/login/", 50_000),
    "half a header": "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: te",
}


@contextmanager
def slow_senders(port, sent):
    """Open connections that begin a request and go on no more."""
    with ExitStack() as stack:
        connections = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            for _ in range(SENDERS)
        ]
        for connection in connections:
            connection.sendall(sent.encode())
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


def test_a_slow_form_holds_a_thread_for_seconds_only(paper):
    """Without a server in front: the harm ends by itself."""
    for name in ("a beacon of one byte", "a login of one byte"):
        with slow_senders(paper, SLOW[name]) as connections:
            for connection in connections[:4]:
                connection.sendall(b"y")  # one that trickles gains nothing
            assert ask(paper, "/", timeout=40)[0] == 200
            first = connections[0].makefile("rb").readline()
        assert re.match(rb"HTTP/1.1 (408|403)", first), (name, first)


def test_a_form_that_comes_in_pieces_is_taken(paper):
    with socket.create_connection(("127.0.0.1", paper)) as connection:
        connection.sendall(post("/views/", 2).replace("\r\n\r\nx", "\r\n\r\n1").encode())
        time.sleep(1)
        connection.sendall(b"2")
        assert connection.makefile("rb").readline().startswith(b"HTTP/1.1 204")
