"""Where a photo is used, who deletes one that is not, and how one is taken out of use for good."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from articles.desk import photo_use, photos, workflow
from articles.desk.refusals import Incomplete, NotAllowed, WrongState
from articles.models import AppendOnly, Article, Page, Photo, PhotoDecision, Reporter
from articles.pure import imaging, renditions
from articles.pure.media import Folder

from .factories import make_article, make_photo, make_public, picture_bytes

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/articles/photo/upload/"
CHOICES = "/admin/articles/photo/choices/"
REASON = "사진에 나온 분이 내려 달라고 했습니다"


def screen(photo, end="change"):
    return f"/admin/articles/photo/{photo.pk}/{end}/"


def figure(photo):
    return f'<figure><img src="{photo.path.url(960)}" alt="장면"><figcaption>시장 골목의 오후</figcaption></figure>'


@pytest.fixture
def data():
    return picture_bytes(800, 600)


@pytest.fixture
def photo(data, nari, settings):
    photo, _new = photos.add(imaging.decode(data), nari)
    photo.caption = "시장 골목"
    photo.save()
    return photo


@pytest.fixture
def other(nari):
    return make_photo(files=True, uploaded_by=nari)


@pytest.fixture
def shown(photo, other, nari, section):
    """A public article that the photo leads and in whose text it stands, with another photo."""
    return make_public(
        section=section,
        created_by=nari,
        reporters=[nari.reporter],
        photos=[photo, other],
        body=f"<p>앞의 글</p>{figure(photo)}<p>뒤의 글</p>",
    )


def withdraw(client, photo, **typed):
    return client.post(screen(photo, "use"), {"note": REASON} | typed)


# Where it is used


def test_the_screen_says_where_a_photo_is_used(client, bora, nari, photo, shown):
    draft = make_article(headline="아직 쓰는 글", body=figure(photo), created_by=nari)
    nari.reporter.photo = photo
    nari.reporter.save()
    Page.objects.create(title="약관", slug="terms", body=figure(photo))
    make_article(headline="다른 글")
    client.force_login(bora)
    page = client.get(screen(photo))
    uses = page.context["uses"]
    assert [(a.pk, a.lists_photo, a.places_photo) for a in uses["articles"]] == [
        (draft.pk, True, True),
        (shown.pk, True, True),
    ]
    text = page.content.decode()
    for word in ("아직 쓰는 글", shown.headline, "작성 중", "김나리", "약관"):
        assert word in text
    assert "다른 글" not in text


def test_others_drafts_are_counted_and_not_named(client, nari, chan, photo):
    make_article(headline="찬의 비밀", body=figure(photo), created_by=chan)
    client.force_login(nari)
    page = client.get(screen(photo))
    assert page.context["uses"]["others"] == 1
    assert "찬의 비밀" not in page.content.decode()


# Deleting what nothing uses


@pytest.mark.parametrize("who", ["nari", "bora"])
def test_who_uploaded_a_photo_and_an_editor_delete_it_while_nothing_uses_it(
    client, request, photo, media, who, django_capture_on_commit_callbacks
):
    client.force_login(request.getfixturevalue(who))
    folder = media / photo.path.folder
    assert screen(photo, "delete") in client.get(screen(photo)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(screen(photo, "delete"), {"post": "yes"})
    assert not Photo.objects.exists()
    assert not folder.exists()
    assert LogEntry.objects.get().is_deletion()


@pytest.mark.parametrize("place", ["list", "text", "portrait", "page"])
def test_a_photo_that_is_used_is_not_deleted(client, dami, nari, media, photo, place):
    if place == "list":
        make_article(photos=[photo])
    elif place == "text":
        make_article(body=figure(photo))
    elif place == "portrait":
        Reporter.objects.filter(user=nari).update(photo=photo)
    else:
        Page.objects.create(title="약관", slug="terms", body=figure(photo))
    client.force_login(dami)
    client.post(screen(photo, "delete"), {"post": "yes"})
    assert Photo.objects.get() == photo
    assert (media / photo.path.folder / "320.webp").exists()
    with pytest.raises(WrongState):
        photo_use.delete(photo, dami)


def test_nobody_deletes_a_photo_of_somebody_else(client, chan, photo, other, shown):
    client.force_login(chan)
    client.post(screen(photo, "delete"), {"post": "yes"})
    with pytest.raises(NotAllowed):
        photo_use.delete(make_photo(), chan)
    assert Photo.objects.filter(pk=photo.pk).exists()


# Out of use


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["bora", "dami"])
def test_a_photo_out_of_use_is_gone_from_everywhere(
    client, asked, request, nari, photo, other, shown, media, who
):
    editor = request.getfixturevalue(who)
    nari.reporter.photo = photo
    nari.reporter.save()
    addresses = ["/", "/latest/", "/photos/", shown.get_absolute_url()]
    addresses += [nari.reporter.get_absolute_url(), shown.section.get_absolute_url()]
    digest = photo.path.digest
    assert all(digest.encode() in asked(address)["body"] for address in addresses)
    client.force_login(editor)
    assert withdraw(client, photo).status_code == 302
    assert not (media / photo.path.folder).exists()
    for url in (photo.path.url(320), photo.path.url(960), photo.share_url):
        assert client.get(url).status_code == 410
        assert client.get(url).headers["Cache-Control"] == "no-store"
    for address in addresses:
        assert digest.encode() not in asked(address)["body"], address
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "앞의 글" in page
    assert "뒤의 글" in page
    assert "시장 골목" not in page
    assert other.share_url in page
    shown.refresh_from_db()
    assert (shown.lead_photo, shown.revised_at) == (other, None)
    for user in (nari, editor):
        client.force_login(user)
        assert [one["id"] for one in client.get(CHOICES).json()["photos"]] == [other.pk]
    decision = PhotoDecision.objects.get()
    assert (decision.actor, decision.note, decision.action) == (editor, REASON, "withdraw")
    with pytest.raises(AppendOnly):
        decision.delete()


def test_an_article_goes_on_after_its_photo_is_gone(client, bora, nari, photo, shown):
    photo_use.withdraw(photo, bora, REASON)
    copy = workflow.open_copy(Article.objects.get(pk=shown.pk), nari)
    copy.body += "<p>새 글</p>"
    copy.save()
    workflow.record_edit(copy, nari)
    workflow.submit(copy, nari)
    workflow.approve(copy, bora, accepted=("credit", "rewrite"))
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "새 글" in page
    assert photo.path.digest not in page
    client.force_login(bora)
    form = client.get(f"/admin/articles/article/{shown.pk}/change/")
    assert form.status_code == 200


def test_a_reporter_takes_nothing_out_of_use(client, nari, photo, shown):
    client.force_login(nari)
    assert client.get(screen(photo, "use")).status_code == 403
    assert withdraw(client, photo).status_code == 403
    with pytest.raises(NotAllowed):
        photo_use.withdraw(photo, nari, REASON)
    assert not PhotoDecision.objects.exists()
    assert screen(photo, "use") not in client.get(screen(photo)).content.decode()


@pytest.mark.parametrize("note", ["", "  \n"])
def test_nothing_goes_without_a_reason(client, bora, photo, media, note):
    client.force_login(bora)
    assert withdraw(client, photo, note=note).status_code == 200
    with pytest.raises(Incomplete):
        photo_use.withdraw(photo, bora, note)
    assert (media / photo.path.folder).exists()
    assert Photo.objects.in_use().get() == photo


# The same file again


def upload(client, data):
    return client.post(UPLOAD, {"file": SimpleUploadedFile("다시.jpg", data)})


def test_the_same_file_is_refused_with_the_reason(client, bora, nari, section, photo, data, media):
    photo_use.withdraw(photo, bora, REASON)
    renditions.remove(photo.path, Folder(media))
    client.force_login(nari)
    answer = upload(client, data)
    assert answer.status_code == 422
    assert "다시.jpg" in answer.json()["error"]
    assert REASON in answer.json()["error"]
    assert not (media / photo.path.folder).exists()
    added = {"upload": SimpleUploadedFile("다시.jpg", data), "caption": "", "credit": "", "alt": ""}
    page = client.post("/admin/articles/photo/add/", added)
    assert REASON in page.content.decode()
    assert Photo.objects.count() == 1


def test_an_editor_takes_it_back_into_use_with_its_file(
    client, bora, nari, photo, other, shown, data, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        photo_use.withdraw(photo, bora, REASON)
    client.force_login(bora)
    assert client.get(screen(photo)).status_code == 200
    wrong = SimpleUploadedFile("다른.jpg", picture_bytes())
    refused = withdraw(client, photo, upload=wrong, note="동의를 받았습니다")
    assert "다른.jpg" in refused.content.decode()
    right = SimpleUploadedFile("다시.jpg", data)
    answer = withdraw(client, photo, upload=right, note="동의를 받았습니다")
    assert answer.status_code == 302
    page = client.get(shown.get_absolute_url()).content.decode()
    assert page.count(photo.path.url(960)) >= 1
    assert client.get(photo.path.url(320)).status_code == 200
    shown.refresh_from_db()
    assert shown.lead_photo == photo
    assert [decision.action for decision in photo.decisions.all()] == ["restore", "withdraw"]
    client.force_login(nari)
    assert upload(client, data).status_code == 200


def test_an_import_brings_back_no_photo_that_is_out_of_use(bora, photo, data, media, tmp_path):
    photo_use.withdraw(photo, bora, REASON)
    renditions.remove(photo.path, Folder(media))
    (tmp_path / "가.jpg").write_bytes(data)
    line = {
        "id": "1",
        "url": "https://old.example/1",
        "headline": "옛 기사",
        "body": "<p>옛 글</p>",
        "section": "사회",
        "published_at": "2020-01-02T03:04:05",
        "photos": [{"file": "가.jpg"}],
    }
    (tmp_path / "old.jsonl").write_text(json.dumps(line, ensure_ascii=False))
    call_command("import_articles", str(tmp_path / "old.jsonl"), photos=tmp_path)
    assert Article.objects.get(headline="옛 기사").lead_photo is None
    assert not (media / photo.path.folder).exists()


def test_two_editors_decide_once(bora, dami, photo):
    photo_use.withdraw(photo, bora, REASON)
    with pytest.raises(WrongState):
        photo_use.withdraw(photo, dami, REASON)
    assert PhotoDecision.objects.count() == 1


# What the files are asked for


def test_a_share_picture_that_nobody_has_made_is_made_when_it_is_asked_for(client, photo, media):
    made = media / photo.share_url.removeprefix("/media/")
    made.unlink()
    assert client.get(photo.share_url).headers["Content-Type"] == "image/jpeg"
    assert made.exists()
    elsewhere = photo.path.share_url(0.11, 0.12)
    assert client.get(elsewhere).status_code == 404
