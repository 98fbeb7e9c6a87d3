"""Whoever is concerned asks for a correction: the desk keeps the days that the law gives (언론중재법 §15)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import watch, workflow
from articles.models import CorrectionRequest, Notice

from .factories import make_public

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = timedelta(days=1)


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2026-03-02T12:00:00+09:00", tick=False)
    return timezone.localdate()


@pytest.fixture
def live(today, article):
    return make_public(article)


def screen(article):
    return f"/admin/articles/article/{article.pk}/corrections/"


def note(client, article, received_on, **fields):
    typed = {
        "request-kind": "correction",
        "request-asked_by": "충북상가번영회",
        "request-received_on": str(received_on),
        "request-wants": "응답자의 비율은 68%가 아니라 69%입니다.",
    }
    asked = (
        {"action": "note"} | typed | {f"request-{name}": value for name, value in fields.items()}
    )
    return client.post(screen(article), asked, follow=True)


def answer(client, claim, state, **fields):
    asked = {"action": "answer", "request": claim.pk, "state": state} | fields
    return client.post(screen(claim.article), asked, follow=True)


def test_editors_are_told_the_day_before_it_is_due_and_when_it_is(
    client, live, nari, bora, dami, today, time_machine
):
    client.force_login(bora)
    page = note(client, live, today)
    assert "기한 2026-03-05" in page.text
    assert note(client, live, today).status_code == 200  # a second click
    claim = CorrectionRequest.objects.get()
    told = []
    for _ in range(5):
        for _ in range(2):
            watch.look()
        told.append([n.words for n in dami.notices.order_by("pk")])
        time_machine.shift(DAY)
    words = f"{claim.get_kind_display()} 청구 (충북상가번영회): 답해야 함, 기한 2026-03-05."
    assert [len(each) for each in told] == [0, 0, 1, 2, 2]
    assert told[-1] == [words, words]
    assert not nari.notices.filter(kind=Notice.Kind.CORRECTION_DUE).exists()
    home = client.get("/admin/").text
    assert "기한이 다가온 정정·반론 청구" in home
    assert f"{screen(live)}#requests" in home
    notice = dami.notices.first()
    client.force_login(dami)
    assert client.get(f"/admin/notices/{notice.pk}/").headers["Location"] == screen(live)
    answer(client, claim, "accepted")
    assert "기한 2026-03-09" in client.get(screen(live)).text
    assert "기한이 다가온" not in client.get("/admin/").text
    time_machine.shift(DAY)
    watch.look()
    assert dami.notices.count() == 3


def test_a_request_is_refused_with_a_reason_or_settled_by_a_correction(client, live, bora, today):
    client.force_login(bora)
    note(client, live, today)
    note(client, live, today, kind="reply", wants="반론을 실어 주십시오")
    reply, claim = CorrectionRequest.objects.all()
    assert "거부하는 이유를 써 주십시오." in answer(client, reply, "refused").text
    refused = answer(client, reply, "refused", reason="이미 실었습니다")
    assert "이미 실었습니다" in refused.text
    assert "먼저 바로잡습니다를 실은 다음" in answer(client, claim, "settled").text
    correction = workflow.correct(live, bora, "correction", "68%를 69%로 바로잡습니다.")
    other = workflow.correct(make_public(), bora, "correction", "다른 기사입니다.")
    answer(client, claim, "settled", correction=other.pk)
    claim.refresh_from_db()
    assert claim.state == "open"
    answer(client, claim, "settled", correction=correction.pk)
    claim.refresh_from_db()
    assert (claim.state, claim.correction, claim.answered_by) == ("settled", correction, bora)
    late = answer(client, claim, "refused", reason="늦었습니다").text
    assert "그사이 다른 사람이 이 청구를 처리했습니다." in late
    assert claim.due_on is None


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, live, bora, today):
    client.force_login(bora)
    for received_on, told in ((today + DAY, "아직 오지 않은 날입니다."), ("", "꼭 채워 주십시오.")):
        page = note(client, live, received_on, wants="<b>길게</b> 쓴 청구")
        assert told in page.text
        assert "&lt;b&gt;길게&lt;/b&gt; 쓴 청구" in page.text
        assert 'value="충북상가번영회"' in page.text
    assert not CorrectionRequest.objects.exists()


def test_readers_and_reporters_see_nothing_of_it(client, live, nari, bora, today):
    client.force_login(bora)
    note(client, live, today)
    client.force_login(nari)
    assert note(client, live, today, asked_by="몰래").status_code == 403
    assert client.get(screen(live)).status_code == 403
    client.logout()
    assert "충북상가번영회" not in client.get(live.get_absolute_url()).text
    assert CorrectionRequest.objects.count() == 1
