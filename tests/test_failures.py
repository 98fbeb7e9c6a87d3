"""What the newsroom and readers are told while a disk is full or the database is locked or away."""

import errno
import logging
import re
import sqlite3
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection

from articles.operation.failures import failure_of
from newsstep.journal import Brief

from .factories import make_public, picture_bytes

ADD = "/admin/articles/article/add/"
UPLOAD = "/admin/articles/photo/upload/"
PAGE = {"accept": "text/html,*/*"}


def refusing(error, of=""):
    """Return a wrapper of statements that fails as the database does."""

    def wrapper(execute, sql, params, many, context):
        if of in sql:
            raise error
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def wrapped(text, code):
    """Return the error as Django wraps one of SQLite or, by its state, one of PostgreSQL."""
    cause = sqlite3.OperationalError(text)
    setattr(cause, "sqlite_errorname" if code.startswith("SQLITE") else "sqlstate", code)
    error = OperationalError(text)
    error.__cause__ = cause
    return error


FAILURES = {
    "DISK FULL": (507, "운영자에게 곧바로", wrapped("database or disk is full", "SQLITE_FULL")),
    "DATABASE LOCKED": (503, "다른 저장이", wrapped("database is locked", "SQLITE_BUSY")),
    "DATABASE AWAY": (503, "응답하지 않습니다", OperationalError("connection refused")),
}


@pytest.fixture
def journal(caplog):
    """The lines of the log as the console gets them."""

    class Lines(list):
        def __call__(self):
            return [line for record in caplog.records for line in self.lines_of(record)]

        def lines_of(self, record):
            brief.filter(record)
            return logging.Formatter("{message}", style="{").format(record).splitlines()

    brief = Brief()
    caplog.set_level(logging.ERROR)
    logging.getLogger("django").propagate = True
    return Lines()


@pytest.fixture
def at_the_desk(client, nari):
    client.force_login(nari)
    client.raise_request_exception = False
    return client


def full_disk(*_arguments, **_options):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.django_db
@pytest.mark.parametrize("name", FAILURES)
def test_nari_learns_that_her_text_was_not_saved_and_where_it_is(at_the_desk, journal, name):
    status, words, error = FAILURES[name]
    with refusing(error, of="INSERT"):
        answer = at_the_desk.post(
            ADD, {"headline": "새 도서관", "csrfmiddlewaretoken": "x"}, headers=PAGE
        )
    assert answer.status_code == status
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    for told in (
        "저장하지 못했습니다",
        words,
        "이 브라우저에 그대로",
        "뒤로 돌아가서",
        'href="/admin/"',
    ):
        assert told in answer.text
    [line] = journal()
    assert line.startswith(f"{name}: nari: POST {ADD}: OperationalError: ")


@pytest.mark.django_db
def test_a_screen_that_cannot_be_shown_says_so_and_not_that_something_was_lost(at_the_desk):
    with refusing(FAILURES["DATABASE AWAY"][2]):
        answer = at_the_desk.get("/admin/", headers=PAGE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "지금은 이 화면을 열 수 없습니다" in answer.text
    assert "저장하지" not in answer.text


@pytest.mark.django_db
def test_the_scripts_of_the_desk_are_told_in_words_that_they_can_show(at_the_desk, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full_disk)
        picture = SimpleUploadedFile("군청.jpg", picture_bytes(), "image/jpeg")
        answer = at_the_desk.post(UPLOAD, {"file": picture}, headers={"accept": "*/*"})
    assert answer.status_code == 507
    assert answer.json()["error"].startswith("저장하지 못했습니다. 서버의 디스크가 가득 차서")


@pytest.mark.django_db
def test_a_reader_is_asked_to_come_back_and_a_kept_page_stays(client, asked, article, journal):
    path = make_public(article).get_absolute_url()
    good = asked(path)
    client.raise_request_exception = False
    with refusing(FAILURES["DISK FULL"][2]):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert answer.headers["Cache-Control"] == "no-store"
        assert "편집국" not in answer.text
        assert asked(path) == good
    assert all(line.startswith("DISK FULL: a reader: GET /articles/") for line in journal())


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("disk I/O error", "SQLITE_IOERR_WRITE", "DISK FULL"),
        ("could not extend file", "53100", "DISK FULL"),
        ("deadlock detected", "40P01", "DATABASE LOCKED"),
        ("attempt to write a readonly database", "SQLITE_READONLY", "DISK READ-ONLY"),
        ("database disk image is malformed", "SQLITE_CORRUPT", "DATABASE DAMAGED"),
        ("no such column: title", "SQLITE_ERROR", "DATABASE NOT MIGRATED"),
        ("unable to open database file", "SQLITE_CANTOPEN", "DATABASE AWAY"),
        ("terminating connection", "57P01", "DATABASE AWAY"),
    ],
)
def test_a_failure_of_the_machine_has_its_name(text, code, name):
    assert failure_of(wrapped(text, code)).name == name


@pytest.mark.parametrize("error", [None, ValueError("x"), FileNotFoundError(2, "x")])
def test_a_fault_of_the_program_is_no_failure_of_the_machine(error):
    assert failure_of(error) is None


# Faults of the program


@contextmanager
def broken(monkeypatch):
    def fail(*_arguments, **_options):
        raise RuntimeError("two\nlines")

    with monkeypatch.context() as patched:
        patched.setattr("articles.desk.slots.top", fail)
        patched.setattr("articles.admin.home.home", fail)
        yield


@pytest.mark.django_db
def test_an_error_has_a_number_to_tell_on_the_telephone(client, at_the_desk, journal, monkeypatch):
    with broken(monkeypatch):
        answers = [client.get("/admin/", headers=PAGE) for _ in range(3)]
    numbers = [journal_number(answer.text) for answer in answers]
    assert {answer.status_code for answer in answers} == {500}
    assert all("운영자에게 이 번호를" in answer.text for answer in answers)
    lines = journal()
    heads = [line for line in lines if line.startswith("Error ")]
    assert heads == [
        f"Error {number}: nari: GET /admin/: RuntimeError: two lines" for number in numbers
    ]
    assert len(set(numbers)) == 3
    tracebacks = [line for line in lines if line.startswith("Traceback")]
    assert len(tracebacks) == 1, "the same traceback is told once a minute"


def journal_number(text):
    [number] = re.findall(r"\b\d{3}-\d{3}\b", text)
    return number


@pytest.mark.django_db
def test_a_reader_sees_the_number_too(client, journal, monkeypatch):
    client.raise_request_exception = False
    with broken(monkeypatch):
        answer = client.get("/")
    assert answer.status_code == 500
    assert journal()[0].startswith(f"Error {journal_number(answer.text)}: a reader: GET /: Runtime")


@pytest.mark.django_db
def test_a_strange_host_is_one_line_of_the_log(client, journal):
    answer = client.get("/latest/%0Ax", headers={"host": "evil.example"})
    assert answer.status_code == 400
    [line] = journal()
    assert line.startswith("Refused: a reader: GET /latest/%0Ax: DisallowedHost: Invalid HTTP_HOST")
