"""The way back for whoever has forgotten the password."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client

from articles.models import Guess, User

from .test_login import ELSEWHERE, HOME, RIGHT, guess, try_login
from .test_second_factor import CODE, phone  # noqa: F401

pytestmark = pytest.mark.django_db

FORGOTTEN = "/admin/password_reset/"
NEW = {"new_password1": "새-비밀번호-열자-넘게", "new_password2": "새-비밀번호-열자-넘게"}


@pytest.fixture
def mail(settings, mailoutbox):
    """What was sent, for a paper that sends mail."""
    settings.EMAIL_URL = "memorymail://"

    def sent(number):
        until = time.monotonic() + 20  # seconds: a machine that does other work sends late
        while len(mailoutbox) < number and time.monotonic() < until:
            time.sleep(0.01)
        return mailoutbox

    return sent


def ask(client, name, network=HOME):
    return client.post(FORGOTTEN, {"email": name}, REMOTE_ADDR=network)


def set_password(link, **headers):
    """Follow a link and set the new password; returns the last answer."""
    client = Client(**headers)
    path = link.removeprefix("http://127.0.0.1:8000")
    form = client.get(path, follow=True)
    if not form.redirect_chain:
        return form
    return client.post(form.redirect_chain[-1][0], NEW)


def test_the_login_leads_there(client):
    assert f'href="{FORGOTTEN}"' in client.get("/admin/login/").text


def test_without_mail_the_page_says_whom_to_ask(client, nari):
    page = client.get(FORGOTTEN)
    assert "발행인에게 부탁하십시오" in page.text
    assert "<form" not in page.text.split("content-main")[1]
    assert ask(client, "nari").url == FORGOTTEN


@pytest.mark.parametrize("name", ["nari", "Nari@Example.com"])
def test_a_link_comes_by_mail_and_sets_a_new_password_once(client, nari, mail, name):
    User.objects.filter(pk=nari.pk).update(email="nari@example.com")
    guess(client, "nari")
    assert ask(client, name).url == "/admin/password_reset/sent/"
    [letter] = mail(1)
    assert (letter.to, letter.subject) == (["nari@example.com"], "편집국의 새 비밀번호")
    [link] = re.findall(r"http://127\.0\.0\.1:8000/admin/\S+", letter.body)
    assert set_password(link, REMOTE_ADDR=HOME).url == "/admin/password_reset/done/"
    # What was guessed before is forgotten, too.
    assert try_login(client, "nari", NEW["new_password1"]).status_code == 302
    assert "더는 쓸 수 없는 링크" in set_password(link).text


def test_known_and_unknown_names_are_answered_alike(client, nari, mail):
    User.objects.filter(pk=nari.pk).update(email="nari@example.com")
    answers = [ask(client, name) for name in ("nari", "nobody", "nobody@example.com")]
    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    assert len(mail(1)) == 1
    # Whoever has no address, is out or may not enter gets none, and no other answer.
    User.objects.filter(pk=nari.pk).update(is_staff=False)
    assert ask(client, "nari").url == answers[0].url
    time.sleep(0.05)
    assert len(mail(1)) == 1


def test_nobodys_mailbox_is_filled(client, nari, mail):
    User.objects.filter(pk=nari.pk).update(email="nari@example.com")
    for number in range(3):
        assert ask(client, "nari", f"198.51.100.{number}").status_code == 302
    for name in ("nari", "NARI"):
        refused = ask(client, name)
        assert refused.status_code == 429
        assert "뒤에 다시" in refused.text
    assert len(mail(3)) == 3
    # And the login is open meanwhile.
    assert try_login(client, "nari", RIGHT).status_code == 302


def test_the_link_does_not_hold_what_the_request_says(client, nari, mail, settings):
    User.objects.filter(pk=nari.pk).update(email="nari@example.com")
    settings.ALLOWED_HOSTS = ["*"]
    client.post(FORGOTTEN, {"email": "nari"}, HTTP_HOST="evil.example")
    [letter] = mail(1)
    assert "evil" not in letter.body + letter.subject


def test_dami_makes_a_link_for_nari_and_does_not_learn_the_password(client, dami, nari, told):
    client.force_login(dami)
    path = f"/admin/articles/user/{nari.pk}/access/"
    assert "/password_reset/" not in client.get(path).text
    page = client.post(path, {"action": "link"}).text
    [link] = re.findall(r"http://127\.0\.0\.1:8000/admin/password_reset/[^<\s]+", page)
    assert "link for a password made name='nari' by='dami'" in told()
    assert set_password(link).status_code == 302
    assert "password set by link name='nari' network='127.0.0.1'" in told()
    assert "더는 쓸 수 없는 링크" in set_password(link).text
    assert try_login(Client(), "nari", NEW["new_password1"], ELSEWHERE).status_code == 302


@pytest.mark.time_machine("2026-03-03T09:00:00+09:00")
def test_a_link_is_good_for_a_day(client, dami, nari, time_machine):
    client.force_login(dami)
    page = client.post(f"/admin/articles/user/{nari.pk}/access/", {"action": "link"}).text
    [link] = re.findall(r"http://127\.0\.0\.1:8000/admin/password_reset/[^<\s]+", page)
    time_machine.shift(timedelta(hours=24, minutes=1))
    assert "더는 쓸 수 없는 링크" in set_password(link).text


def test_the_second_factor_is_asked_for_after_the_link_too(client, dami, nari, phone):  # noqa: F811
    client.force_login(dami)
    page = client.post(f"/admin/articles/user/{nari.pk}/access/", {"action": "link"}).text
    [link] = re.findall(r"http://127\.0\.0\.1:8000/admin/password_reset/[^<\s]+", page)
    set_password(link)
    assert try_login(Client(), "nari", NEW["new_password1"]).url == CODE


def test_a_weak_password_is_refused_with_the_reason(client, dami, nari):
    client.force_login(dami)
    page = client.post(f"/admin/articles/user/{nari.pk}/access/", {"action": "link"}).text
    [link] = re.findall(r"http://127\.0\.0\.1:8000(/admin/password_reset/[^<\s]+)", page)
    other = Client()
    form = other.get(link, follow=True).redirect_chain[-1][0]
    refused = other.post(form, {"new_password1": "newsstep12", "new_password2": "newsstep12"})
    assert "신문의 이름" in refused.text


def test_only_the_publisher_makes_links(client, nari, bora):
    client.force_login(bora)
    path = f"/admin/articles/user/{nari.pk}/access/"
    for action in ("link", "reset", "end"):
        assert client.post(path, {"action": action}).status_code == 403
    assert not Guess.objects.exists()
