"""Comments that come at the same moment, too many at once, or too many for the machine."""

import shutil
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk import comments as desk
from articles.desk.comments import limits, passwords
from articles.desk.refusals import Busy, TooMany
from articles.models import Comment, CommentCount, CommentRules

from .bench import flood, servers
from .factories import make_public
from .threads import at_once

OPEN = CommentRules(pk=1, policy="open")
HANI = desk.visitor("192.0.2.7", "Mozilla/5.0 (Hani)")


def write(article, text, who=HANI, now=None, rules=OPEN):
    """Return "new", "known", or why it was refused."""
    try:
        _comment, is_new = desk.write(article, desk.Typed("하니", text, "1234"), who, rules, now)
    except (TooMany, Busy) as refused:
        return type(refused).__name__
    return "new" if is_new else "known"


def visitor(number, address="192.0.2.7"):
    return desk.visitor(address, f"Mozilla/5.0 ({number})")


@pytest.mark.django_db(transaction=True)
def test_of_a_double_click_and_twenty_texts_at_once_one_is_stored():
    article, other, told = make_public(), make_public(), []
    at_once(8, lambda: told.append(write(article, "같은 글")))
    assert sorted(told) == ["known"] * 7 + ["new"]
    told.clear()
    dasom = desk.visitor("198.51.100.9", "Mozilla/5.0 (Dasom)")
    texts = iter(range(20))
    at_once(20, lambda: told.append(write(other, f"글 {next(texts)}", dasom)))
    assert told.count("new") == 1
    assert set(told) <= {"new", "TooMany", "Busy"}
    assert [Comment.objects.filter(article=where).count() for where in (article, other)] == [1, 1]
    assert CommentCount.objects.get(article=article).count == 1


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_five_of_a_network_are_stored():
    article, told, numbers = make_public(), [], iter(range(20))
    at_once(20, lambda: told.append(write(article, "글", visitor(next(numbers)))))
    assert Comment.objects.count() == told.count("new") <= limits.AT_ONCE


@pytest.mark.django_db
def test_a_school_behind_one_address_goes_on_all_day_and_a_robot_does_not():
    rules = CommentRules(policy="open", per_article=1)
    article, now = make_public(), timezone.now()
    told = [
        write(article, "글", visitor(number), now + timedelta(seconds=12 * number), rules)
        for number in range(limits.A_DAY)
    ]
    assert set(told) == {"new"}
    later = now + timedelta(hours=3)
    assert write(article, "글", visitor("one more"), later, rules) == "TooMany"
    assert write(make_public(), "글", visitor("one more"), later, rules) == "new"
    elsewhere = visitor("elsewhere", "192.0.2.8")
    assert write(article, "글", elsewhere, later, rules) == "new"


@pytest.mark.django_db
def test_what_is_refused_is_neither_written_nor_hashed(monkeypatch):
    article, now = make_public(), timezone.now()
    write(article, "하나", now=now)
    monkeypatch.setattr(passwords, "stored", None)
    with CaptureQueriesContext(connection) as asked:
        assert write(article, "둘", now=now) == "TooMany"
        assert write(article, "하나", now=now) == "known"
    assert len(asked) <= 6
    assert all(query["sql"].startswith("SELECT") for query in asked)


@pytest.mark.django_db
def test_deleted_comments_count_and_a_deleted_text_may_be_sent_again():
    article, now = make_public(), timezone.now()
    write(article, "하나", now=now)
    Comment.objects.update(state="deleted")
    assert write(article, "하나", now=now + timedelta(seconds=30)) == "TooMany"
    assert write(article, "하나", now=now + timedelta(seconds=61)) == "new"


@pytest.mark.django_db
def test_when_too_many_passwords_are_hashed_nothing_is_stored(monkeypatch):
    monkeypatch.setattr(passwords, "LONGEST", 0.01)
    for _ in range(passwords.AT_ONCE):
        passwords._turns.acquire()
    try:
        assert write(make_public(), "하나") == "Busy"
    finally:
        passwords._turns.release(passwords.AT_ONCE)
    assert Comment.objects.count() == 0


@pytest.mark.one_database
def test_a_flood_is_refused_with_its_texts_and_readers_are_answered(tmp_path, archive, collected):
    """At a paper that is served as it is in earnest."""
    shutil.copytree(archive, tmp_path / "var")
    (tmp_path / "var" / "static").symlink_to(collected)
    with servers.gunicorn("newsstep.wsgi", tmp_path / "var", tmp_path / "log") as server:
        facts = flood.fresh(tmp_path / "var")
        told = flood.Flood(server, facts, addresses=1, a_minute=None)
        readers = flood.Readers(server, facts)
        readers.read(1)  # or the first answers would be late for what a worker loads
        with told:
            times = readers.read(2)
    assert set(told.statuses) == {303, 429}
    assert told.statuses[303] == flood.stored(tmp_path / "var", facts["other"]) == limits.AT_ONCE
    assert told.lost == 0
    assert min(times["kept"]) < 500
    assert "locked" not in (tmp_path / "log").read_text()
