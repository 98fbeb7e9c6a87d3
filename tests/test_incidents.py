"""Errors that the operator is told of: by a row each, and by mail once a kind and hour."""

import logging
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.db import DataError, OperationalError, connection
from django.db.models import Sum
from django.urls import path, re_path
from django.utils import timezone

from articles import views
from articles.models import Chore, Incident
from articles.operation import incidents, tidying
from newsstep import masking, noticed, urls

from .post_office import post_office

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "operator@news.example"


def broken(request, rest=""):
    raise LookupError(f"no such slot: {request.POST.get('text')!r}, {request.GET.get('text')}")


def full(request):
    raise OSError(28, "No space left on device")


urlpatterns = [
    path("broken/", broken),
    re_path(r"^broken/(?P<rest>[^?]+)", broken),
    path("full/", full),
    *urls.urlpatterns,
]
handler500 = views.server_error


@pytest.fixture
def office(settings):
    with post_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.ERROR_MAIL_TO = [ADDRESS]
        yield office


@pytest.fixture
def ask(client, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    logging.getLogger("django").propagate = True
    noticed.take()
    yield client.get
    noticed.take()


def test_the_operator_gets_one_mail_of_a_kind_an_hour_with_all_that_is_needed(ask, office):
    pages = [ask(f"/broken/?text={name}") for name in ("초고", "초고", "nari@news.example")]
    incidents.look()
    [(to, subject, text)] = office.delivered()
    [row] = Incident.objects.all()
    assert to == [ADDRESS]
    assert (row.kind, row.count, row.path) == ("error", 3, "GET /broken/")
    assert row.number in pages[-1].text
    assert row.number in subject
    assert "LookupError" in subject
    for told in (row.number, "GET /broken/", "test_incidents.py", "no such slot", "오류"):
        assert told in text + subject
    assert not [secret for secret in ("초고", "nari") if secret in text + row.detail]
    # Another worker sees the same within the hour.
    ask("/broken/")
    incidents.look()
    assert office.delivered() == []
    assert Incident.objects.get().count == 4
    Incident.objects.update(hour=row.hour - timedelta(hours=1))
    ask("/broken/")
    incidents.look()
    assert len(office.delivered()) == 1


def test_a_full_disk_is_a_kind_of_its_own_and_somebody_s_name_is_told(ask, office, nari, client):
    client.force_login(nari)
    ask("/full/")
    incidents.look()
    [(_to, subject, text)] = office.delivered()
    assert "디스크가 가득 찼습니다 (DISK FULL)" in subject
    assert "No space left" in text
    assert Incident.objects.get().kind == "failure"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            ValueError("invalid literal for int() with base 10: 'hunter2'"),
            "invalid literal for int…",
        ),
        (DataError("value too long\nDETAIL: Failing row contains (1, 초고)."), "value too long"),
        (
            RuntimeError("no slot for 초고 of nari@news.example, 01012345678"),
            "no slot for … of … …",
        ),
        (OSError(28, "No space left on device", "/srv/초고"), "No space left on device"),
    ],
)
def test_what_somebody_typed_is_in_no_mail(error, told):
    assert masking.without_data(error) == f"{type(error).__name__}: {told}"


def test_a_path_that_holds_a_line_of_its_own_adds_none_to_the_mail(ask, office):
    ask("/broken/a%0ASubject:%20x/")
    incidents.look()
    [(_to, _subject, text)] = office.delivered()
    [line] = [line for line in text.splitlines() if "Subject" in line]
    assert line.endswith("GET /broken/a%0ASubject:%20x/")


def test_a_flood_of_different_errors_is_a_few_mails_and_a_bounded_number_of_rows(office):
    for round_ in range(3):
        for number in range(100):
            noticed.notice(noticed.ERROR, f"kind {round_} {number}")
        incidents.look()
    incidents.look()
    assert Incident.objects.count() == incidents.MOST_KINDS + 1
    assert Incident.objects.aggregate(all=Sum("count")) == {"all": 300}
    assert Incident.objects.get(what=incidents.OTHERS).count == 300 - incidents.MOST_KINDS
    assert len(office.delivered()) == incidents.MOST_MAILS


def test_a_mail_server_that_is_away_is_asked_once_a_look_and_keeps_nobody_waiting(ask, office):
    office.close()
    try:
        for number in range(9):
            noticed.notice(noticed.ERROR, f"kind {number}")
        incidents.look()
        assert sorted(Incident.objects.values_list("tried_count", flat=True)) == [0] * 8 + [1]
        noticed.notice(noticed.ERROR, "another")
        posted = mock.Mock(wraps=incidents.post)
        away = mock.Mock(side_effect=OperationalError("disk full"))
        with mock.patch.object(incidents, "post", posted), connection.execute_wrapper(away):
            with pytest.raises(OperationalError):
                incidents.look()
            incidents.finish()  # a worker that ends waits for no mail server
        assert posted.call_count == 1
    finally:
        office.open()
    incidents.look()
    assert len(office.delivered()) == 9


def test_a_mail_server_that_refuses_is_asked_again_a_few_times_and_makes_no_error(
    ask, office, caplog
):
    office.answers, waits = ["451 later"] * 9, []
    ask("/broken/")
    for _ in range(7):
        incidents.look()
        due = list(Incident.objects.values_list("mail_due_at", flat=True))
        waits.extend(round((at - timezone.now()).total_seconds() / 60) for at in due if at)
        Incident.objects.filter(mail_due_at__isnull=False).update(mail_due_at=timezone.now())
    assert waits == [5, 20, 80, 320]
    row = Incident.objects.get()
    assert (row.mail_due_at, row.tried_count, row.count) == (None, incidents.MOST_TRIES, 1)
    assert len(office.answers) == 9 - incidents.MOST_TRIES
    assert [record for record in caplog.records if "Mail of an error" in record.message]
    assert noticed.take() == []


def test_where_nothing_can_be_written_the_mail_goes_all_the_same_once(ask, office):
    ask("/full/")
    away = mock.Mock(side_effect=OperationalError("disk full"))
    for _ in range(2):
        with connection.execute_wrapper(away), pytest.raises(OperationalError):
            incidents.look()
    assert len(office.delivered()) == 1
    ask("/full/")
    incidents.look()
    assert office.delivered() == []
    assert Incident.objects.get().count == 2


def test_a_worker_holds_so_many_kinds_and_no_more():
    noticed.take()
    for number in range(noticed.MOST + 10):
        noticed.notice(noticed.ERROR, f"kind {number}", detail="가" * 9000)
    taken = noticed.take()
    assert len(taken) == noticed.MOST
    assert {len(one.detail) for one in taken} == {noticed.LONGEST}


def test_without_an_address_errors_are_written_down_and_mailed_to_nobody(ask, mailoutbox):
    ask("/broken/")
    incidents.finish()
    assert Incident.objects.get().mail_due_at is None
    assert mailoutbox == []


def test_what_is_old_goes_once_a_day_by_one_of_all_workers():
    now = timezone.now()
    for days in (29, 31):
        at = now - timedelta(days=days)
        Incident.objects.create(kind="error", what="x", hour=at, last_at=at)
    for key, days in (("past", -1), ("open", 1)):
        Session.objects.create(pk=key, session_data="", expire_date=now + timedelta(days=days))
    tidying.look()
    assert Incident.objects.count() == 1
    assert [session.pk for session in Session.objects.all()] == ["open"]
    Session.objects.update(expire_date=now)
    tidying.look()  # another worker
    assert Session.objects.count() == 1
    Chore.objects.update(next_at=now)
    tidying.look()
    assert Session.objects.count() == 0
