"""Somebody joins the newsroom: one form, and a link at which the first password is chosen."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from articles.desk import people
from articles.desk.refusals import NotAllowed, WrongState
from articles.models import Photo, Reporter, User

from .factories import make_reporter, picture_bytes
from .newsroom import ADD as ARTICLE
from .test_forgotten import mail, set_password  # noqa: F401
from .test_login import try_login

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADD = "/admin/articles/user/add/"
EUN = {
    "name": "남궁은",
    "username": "eun",
    "email": "eun@example.com",
    "role": "reporter",
    "is_public": "on",
    "title": "수습기자",
}
NEW = "새-비밀번호-열자-넘게"
LINK = r"http://127\.0\.0\.1:8000/admin/invitation/[^<\s]+"
GONE = "더는 쓸 수 없는 링크"


def add(client, dami, **fields):
    """Send the form as Dami and follow to where it leads; what is None is not sent."""
    client.force_login(dami)
    sent = {name: value for name, value in (EUN | fields).items() if value is not None}
    return client.post(ADD, sent, follow=True)


def link_in(page):
    [link] = re.findall(LINK, page)
    return link


def test_one_form_makes_the_account_its_role_and_the_public_author(client, dami, told):
    portrait = SimpleUploadedFile("eun.jpg", picture_bytes(), "image/jpeg")
    page = add(client, dami, upload=portrait)
    eun = User.objects.get(username="eun")
    assert (eun.last_name, eun.first_name, eun.email) == ("남궁", "은", "eun@example.com")
    assert (eun.is_staff, eun.is_superuser, eun.has_usable_password()) == (True, False, False)
    assert [group.name for group in eun.groups.all()] == ["기자"]
    assert (str(eun.reporter), eun.reporter.email) == ("남궁은 수습기자", "")
    assert eun.reporter.photo == Photo.objects.get()
    assert "남궁은 님을 편집국에 추가했습니다" in page.text
    assert "account made name='eun' by='dami' role='reporter'" in told()
    history = client.get(f"/admin/articles/user/{eun.pk}/history/").text
    assert "추가" in history
    assert ">남궁은<" in client.get("/admin/articles/user/").text


@pytest.mark.parametrize(
    ("role", "groups", "is_superuser"),
    [("reporter", ["기자"], False), ("editor", ["편집자"], False), ("publisher", [], True)],
)
def test_each_role_may_do_what_it_is_for(client, dami, role, groups, is_superuser):
    add(client, dami, role=role, is_public=None)
    eun = User.objects.get(username="eun")
    assert [group.name for group in eun.groups.all()] == groups
    assert eun.is_superuser == is_superuser
    assert not Reporter.objects.exists()
    client.force_login(eun)
    assert client.get(ARTICLE).status_code == 200
    assert client.get(ADD).status_code == (200 if is_superuser else 403)


def test_all_errors_come_at_once_and_nothing_typed_is_lost(client, dami, nari):
    portrait = SimpleUploadedFile("eun.jpg", picture_bytes(), "image/jpeg")
    wrong = {"name": " ", "username": "nari", "email": "eun@", "role": "chief", "upload": portrait}
    page = add(client, dami, **wrong)
    assert set(page.context["adminform"].form.errors) == {"name", "username", "email", "role"}
    assert 'value="수습기자"' in page.text
    assert "얼굴 사진을 받아 두었습니다" in page.text
    assert User.objects.count() == 2
    # The portrait need not be chosen again.
    [kept] = re.findall(r'name="photo" value="(\d+)"', page.text)
    add(client, dami, photo=kept)
    assert Reporter.objects.get(name="남궁은").photo_id == int(kept)


def test_what_is_no_picture_is_named_and_the_form_stays(client, dami):
    page = add(client, dami, upload=SimpleUploadedFile("eun.hwp", b"hwp", "image/jpeg"))
    assert "eun.hwp" in page.text
    assert not User.objects.filter(username="eun").exists()


def test_readers_see_the_mail_address_only_when_that_is_asked_for(client, dami):
    add(client, dami, shows_email="on")
    path = Reporter.objects.get().get_absolute_url()
    assert "eun@example.com" in client.get(path).text
    refused = add(client, dami, username="eun2", name="은", email="", shows_email="on")
    assert "독자에게 보일 전자우편 주소를 쓰십시오" in refused.text


def test_a_reporter_who_was_imported_gets_the_account_and_is_not_doubled(client, dami):
    known = make_reporter("남궁은", title="차장", email="old@example.com")
    asked = add(client, dami)
    assert "같은 이름의 기자가 이미 있습니다" in asked.text
    assert not User.objects.filter(username="eun").exists()
    add(client, dami, reporter=str(known.pk))
    author = Reporter.objects.get()
    assert (author.user.username, author.title) == ("eun", "수습기자")
    assert author.email == "old@example.com"


def test_somebody_else_of_the_same_name_is_another_reporter(client, dami):
    known = make_reporter("남궁은")
    add(client, dami, reporter="new")
    assert Reporter.objects.count() == 2
    # What was chosen for another name does not stand in the way.
    add(client, dami, name="이은", username="eun2", reporter=str(known.pk))
    assert Reporter.objects.get(name="이은").user.username == "eun2"


def test_the_link_sets_the_first_password_once_and_tells_nothing_of_the_account(client, dami):
    link = link_in(add(client, dami).text)
    assert not any(word in link for word in ("eun", "남궁"))
    stranger = Client()
    assert (
        stranger.get(link.replace("127.0.0.1:8000", "testserver"), follow=True).status_code == 200
    )
    assert set_password(link).url == "/admin/login/"
    assert try_login(Client(), "eun", NEW).status_code == 302
    assert GONE in set_password(link).text
    nobody = re.sub(r"invitation/\w+/", "invitation/OTk5OTk/", link)
    assert GONE in set_password(nobody).text


def test_a_weak_first_password_is_refused_with_the_reason(client, dami):
    path = link_in(add(client, dami).text).removeprefix("http://127.0.0.1:8000")
    eun = Client()
    form = eun.get(path, follow=True).redirect_chain[-1][0]
    refused = eun.post(form, {"new_password1": "newsstep12", "new_password2": "newsstep12"})
    assert "신문의 이름" in refused.text
    assert "아이디는 “eun”입니다" in refused.text


@pytest.mark.time_machine("2026-03-03T09:00:00+09:00")
@pytest.mark.parametrize(("days", "is_good"), [(6.9, True), (7.1, False)])
def test_the_link_is_good_for_seven_days(client, dami, time_machine, days, is_good):
    link = link_in(add(client, dami).text)
    time_machine.shift(timedelta(days=days))
    assert (set_password(link).status_code == 302) == is_good


def test_a_new_link_ends_the_one_before(client, dami, told):
    first = link_in(add(client, dami).text)
    path = f"/admin/articles/user/{User.objects.get(username='eun').pk}/access/"
    assert not re.findall(LINK, client.get(path).text)
    second = link_in(client.post(path, {"action": "link"}).text)
    assert "invitation made name='eun' by='dami'" in told()
    assert GONE in set_password(first).text
    assert set_password(second).status_code == 302


def test_a_new_link_takes_no_password_away_that_was_chosen_a_moment_ago(dami, nari):
    nari.set_unusable_password()
    nari.save()
    seen_by_the_publisher = User.objects.get(pk=nari.pk)
    nari.set_password("강나루 건너서 밀밭길")
    nari.save()
    with pytest.raises(WrongState):
        people.invite(seen_by_the_publisher, dami)
    nari.refresh_from_db()
    assert nari.check_password("강나루 건너서 밀밭길")


def test_a_link_of_an_account_that_is_closed_is_not_good(client, dami):
    link = link_in(add(client, dami).text)
    User.objects.filter(username="eun").update(is_active=False)
    assert GONE in set_password(link).text


@pytest.mark.django_db(transaction=True)
def test_the_link_is_mailed_where_there_is_mail(client, dami, mail):  # noqa: F811
    page = add(client, dami)
    [letter] = mail(1)
    assert (letter.to, letter.subject) == (["eun@example.com"], "편집국의 새 계정")
    assert "링크를 eun@example.com에 보냈습니다" in page.text
    assert link_in(page.text)
    assert set_password(link_in(letter.body)).status_code == 302


def test_nobodys_mailbox_is_filled_with_links(client, dami, mail):  # noqa: F811
    add(client, dami)
    path = f"/admin/articles/user/{User.objects.get(username='eun').pk}/access/"
    pages = [client.post(path, {"action": "link"}).text for _ in range(4)]
    assert len(mail(3)) == 3
    assert "뒤에 다시" in pages[-1]
    assert link_in(pages[-1])


def test_a_mail_that_cannot_be_sent_is_told_and_the_link_is_there(client, dami, mail, monkeypatch):  # noqa: F811
    def fail(*args):
        raise smtplib.SMTPServerDisconnected

    add(client, dami)
    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", fail)
    path = f"/admin/articles/user/{User.objects.get(username='eun').pk}/access/"
    page = client.post(path, {"action": "link"}).text
    assert "메일을 eun@example.com에 보내지 못했습니다" in page
    assert link_in(page)


def test_only_a_publisher_adds_people(client, nari, bora):
    for user in (nari, bora):
        client.force_login(user)
        assert client.post(ADD, EUN).status_code == 403
        with pytest.raises(NotAllowed):
            people.add(User(username="eun"), "publisher", user)
        with pytest.raises(NotAllowed):
            people.invite(nari, user)
    assert User.objects.count() == 2


def test_an_account_without_a_role_is_told_so(client, dami):
    client.force_login(User.objects.create_user("eun", is_staff=True))
    page = client.get("/admin/").text
    assert "아직 역할이 없어" in page
    assert "모든 기사" not in page


def test_accounts_are_narrowed_by_roles_that_there_are(client, dami, nari, bora):
    client.force_login(dami)
    page = client.get("/admin/articles/user/").text
    assert "?groups__id__exact=" in page
    assert "groups__isnull" not in page


def test_who_makes_the_first_publisher_is_told_where_to_log_in(capsys):
    call_command("createsuperuser", interactive=False, username="dami", email="dami@example.com")
    told = capsys.readouterr().out
    assert told == "발행인 계정을 만들었습니다. 로그인: http://127.0.0.1:8000/admin/\n"
    assert User.objects.get().is_superuser
