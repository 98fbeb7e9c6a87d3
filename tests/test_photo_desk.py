"""Photos at the desk: uploads one by one, the library's search, the focal point."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from articles.desk import photos
from articles.models import Article, Photo
from articles.pure import imaging

from .article_form import typed
from .factories import make_photo, make_public, make_user, picture_bytes
from .forms import untouched
from .newsroom import ADD, change

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/articles/photo/upload/"
CHOICES = "/admin/articles/photo/choices/"
KST = ZoneInfo("Asia/Seoul")


def upload(client, data, name="현장.jpg"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)})


def told_picture(**fields):
    exif = Image.Exif()
    exif[0x010E] = fields.get("caption", "시장 골목").encode()
    exif[0x013B] = fields.get("credit", "김나리").encode()
    exif.get_ifd(0x8769)[0x9003] = "2025:11:04 20:25:17"
    return picture_bytes(exif=exif)


def found(client, query, url=CHOICES):
    return [photo["caption"] for photo in client.get(url, {"q": query}).json()["photos"]]


# Uploading


def test_an_upload_answers_what_the_file_says(client, nari):
    client.force_login(nari)
    response = upload(client, told_picture())
    photo = Photo.objects.get()
    assert response.status_code == 200
    assert response.json() == {
        "id": photo.pk,
        "receipt": photos.receipt(photo, nari),
        "url": photo.path.url(960),
        "thumbnail": photo.path.url(320),
        "caption": "시장 골목",
        "credit": "김나리",
        "alt": "",
        "taken_at": "2025-11-04 20:25",
        "is_new": True,
    }
    assert photo.uploaded_by == nari


@pytest.mark.parametrize(
    "content",
    [
        b"<svg onload=alert(1)>",
        b"\xff\xd8\xff broken",
        b"",
        picture_bytes(format="BMP"),
        picture_bytes(300, 300)[:900],
    ],
)
def test_a_broken_file_is_refused_by_its_name_and_nothing_is_stored(client, nari, media, content):
    client.force_login(nari)
    response = upload(client, content, "그림.jpg")
    assert response.status_code == 422
    assert "그림.jpg" in response.json()["error"]
    assert not Photo.objects.exists()
    assert not media.exists()


def test_a_photo_is_added_on_the_screen_of_the_library(client, nari):
    client.force_login(nari)
    picture = SimpleUploadedFile("가.jpg", picture_bytes(), content_type="image/jpeg")
    form = {"upload": picture, "caption": "새 도서관", "credit": "", "alt": ""}
    answer = client.post("/admin/articles/photo/add/", form)
    assert answer.status_code == 302
    photo = Photo.objects.get()
    assert (photo.caption, photo.uploaded_by) == ("새 도서관", nari)


def test_an_upload_without_a_file_is_told_so(client, nari):
    client.force_login(nari)
    response = client.post(UPLOAD)
    assert response.status_code == 422
    assert set(response.json()) == {"error"}


def test_nobody_uploads_without_right_login_or_token(client, nari, media):
    assert upload(client, picture_bytes()).url.startswith("/admin/login/")
    client.force_login(make_user("halla"))
    assert upload(client, picture_bytes()).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(nari)
    assert upload(strict, picture_bytes()).status_code == 403
    client.force_login(nari)
    assert client.get(UPLOAD).status_code == 405
    assert not media.exists()


def test_the_same_bytes_are_one_photo_and_tell_nothing_of_somebody_elses_story(
    client, nari, chan, section
):
    data = told_picture(caption="파일 설명", credit="파일 출처")
    hidden, _new = photos.add(imaging.decode(data), chan)
    Photo.objects.update(caption="감춘 설명", credit="감춘 출처", alt="감춘 대체글")
    client.force_login(nari)
    response = upload(client, data)
    assert "감춘" not in response.text
    answer = response.json()
    assert (answer["id"], answer["is_new"]) == (hidden.pk, False)
    assert (answer["caption"], answer["credit"], answer["alt"]) == ("파일 설명", "파일 출처", "")
    row = {"photo": answer["receipt"], "caption": "", "position": 0}
    assert client.post(ADD, typed(section, photos=[row])).status_code == 302
    item = Article.objects.get().article_photos.get()
    assert (item.photo, item.caption) == (hidden, "")
    assert "감춘" not in client.get(change(item.article)).text


@pytest.mark.parametrize("forged", ["number", "other's receipt", "broken"])
def test_only_ones_own_receipt_opens_a_hidden_photo(client, nari, chan, section, forged):
    hidden = make_photo(uploaded_by=chan, caption="숨은설명")
    value = {
        "number": hidden.pk,
        "other's receipt": photos.receipt(hidden, chan),
        "broken": f"{hidden.pk}:broken",
    }[forged]
    client.force_login(nari)
    response = client.post(ADD, typed(section, photos=[{"photo": value, "position": 0}]))
    assert response.status_code == 200
    assert "숨은" not in response.text
    assert hidden.path.folder not in response.text
    assert not Article.objects.exists()


def test_a_hidden_photo_uploaded_again_survives_another_field_that_is_wrong(
    client, nari, chan, section
):
    data = picture_bytes()
    hidden, _new = photos.add(imaging.decode(data), chan)
    client.force_login(nari)
    row = {"upload": SimpleUploadedFile("현장.jpg", data), "caption": "설명", "position": 0}
    response = client.post(ADD, typed(section, photos=[row], headline="가" * 201))
    [form] = response.context["inline_admin_formsets"][0].formset.forms
    assert form.thumbnail == hidden.path.url(320)
    again = {"photo": form["photo"].value(), "caption": "설명", "position": 0}
    client.post(ADD, typed(section, photos=[again]))
    assert Article.objects.get().lead_photo == hidden


# Searching


@pytest.fixture
def library(nari):
    taken = datetime(2026, 11, 24, 0, 30, tzinfo=KST)
    rows = {
        "장터 아침": taken,
        "장터 저녁": datetime(2026, 11, 24, 23, 59, tzinfo=KST),
        "전날": datetime(2026, 11, 23, 23, 59, tzinfo=KST),
        "한 해 끝": datetime(2026, 12, 31, 12, tzinfo=KST),
        "2026-11-24 행사 포스터": None,
    }
    for caption, at in rows.items():
        photo = make_photo(uploaded_by=nari, caption=caption, credit="군 제공", taken_at=at)
        Photo.objects.filter(pk=photo.pk).update(uploaded_at=datetime(2020, 1, 31, 12, tzinfo=KST))


@pytest.mark.parametrize(
    ("query", "captions"),
    [
        ("2026-11-24", ["2026-11-24 행사 포스터", "장터 저녁", "장터 아침"]),
        ("2026.11.24", ["2026-11-24 행사 포스터", "장터 저녁", "장터 아침"]),
        ("2026.11.24.", ["2026-11-24 행사 포스터", "장터 저녁", "장터 아침"]),
        ("2026/11/23", ["전날"]),
        ("2026년11월24일", ["장터 저녁", "장터 아침"]),
        ("2026-12", ["한 해 끝"]),
        ("2026.11 장터", ["장터 저녁", "장터 아침"]),
        ("2026-11 저녁 제공", ["장터 저녁"]),
        ("2026-13", []),
        ("2026-11-31", []),
        ("0000-00-00", []),
        ("9999-12-31", []),
        ("2099-12-31", []),
    ],
)
def test_photos_are_found_by_day_month_and_words(client, nari, library, query, captions):
    client.force_login(nari)
    assert found(client, query) == captions
    listed = client.get("/admin/articles/photo/", {"q": query}).context["cl"].result_list
    assert sorted(photo.caption for photo in listed) == sorted(captions)


def test_a_date_also_finds_when_a_photo_was_uploaded(client, nari, library):
    client.force_login(nari)
    assert len(found(client, "2020-01-31")) == 5
    assert len(found(client, "2020-01")) == 5
    assert found(client, "2020-02") == []


def test_a_date_finds_nothing_that_is_somebody_elses(client, chan, library):
    client.force_login(chan)
    assert found(client, "2026-11-24") == []
    listed = client.get("/admin/articles/photo/", {"q": "2026-11-24"}).context["cl"].result_list
    assert list(listed) == []


# How one writes


def test_a_writer_chooses_the_plain_field_and_comes_back(client, nari, chan, article):
    client.force_login(nari)
    url = "/admin/writing/"
    data = {"plain": "1", "next": change(article), "user": chan.pk, "is_superuser": "1"}
    response = client.post(url, data)
    assert response.url == change(article)
    nari.refresh_from_db()
    chan.refresh_from_db()
    assert (nari.writes_plain_text, nari.is_superuser, chan.writes_plain_text) == (
        True,
        False,
        False,
    )
    assert "data-body-editor" not in client.get(change(article)).text
    client.post(url, {"plain": "0", "next": change(article)})
    assert "data-body-editor" in client.get(change(article)).text


@pytest.mark.parametrize(
    "away", ["", "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", "x"]
)
def test_the_way_back_is_never_out_of_the_paper(client, nari, away):
    client.force_login(nari)
    response = client.post("/admin/writing/", {"plain": "1", "next": away})
    assert response.url == "/admin/"


def test_a_visitor_and_a_link_change_nothing(client, nari):
    assert client.post("/admin/writing/", {"plain": "1"}).url.startswith("/admin/login/")
    client.force_login(nari)
    assert client.get("/admin/writing/").status_code == 405


def test_the_screen_says_which_texts_have_been_saved(client, nari, section):
    client.force_login(nari)
    token = "0123456789abcdef" * 2
    client.post(ADD, typed(section, headline="가" * 201, _kept=token))
    assert token not in client.get(ADD).text
    client.post(ADD, typed(section, _kept=token))
    assert token in client.get(ADD).text
    client.post(ADD, typed(section, _kept='"><script>'))
    assert client.session["saved_texts"] == [token]


# The focal point


def test_the_focal_point_is_shown_to_those_who_may_set_it(client, nari, chan):
    photo = make_photo(files=True, uploaded_by=nari)
    url = f"/admin/articles/photo/{photo.pk}/change/"
    client.force_login(nari)
    assert "focal-marker" in client.get(url).text
    client.post(url, untouched(client, url) | {"focal_x": "0.2", "focal_y": "0.9"})
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.2, 0.9)
    client.post(url, untouched(client, url) | {"focal_x": "1.2"})
    make_public(photos=[photo])
    client.force_login(chan)
    assert "focal-marker" not in client.get(url).text
    photo.refresh_from_db()
    assert photo.focal_x == 0.2
