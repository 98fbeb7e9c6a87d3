"""Search engines are told at once which pages have changed, by IndexNow."""

import os
import signal
import threading
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.db import connection
from django.utils import timezone

from articles.desk import workflow
from articles.exchange import indexnow
from articles.exchange.indexnow import message, sender
from articles.models import Article, Endpoint, Ping, Publication
from newsstep import rounds

from .engine import engine as running_engine
from .factories import make_article, make_public
from .threads import at_once

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def engine(db, settings):
    """A search engine that the paper tells what is new."""
    Publication(name="한빛지역신문", indexnow_key=KEY).save()
    with running_engine() as server:
        settings.INDEXNOW_URLS = [server.address]
        yield server


@pytest.fixture
def later(time_machine):
    """A way to let time pass and tell what is due then."""
    time_machine.move_to(timezone.now(), tick=False)

    def pass_by(span=2 * MINUTE):
        time_machine.shift(span)
        assert indexnow.send_due()

    return pass_by


def edit(article, editor, body):
    article = Article.objects.get(pk=article.pk)
    article.body = f"<p>{body}</p>"
    article.save()
    workflow.record_edit(article, editor)


# What is told


def test_whatever_readers_see_anew_is_told_once(engine, later, article, nari, bora):
    page = [[article.get_absolute_url()]]
    workflow.submit(article, nari)
    later()
    assert engine.heard() == []
    workflow.approve(article, bora)
    later()
    assert engine.told == [
        (
            "/indexnow",
            "application/json; charset=utf-8",
            {
                "host": "127.0.0.1",
                "key": KEY,
                "keyLocation": f"http://127.0.0.1:8000/{KEY}.txt",
                "urlList": [f"http://127.0.0.1:8000{article.get_absolute_url()}"],
            },
        )
    ]
    assert engine.heard() == page
    for change in (
        lambda: edit(article, bora, "고친 본문이다."),
        lambda: workflow.correct(article, bora, "correction", "3일을 4일로 바로잡습니다."),
        lambda: workflow.withdraw(article, bora, "사실 확인 중"),
        lambda: workflow.restore(article, bora, "확인했습니다"),
    ):
        change()
        later()
        assert engine.heard() == page
        later()
        assert engine.heard() == []
    copy = workflow.open_copy(article, nari)
    edit(copy, nari, "고친 본문이다. 수정본에 덧붙였다.")
    later()
    assert engine.heard() == []
    workflow.approve(copy, bora)
    later()
    assert engine.heard() == page
    assert not Ping.objects.filter(article=copy).exists()
    workflow.switch(article, bora, "in_latest", False)
    later()
    assert engine.heard() == []


def test_nothing_is_told_before_its_time(engine, later, article, bora):
    """Nor is a time that was moved, or taken back."""
    now = timezone.now()
    workflow.approve(article, bora, at=now + 60 * MINUTE)
    edit(article, bora, "더 고친 본문이다.")
    later(59 * MINUTE)
    workflow.approve(article, bora, at=now + 120 * MINUTE)
    later(2 * MINUTE)
    assert engine.heard() == []
    later(60 * MINUTE)
    assert engine.heard() == [[article.get_absolute_url()]]
    other = make_article()
    workflow.approve(other, bora, at=timezone.now() + 60 * MINUTE)
    workflow.withdraw(other, bora, "취소합니다")
    later(61 * MINUTE)
    assert engine.heard() == []
    assert Ping.objects.get(article=other).due_at is None
    workflow.restore(other, bora, "그래도 냅니다")
    later()
    assert engine.heard() == [[other.get_absolute_url()]]


def test_what_lost_its_time_unheard_waits_for_the_new_one(engine, later, article):
    make_public(article)
    draft = make_public()
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() + 60 * MINUTE)
    Article.objects.filter(pk=draft.pk).update(status="draft")
    later()
    assert engine.heard() == []
    later(60 * MINUTE)
    assert engine.heard() == [[article.get_absolute_url()]]
    assert not Ping.objects.filter(due_at__isnull=False).exists()


def test_of_an_article_one_message_a_minute_is_sent(engine, later, article, bora):
    make_public(article)
    later(timedelta())
    for number in range(3):
        edit(article, bora, f"{number}번째로 고친 본문이다.")
        later(timedelta(seconds=15))
    assert engine.heard() == [[article.get_absolute_url()]]
    later(timedelta(seconds=16))
    assert engine.heard() == [[article.get_absolute_url()]]


def test_many_articles_are_one_message_and_no_more_queries(
    engine, later, section, django_assert_num_queries, django_assert_max_num_queries, monkeypatch
):
    with django_assert_num_queries(1):
        assert indexnow.send_due()
    few = [make_public(section=section).get_absolute_url() for _ in range(3)]
    with django_assert_max_num_queries(20) as asked:
        later()
    assert engine.heard() == [few]
    many = [make_public(section=section).get_absolute_url() for _ in range(30)]
    with django_assert_num_queries(len(asked.captured_queries)):
        later()
    assert engine.heard() == [many]
    monkeypatch.setattr(sender, "BATCH", 2)
    more = [make_public(section=section).get_absolute_url() for _ in range(3)]
    later()
    later()
    assert engine.heard() == [more[:2], more[2:]]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it holds")
def test_what_is_due_is_found_by_its_index(engine):
    plan = Endpoint.objects.waiting(timezone.now()).explain()
    assert "USING INDEX ping_by_due_time (endpoint_id=? AND due_at<?)" in plan


def test_nothing_is_noted_while_it_is_off(
    settings, article, bora, section, django_assert_num_queries
):
    decision = make_public(section=section).decisions.get()
    with django_assert_num_queries(0):
        indexnow.note(decision)
    settings.INDEXNOW_URLS = ["http://127.0.0.1:9/indexnow"]
    workflow.approve(article, bora)
    assert not Ping.objects.exists()
    assert not indexnow.send_due()


def test_an_import_tells_nobody(engine, later, import_lines):
    line = {"headline": "옛 기사", "section": "사회", "body": "<p>글</p>", "id": 1}
    assert import_lines(line | {"published_at": timezone.now().isoformat()})[0] == 0
    assert Article.objects.public().count() == 1
    later()
    assert engine.heard() == []


# What search engines answer


@pytest.mark.parametrize("status", [500, 302, 403, 429])
def test_what_is_not_taken_is_told_again_at_growing_intervals(
    engine, later, article, status, caplog
):
    elsewhere = {"Location": f"http://127.0.0.1:{engine.server_port}/elsewhere"}
    engine.answers = [(status, elsewhere)] * 4
    make_public(article)
    heard = []
    for minute in range(20):
        later(MINUTE)
        heard += [minute for path, *_rest in engine.told if path == "/indexnow"]
        assert len(engine.told) == len(engine.heard())
    assert heard == [0, 1, 3, 7, 15]
    ping = Ping.objects.get()
    assert (ping.due_at, ping.tried_count, ping.answer) == (None, 5, 200)
    assert len(caplog.messages) == 4
    assert f"answered {status}" in caplog.messages[0]


def test_the_longest_pause_is_a_day_and_after_a_week_it_is_given_up(engine, later, article):
    engine.answers = [(503, {})] * 100
    make_public(article)
    for _ in range(24 * 8):
        later(60 * MINUTE)
    ping = Ping.objects.get()
    assert (ping.due_at, ping.is_given_up, ping.told_at) == (None, True, None)
    assert ping.tried_count == len(engine.told) == 18
    engine.answers = []
    edit(article, None, "다시 고친 본문이다.")
    later(24 * 60 * MINUTE)
    ping.refresh_from_db()
    assert (ping.answer, ping.is_given_up, ping.tried_count) == (200, False, 1)


@pytest.mark.parametrize("as_date", [True, False])
def test_an_engine_is_left_alone_as_long_as_it_asks_for(engine, later, article, as_date):
    until = timezone.now() + 122 * MINUTE
    asked = format_datetime(until, usegmt=False) if as_date else str(120 * 60)
    engine.answers = [(429, {"Retry-After": asked})]
    make_public(article)
    later()
    for minutes, messages in ((60, 1), (58, 1), (4, 2)):
        make_public()
        later(minutes * MINUTE)
        assert len(engine.told) == messages


@pytest.mark.parametrize(
    "header", ["", "soon", "-5", "²", "Mon, 32 Foo 2026", "Mon, 01 Jan 2001 00:00:00"]
)
def test_a_senseless_pause_is_none(header):
    assert message.pause(header, timezone.now()) == timedelta()


def test_who_does_not_answer_is_asked_again(engine, later, article, settings, monkeypatch):
    monkeypatch.setattr(message, "TIMEOUT", 0.1)
    released = threading.Event()
    engine.meanwhile = lambda: released.wait(5)
    make_public(article)
    later()
    released.set()
    engine.meanwhile = lambda: None
    settings.INDEXNOW_URLS = [engine.address, "http://127.0.0.1:9/"]
    make_public()
    later(10 * MINUTE)
    told = [(ping.endpoint.address, ping.answer) for ping in Ping.objects.order_by("pk")]
    refused = ("http://127.0.0.1:9/", 0)
    assert told == [(engine.address, 200), (engine.address, 200), refused]
    assert [len(pages) for pages in engine.heard()] == [1, 2]


def test_a_new_key_is_tried_at_once_and_no_key_forgets_what_waits(
    engine, later, article, client, dami
):
    engine.answers = [(403, {})] * 3
    make_public(article)
    for _ in range(3):
        later(10 * MINUTE)
    engine.heard()
    client.force_login(dami)
    address = "/admin/articles/publication/1/change/"
    assert "거절: 키 파일에서 키를 찾지 못함 (403)" in client.get(address).text
    form = client.get(address).context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if value not in (None, False)}
    answer = client.post(address, typed | {"make_indexnow_key": "on"})
    assert answer.status_code == 302
    key = Publication.current().indexnow_key
    assert len(key) == 32
    assert key != KEY
    later(MINUTE)
    assert [sent["key"] for _path, _kind, sent in engine.told] == [key]
    make_public()
    typed["version"] = client.get(address).context["adminform"].form.initial["version"]
    assert client.post(address, typed | {"indexnow_key": ""}).status_code == 302
    assert not indexnow.send_due()
    assert not Ping.objects.filter(due_at__isnull=False).exists()


# Several senders


@pytest.mark.django_db(transaction=True)
def test_of_senders_at_once_one_tells(engine, section):
    pages = [make_public(section=section).get_absolute_url() for _ in range(5)]
    at_once(4, indexnow.send_due)
    assert engine.heard() == [pages]
    endpoint, now = Endpoint.objects.get(), timezone.now()
    taken = [Endpoint.objects.take(endpoint, now, until=now + MINUTE) for _ in range(2)]
    assert taken == [True, False]


@pytest.mark.django_db(transaction=True)
def test_what_changes_on_the_way_is_told_once_more(engine, later, article, bora):
    """Sending holds no transaction, so the desk saves meanwhile."""
    make_public(article)

    def change():
        workflow.withdraw(Article.objects.get(pk=article.pk), bora, "사실 확인 중")
        connection.close()

    engine.meanwhile = change
    later(timedelta())
    engine.meanwhile = lambda: None
    assert Article.objects.get(pk=article.pk).status == "withdrawn"
    later()
    later()
    assert engine.heard() == [[article.get_absolute_url()]] * 2


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_sender_was_at_is_told_by_another(engine, later, article):
    make_public(article)
    is_told, released = threading.Event(), threading.Event()
    engine.meanwhile = lambda: is_told.set() or released.wait(5)
    connection.close()  # a child must not share it
    child = os.fork()
    if not child:
        indexnow.send_due()
        os._exit(0)
    assert is_told.wait(5)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    released.set()
    engine.meanwhile = lambda: None
    later(MINUTE)
    assert len(engine.heard()) == 1
    later()
    later()
    assert engine.heard() == [[article.get_absolute_url()]]


@pytest.mark.django_db(transaction=True)
def test_a_thread_tells_what_is_due_until_it_is_stopped(engine, article, monkeypatch, settings):
    monkeypatch.setattr(sender, "LOOK_EVERY", 0.05)
    make_public(article)
    stop, told = threading.Event(), threading.Event()
    engine.meanwhile = told.set
    thread = threading.Thread(target=rounds.go, args=["IndexNow", sender.look, stop])
    thread.start()
    assert told.wait(5)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert engine.heard() == [[article.get_absolute_url()]]
    settings.INDEXNOW_URLS = []
    before = threading.active_count()
    indexnow.start()
    assert threading.active_count() == before
