"""What people are told comes by mail too, if they want it: sent by a real client to a real server."""

import os
import signal
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.desk import notices, workflow
from articles.exchange import mail
from articles.exchange.mail import sender
from articles.models import Mailbox, Notice
from articles.operation import health
from newsstep import rounds

from .factories import make_article
from .post_office import post_office
from .threads import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
Kind = Notice.Kind
MINUTE = timedelta(minutes=1)
ACCOUNT = "/admin/account/"


@pytest.fixture
def office(settings, nari, bora):
    """A mail server to which the paper sends; Nari and Bora have an address."""
    with post_office() as server:
        settings.EMAIL_URL = f"smtp://127.0.0.1:{server.port}"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.SITE_URL = "https://news.example.com"
        for user in (nari, bora):
            user.email = f"{user.username}@example.com"
            user.save()
        yield server


@pytest.fixture
def later(time_machine):
    """A way to let time pass and send what is due then."""
    time_machine.move_to(timezone.now(), tick=False)

    def pass_by(span=MINUTE):
        time_machine.shift(span)
        mail.send_due()

    return pass_by


def send_back(article, nari, bora, reason="숫자를 확인해 주십시오"):
    workflow.submit(article, nari)
    workflow.send_back(article, bora, reason)


# What comes


def test_a_mail_says_what_happened_by_whom_and_where(office, later, article, nari, bora, chan):
    send_back(article, nari, bora, "숫자 3을\r\nBcc: eve@example.com")
    later(timedelta(seconds=59))
    assert office.mails == []
    later(timedelta(seconds=1))
    [(to, sent)] = office.mails
    assert to == ["nari@example.com"]
    assert sent["Subject"].strip() == f"[newsstep] 기사가 반려됨: {article.headline}"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Bcc"] is None
    [notice] = nari.notices.all()
    assert sent["Message-ID"].endswith(f"-{notice.pk}@127.0.0.1>")
    lines = sent.get_content().splitlines()
    assert lines[:2] == ["기사가 반려됨", article.headline]
    assert lines[2].startswith("박보라 · 20")
    for line in ("숫자 3을", f"https://news.example.com/admin/notices/{notice.pk}/"):
        assert line in lines
    assert lines[-1] == "https://news.example.com/admin/account/"
    assert notice.seen_at is None
    later(60 * MINUTE)
    assert len(office.mails) == 1


def test_what_comes_within_a_minute_is_one_mail_without_what_was_seen(
    office, later, article, nari, bora, section
):
    waiting = [make_article(section=section, created_by=nari) for _ in range(3)]
    for each in waiting:
        workflow.submit(each, nari)
    notices.see(bora, article=waiting[0])
    later()
    [(to, subject, text)] = office.delivered()
    assert (to, subject) == (["bora@example.com"], "[newsstep] 알림 2건")
    assert waiting[0].headline not in text
    assert all(each.headline in text for each in waiting[1:])
    workflow.take_back(waiting[1], nari)
    workflow.submit(waiting[1], nari)
    workflow.take_back(waiting[1], nari)
    later()
    assert office.delivered() == []


def test_nobody_is_mailed_what_is_closed_to_them(office, later, article, nari, bora):
    workflow.submit(article, nari, "비밀로 해 주십시오")
    bora.groups.clear()
    later()
    [(_to, subject, text)] = office.delivered()
    for closed in (article.headline, "비밀로"):
        assert closed not in subject + text
    notices.tell(Kind.SENT_BACK, [nari], bora, article)
    nari.is_active = False
    nari.save()
    later()
    assert office.delivered() == []
    assert not Notice.objects.filter(mail_due_at__isnull=False).exists()


def test_without_mail_nothing_is_queued_and_no_thread_begins(settings, article, nari, bora):
    settings.EMAIL_URL = ""
    nari.email = "nari@example.com"
    nari.save()
    send_back(article, nari, bora)
    assert nari.notices.get().mail_due_at is None
    assert not Mailbox.objects.exists()
    before = threading.active_count()
    mail.start()
    assert threading.active_count() == before


# What one wants


def test_everybody_chooses_and_another_address_needs_the_password(
    office, later, client, article, nari, bora, told
):
    client.force_login(nari)
    page = client.get(ACCOUNT).text
    assert 'value="nari@example.com"' in page
    assert 'value="slot_runs_dry"' not in page  # editors only are told of it
    typed = {"action": "mail", "mail-email": "nari@home.example", "mail-kinds": ["changed"]}
    answer = client.post(ACCOUNT, typed)
    assert "다른 주소로 바꾸려면 비밀번호가 필요합니다." in answer.text
    assert 'value="nari@home.example"' in answer.text
    answer = client.post(ACCOUNT, typed | {"mail-password": "틀린-비밀번호"})
    nari.refresh_from_db()
    assert nari.email == "nari@example.com"
    answer = client.post(ACCOUNT, typed | {"mail-password": "비밀번호-1234"})
    assert answer.status_code == 302
    assert "mail address changed name='nari'" in told()
    assert set(notices.mailed_to(nari)) == {"changed", *("submitted", "slot_runs_dry")} | {
        "correction_due"
    }
    send_back(article, nari, bora)
    later()
    [mails] = [office.delivered()]
    assert [to for to, *_rest in mails] == []
    article.body = "<p>고친 본문이다.</p>"
    article.save()
    workflow.record_edit(article, bora)
    later()
    assert [to for to, *_rest in office.delivered()] == [["nari@home.example"]]
    assert client.post(ACCOUNT, typed | {"mail-kinds": ["nonsense"]}).status_code == 200


# What a mail server says


def test_who_is_not_there_is_given_up_at_once_and_told(
    office, later, client, article, nari, bora, dami, caplog
):
    office.nobody.add("nari@example.com")
    send_back(article, nari, bora)
    later()
    later(60 * MINUTE)
    assert office.delivered() == []
    assert caplog.text.count("Mail to nari: 550 5.1.1 no such person here") == 1
    for user, path in ((nari, ACCOUNT), (dami, f"/admin/articles/user/{nari.pk}/access/")):
        client.force_login(user)
        assert "550 5.1.1 no such person here" in client.get(path).text
    office.nobody.clear()
    notices.tell(Kind.SENT_BACK, [nari], bora, article)
    later()
    assert len(office.delivered()) == 1
    client.force_login(nari)
    assert "550" not in client.get(ACCOUNT).text


def test_a_server_that_is_away_is_asked_at_growing_intervals_until_it_is_back(
    office, later, article, nari, bora
):
    send_back(article, nari, bora)
    office.close()
    tries = []
    for minute in range(20):
        later()
        tries += [minute] * (Mailbox.objects.get(user=nari).tried_count > len(tries))
    assert tries == [0, 1, 3, 7, 15]
    for _ in range(5):
        later(15 * MINUTE)
    assert health.stuck_mails().endswith(": 1")
    office.open()
    office.answers = ["451 4.7.1 greylisted"]
    later(60 * MINUTE)
    assert office.delivered() == []
    later(60 * MINUTE)
    assert len(office.delivered()) == 1
    mailbox = Mailbox.objects.get(user=nari)
    assert (mailbox.answer, mailbox.tried_count) == ("", 0)
    assert health.stuck_mails() == ""


def test_after_two_days_it_is_given_up(office, later, article, nari, bora, caplog):
    office.answers = ["554 5.7.1 refused"] * 100
    send_back(article, nari, bora)
    for _ in range(9):
        later(6 * 60 * MINUTE)
    assert not Notice.objects.filter(mail_due_at__isnull=False).exists()
    assert "given up: 1" in caplog.text
    assert Mailbox.objects.get(user=nari).answer == "554 5.7.1 refused"


# Several senders


@pytest.mark.django_db(transaction=True)
def test_of_senders_at_once_one_sends(office, article, nari, bora):
    send_back(article, nari, bora)
    Notice.objects.filter(mail_due_at__isnull=False).update(mail_due_at=timezone.now())
    at_once(4, mail.send_due)
    assert len(office.delivered()) == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_sender_was_at_comes_once_more_by_the_same_number(
    office, later, article, nari, bora
):
    send_back(article, nari, bora)
    later(timedelta(seconds=30))
    Notice.objects.filter(mail_due_at__isnull=False).update(mail_due_at=timezone.now())
    is_sent, released = threading.Event(), threading.Event()
    office.meanwhile = lambda: is_sent.set() or released.wait(5)
    connection.close()  # a child must not share it
    child = os.fork()
    if not child:
        mail.send_due()
        os._exit(0)
    assert is_sent.wait(5)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    released.set()
    office.meanwhile = lambda: None
    later()
    assert len(office.mails) == 1
    later(2 * MINUTE)
    later(60 * MINUTE)
    first, second = [sent["Message-ID"] for _to, sent in office.mails]
    assert first == second


@pytest.mark.django_db(transaction=True)
def test_a_save_never_waits_for_mail_which_a_thread_sends(
    office, article, nari, bora, monkeypatch, time_machine
):
    monkeypatch.setattr(sender, "LOOK_EVERY", 0.05)
    time_machine.move_to(timezone.now() - 2 * MINUTE)
    send_back(article, nari, bora)
    assert office.mails == []
    time_machine.move_to(timezone.now() + 2 * MINUTE)
    stop, sent = threading.Event(), threading.Event()
    office.meanwhile = sent.set
    thread = threading.Thread(target=rounds.go, args=["Mail", sender.look, stop])
    thread.start()
    assert sent.wait(10)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert len(office.delivered()) == 1
