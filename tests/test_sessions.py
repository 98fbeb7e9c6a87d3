"""Where somebody is logged in, and how that ends."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from articles.desk.login import sessions
from articles.models import Login
from articles.pure import devices

from .test_login import ELSEWHERE, HOME, RIGHT, try_login

pytestmark = pytest.mark.django_db

ACCOUNT = "/admin/account/"
WHALE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Whale/4.29.282.14 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)


def logged_in(username, network=HOME, agent=WHALE):
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=network)
    assert try_login(client, username, RIGHT, network).status_code == 302
    return client


def is_open(client):
    return client.get("/admin/articles/article/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WHALE, "Whale · Windows"),
        (IPHONE, "Safari · iPhone"),
        (WHALE.replace("Whale/4.29.282.14", "Edg/130.0"), "Edge · Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Firefox · Linux",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_told_in_the_words_of_its_owner(agent, words):
    assert devices.name_of(agent) == words


def test_nari_sees_where_she_is_logged_in_and_nobody_elses(nari, chan):
    office, phone = logged_in("nari"), logged_in("nari", ELSEWHERE, IPHONE)
    logged_in("chan", "192.0.2.1")
    page = office.get(ACCOUNT).text
    for told_of in ("Whale · Windows", HOME, "Safari · iPhone", ELSEWHERE):
        assert told_of in page
    assert "192.0.2.1" not in page
    assert page.count("지금 여기") == 1
    # The key is as good as a password.
    keys = [client.session.session_key for client in (office, phone)]
    assert not any(key in page for key in keys)


def test_nari_ends_one_login_or_all_others(nari):
    office, phone, home = (logged_in("nari") for _ in range(3))
    [number] = {str(Login.objects.get(session=phone.session.session_key).pk)}
    office.post(ACCOUNT, {"action": "end", "login": number})
    assert [is_open(client) for client in (office, phone, home)] == [True, False, True]
    office.post(ACCOUNT, {"action": "end"})
    assert [is_open(client) for client in (office, phone, home)] == [True, False, False]


@pytest.mark.parametrize("number", ["{chan}", "9" * 5000, "x"])
def test_nobody_ends_the_login_of_somebody_else(nari, chan, number):
    mine, theirs = logged_in("nari"), logged_in("chan")
    number = number.format(chan=Login.objects.get(user=chan).pk)
    mine.post(ACCOUNT, {"action": "end", "login": number})
    assert is_open(mine)
    assert is_open(theirs)


def test_the_publisher_ends_all_logins_of_somebody(nari, dami, told):
    office, phone, publisher = logged_in("nari"), logged_in("nari"), logged_in("dami")
    path = f"/admin/articles/user/{nari.pk}/access/"
    assert publisher.get(path).text.count("Whale · Windows") == 2
    publisher.post(path, {"action": "end"})
    assert [is_open(client) for client in (office, phone, publisher)] == [False, False, True]
    assert "sessions ended name='nari' by='dami' count='2'" in told()


def test_another_password_ends_the_others_and_the_list_says_so(nari):
    office, phone = logged_in("nari"), logged_in("nari", ELSEWHERE, IPHONE)
    new = "새-비밀번호-열자-넘게"
    typed = {"old_password": RIGHT, "new_password1": new, "new_password2": new}
    changed = office.post("/admin/password_change/", typed, follow=True)
    assert "비밀번호를 바꿨습니다" in changed.text
    assert [is_open(client) for client in (office, phone)] == [True, False]
    page = office.get(ACCOUNT).text
    assert "iPhone" not in page
    assert page.count("Whale · Windows") == 1


def test_a_password_that_was_set_elsewhere_leaves_no_login_in_the_list(nari, dami):
    office, publisher = logged_in("nari"), logged_in("dami")
    nari.set_password("새-비밀번호-열자-넘게")
    nari.save()
    assert not is_open(office)
    assert "Whale" not in publisher.get(f"/admin/articles/user/{nari.pk}/access/").text


def test_logging_out_ends_it(nari):
    office = logged_in("nari")
    office.post("/admin/logout/")
    assert not Login.objects.exists()


def test_using_the_desk_writes_when_it_was_last_seen_only_now_and_then(
    nari, django_assert_num_queries, monkeypatch
):
    office = logged_in("nari")
    Login.objects.update(seen_at=timezone.now() - timedelta(hours=1), network="")
    office.get("/admin/articles/article/")
    assert Login.objects.get().seen_at < timezone.now() - timedelta(minutes=59)
    monkeypatch.setattr(sessions, "NOTED_EVERY", 0)
    office.get("/admin/articles/article/")
    login = Login.objects.get()
    assert login.seen_at > timezone.now() - timedelta(minutes=1)
    assert login.network == HOME


@pytest.mark.django_db(transaction=True)
def test_a_login_that_ends_while_a_page_is_made_stays_ended(nari):
    office = logged_in("nari")
    session = office.session
    Session.objects.all().delete()
    sessions._noted.clear()
    sessions.note(session, nari, HOME, WHALE)
    assert not is_open(office)


def test_what_has_expired_is_cleared_at_a_login(nari, chan):
    logged_in("nari")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    logged_in("chan")
    assert [login.user for login in Login.objects.all()] == [chan]
    assert Session.objects.count() == 1


def test_the_account_asks_as_many_queries_for_many_logins(nari, django_assert_max_num_queries):
    counts = []
    office = logged_in("nari")
    for number in (3, 12):
        while Login.objects.count() < number:
            logged_in("nari")
        with django_assert_max_num_queries(20) as asked:
            office.get(ACCOUNT)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


def test_the_end_of_a_login_needs_a_form_of_ours(nari):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(nari)
    assert strict.post(ACCOUNT, {"action": "end"}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(ACCOUNT).text)[1]
    ended = strict.post(ACCOUNT, {"action": "end", "csrfmiddlewaretoken": token})
    assert ended.status_code == 302
