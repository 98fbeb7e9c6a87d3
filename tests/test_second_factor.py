"""The second factor: a code of the phone after the password, and codes for when the phone is lost."""

import re
import time

import pytest
from django.core.management import CommandError, call_command

from articles.desk.login import guesses, second_factor
from articles.models import Guess, Publication, User

from .forms import untouched
from .newsroom import code_of
from .test_login import HOME, LOGIN, RIGHT, is_in, try_login

pytestmark = pytest.mark.django_db

SETUP = "/admin/account/second-factor/"
CODE = "/admin/login/code/"
ACCOUNT = "/admin/account/"


def set_up(client, password=RIGHT, code=None):
    """Switch the second factor on by the screen; returns the key and the answer."""
    page = client.get(SETUP).text
    offered = re.search(r'name="key" value="([^"]+)"', page)[1]
    key = second_factor.key_of(offered, page_owner(client))
    typed = {"key": offered, "code": code or code_of(key), "password": password}
    return key, client.post(SETUP, typed, REMOTE_ADDR=HOME)


def page_owner(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


def codes_on(response):
    return re.findall(r"<code>([a-z2-7]{4}-[a-z2-7]{4})</code>", response.text)


@pytest.fixture
def phone(nari):
    """The key in Nari's phone, after she switched the second factor on half a minute ago."""
    key = "11" * 20
    second_factor.switch_on(nari, key, code_of(key, later=-1), keep=None)
    return key


@pytest.fixture
def owing(client, phone):
    """A browser in which Nari's password was given and the code is owed."""
    response = try_login(client, "nari", RIGHT)
    assert response.url == CODE
    return client


def give(client, code, **headers):
    return client.post(CODE, {"code": code}, REMOTE_ADDR=HOME, **headers)


def test_nari_switches_it_on_with_her_phone_and_keeps_ten_codes(client, nari):
    client.force_login(nari)
    page = client.get(SETUP).text
    assert "<svg" in page
    phone, shown = set_up(client)
    assert len(set(codes_on(shown))) == 10
    assert "다시는 볼 수 없습니다" in shown.text
    assert codes_on(client.get(ACCOUNT)) == []
    assert client.get(ACCOUNT).text.count("복구 코드가 10개 남았습니다.") == 1
    client.logout()
    assert try_login(client, "nari", RIGHT).url == CODE
    assert not is_in(client)
    assert give(client, code_of(phone, later=1)).url == "/admin/"
    assert is_in(client)
    assert client.get("/admin/").status_code == 200


def test_what_the_picture_says_is_what_apps_read(nari):
    Publication(name="한빛: 신문").save()
    address = second_factor.address(nari, "00" * 20)
    assert address.startswith("otpauth://totp/%ED%95%9C%EB%B9%9B")
    assert f"secret={'A' * 32}&issuer=" in address


def test_it_is_not_on_before_a_code_shows_that_the_phone_has_the_key(client, nari):
    client.force_login(nari)
    _phone, refused = set_up(client, code="000000")
    assert "코드가 맞지 않습니다" in refused.text
    _phone, refused = set_up(client, password="남의-비밀번호")
    assert "비밀번호가 맞지 않습니다" in refused.text
    assert not second_factor.is_on(nari)


def test_a_key_that_was_offered_to_somebody_else_is_not_taken(client, nari, chan):
    client.force_login(nari)
    typed = {"key": second_factor.offer(chan), "code": "123456", "password": RIGHT}
    assert client.post(SETUP, typed).url == SETUP
    assert not second_factor.is_on(nari)


def test_nobody_is_in_with_the_password_alone(owing):
    assert not is_in(owing)
    assert owing.get("/admin/").status_code == 302
    assert owing.get("/admin/articles/article/").url.startswith(LOGIN)
    assert "여섯 자리" in owing.get(CODE).text


def test_without_the_password_no_code_is_taken(client, phone):
    assert client.get(CODE).url == LOGIN
    assert give(client, code_of(phone)).url == LOGIN
    assert not is_in(client)


def test_the_way_on_is_kept_and_leads_nowhere_else(client, nari, phone):
    for to, kept in (("/admin/articles/photo/", True), ("https://evil.example/", False)):
        typed = {"username": "nari", "password": RIGHT, "next": to}
        client.post(LOGIN, typed, REMOTE_ADDR=HOME)
        codes = second_factor.new_recovery_codes(nari)
        assert give(client, codes[0]).url == (to if kept else "/admin/")
        client.logout()


def test_a_code_is_good_once(client, owing, phone):
    code = code_of(phone)
    assert give(owing, code).url == "/admin/"
    owing.logout()
    try_login(owing, "nari", RIGHT)
    assert "코드가 맞지 않습니다" in give(owing, code).text
    assert not is_in(owing)


def test_a_recovery_code_is_good_once_however_it_is_typed(client, nari, owing):
    [first, *_rest] = second_factor.new_recovery_codes(nari)
    assert give(owing, f" {first.upper().replace('-', ' ')} ").url == "/admin/"
    assert "복구 코드가 9개" in owing.get(ACCOUNT).text
    owing.logout()
    try_login(owing, "nari", RIGHT)
    assert give(owing, first).status_code == 200
    assert not is_in(owing)


def test_codes_are_guessed_no_oftener_than_passwords(owing, phone):
    for _ in range(10):
        assert give(owing, "000000").status_code == 200
    refused = give(owing, code_of(phone))
    assert refused.status_code == 429
    assert "15분 뒤" in refused.text
    # To give the password again makes no room: only who is in begins anew.
    assert try_login(owing, "nari", RIGHT).status_code == 429
    assert not is_in(owing)


def test_codes_are_not_guessed_from_many_networks_either(client, phone):
    for number in range(20):
        network = f"198.51.100.{number}"
        try_login(client, "nari", RIGHT, network)
        assert client.post(CODE, {"code": "000000"}, REMOTE_ADDR=network).status_code == 200
    try_login(client, "nari", RIGHT)
    assert give(client, code_of(phone)).status_code == 429
    # A quarter of an hour later the owner gets in.
    Guess.objects.all().delete()
    assert give(client, code_of(phone)).status_code == 302


def test_what_is_owed_lapses_with_time_and_with_another_password(owing, phone, nari):
    session = owing.session
    session["pending_login"] |= {"until": time.time() - 1}
    session.save()
    assert give(owing, code_of(phone)).url == LOGIN
    try_login(owing, "nari", RIGHT)
    nari.set_password("다른-비밀번호-열자")
    nari.save()
    assert give(owing, code_of(phone)).url == LOGIN


def test_nari_switches_it_off_with_her_password(client, nari, phone):
    client.force_login(nari)
    typed = {"action": "off", "password": "틀린-것"}
    assert "비밀번호가 맞지 않습니다" in client.post(ACCOUNT, typed).text
    assert second_factor.is_on(nari)
    client.post(ACCOUNT, {"action": "off", "password": RIGHT})
    assert not second_factor.is_on(nari)
    client.logout()
    assert try_login(client, "nari", RIGHT).url == "/admin/"


def test_ones_own_password_is_not_guessed_there_either(client, nari, phone):
    client.force_login(nari)
    for action in ("off", "codes") * 5:
        client.post(ACCOUNT, {"action": action, "password": "틀린-것"}, REMOTE_ADDR=HOME)
    refused = client.post(ACCOUNT, {"action": "off", "password": RIGHT}, REMOTE_ADDR=HOME)
    assert (refused.status_code, "15분 뒤" in refused.text) == (429, True)
    assert set_up(client)[1].status_code == 429
    assert second_factor.is_on(nari)


def test_new_recovery_codes_take_the_place_of_the_old_ones(client, nari, phone):
    old = second_factor.new_recovery_codes(nari)
    client.force_login(nari)
    new = codes_on(client.post(ACCOUNT, {"action": "codes", "password": RIGHT}))
    assert len(new) == 10
    assert not second_factor.accepts(nari, old[0])
    assert second_factor.accepts(nari, new[0])


@pytest.mark.parametrize("role", ["reporters", "editors", "publishers"])
def test_whose_role_needs_it_sets_it_up_first_and_does_nothing_else(client, nari, bora, dami, role):
    who = {"reporters": nari, "editors": bora, "publishers": dami}
    Publication(**{f"{role}_need_codes": True}).save()
    for name, user in who.items():
        client.logout()
        try_login(client, user.username, RIGHT)
        for path in ("/admin/", "/admin/articles/article/add/", ACCOUNT, "/admin/password_change/"):
            response = client.get(path)
            sent = response.status_code == 302 and response.url == SETUP
            assert sent == (name == role), (name, path)
        posted = client.post("/admin/writing/", {"plain": "1"})
        assert (posted.url == SETUP) == (name == role)
    client.logout()
    try_login(client, who[role].username, RIGHT)
    assert "꼭 필요합니다" in client.get(SETUP).text
    assert client.post("/admin/logout/").status_code == 200
    try_login(client, who[role].username, RIGHT)
    set_up(client)
    assert client.get("/admin/").status_code == 200
    assert "끄기" not in client.get(ACCOUNT).text
    client.post(ACCOUNT, {"action": "off", "password": RIGHT})
    assert second_factor.is_on(who[role])


def test_whoever_is_logged_in_when_it_is_required_sets_it_up_too(client, nari):
    client.force_login(nari)
    assert client.get("/admin/").status_code == 200
    Publication(reporters_need_codes=True).save()
    assert client.get("/admin/").url == SETUP


def test_the_publisher_chooses_the_roles_in_the_publication(client, dami):
    Publication(name="한빛지역신문").save()
    client.force_login(dami)
    screen = "/admin/articles/publication/1/change/"
    assert "2단계 인증을 꼭 써야 하는 사람" in client.get(screen).text
    client.post(screen, untouched(client, screen) | {"editors_need_codes": "on"})
    assert Publication.current().editors_need_codes


def test_dami_helps_nari_who_has_lost_phone_and_codes(client, dami, nari, phone, told):
    client.force_login(dami)
    path = f"/admin/articles/user/{nari.pk}/access/"
    assert "켜져 있습니다" in client.get(path).text
    client.post(path, {"action": "reset"})
    assert not second_factor.is_on(nari)
    assert "second factor reset name='nari' by='dami'" in told()
    client.logout()
    assert try_login(client, "nari", RIGHT).url == "/admin/"


def test_the_publishers_own_is_reset_by_the_operator_only(client, dami, nari, phone, capsys):
    key = "22" * 20
    second_factor.switch_on(dami, key, code_of(key), keep=None)
    client.force_login(dami)
    path = f"/admin/articles/user/{dami.pk}/access/"
    assert client.post(path, {"action": "reset"}).status_code == 403
    assert second_factor.is_on(dami)
    call_command("reset_second_factor", "dami")
    assert not second_factor.is_on(dami)
    assert second_factor.is_on(nari)
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")


def test_the_log_tells_of_it_without_a_secret(client, nari, told):
    client.force_login(nari)
    set_up(client)
    client.post(ACCOUNT, {"action": "off", "password": RIGHT})
    lines = told()
    assert lines == [
        "second factor on name='nari'",
        "recovery codes made name='nari'",
        "second factor off name='nari'",
    ]
    assert guesses.AT_ACCOUNT.count == 10
