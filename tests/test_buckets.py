"""Photos that lie in a bucket of an S3 server, and how they get there and back."""

import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from PIL import Image

from articles.desk import crops, photo_use, photos
from articles.models import Article, Photo
from articles.operation import checks
from articles.pure import imaging, renditions, sweeping
from articles.pure.crops import Frame
from articles.pure.media import Away, Folder

from . import buckets
from .factories import make_article, make_photo, make_public, picture_bytes
from .test_admin import ADD, typed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CDN = "https://media.news.example/"
FILES = {"320.webp", "640.webp", "share-50-50.jpg"}


@pytest.fixture(scope="module")
def endpoint():
    with buckets.server() as address:
        yield address


@pytest.fixture
def bucket(endpoint, settings):
    """The bucket of a paper whose readers get photos from a CDN."""
    bucket = buckets.emptied(endpoint)
    lie_at(settings, endpoint)
    settings.MEDIA_URL = CDN
    return bucket


def lie_at(settings, endpoint, **changed):
    settings.MEDIA_S3 = buckets.place(endpoint, **changed)
    default = {"BACKEND": "articles.pure.media.bucket.Bucket", "OPTIONS": settings.MEDIA_S3}
    settings.STORAGES = settings.STORAGES | {"default": default}


def names(bucket, photo):
    return {file.name.rpartition("/")[2] for file in bucket.files(photo.path.folder)}


def upload(colour="red"):
    return SimpleUploadedFile("현장.jpg", picture_bytes(colour=colour), content_type="image/jpeg")


def test_a_photo_that_a_reporter_sends_lies_in_the_bucket_and_readers_get_it_there(
    client, nari, section, bucket, media
):
    client.force_login(nari)
    row = {"upload": upload(), "caption": "불이 난 시장", "position": 0}
    assert client.post(ADD, typed(section, photos=[row])).status_code == 302
    photo = Photo.objects.get()
    assert names(bucket, photo) == FILES
    assert not media.exists()
    article = Article.objects.get()
    article.body = f'<p>불이 났다.</p><figure><img src="{photo.path.address(960)}"></figure>'
    article.save()
    page = client.get(make_public(article).get_absolute_url()).text
    folder = CDN + photo.path.folder
    assert (
        f'src="{folder}/640.webp" srcset="{folder}/320.webp 320w, {folder}/640.webp 640w"' in page
    )
    assert f'content="{folder}/share-50-50.jpg"' in page
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert f"{folder}/640.webp" in json.dumps(told)
    assert '"/media/' not in page
    assert "http://127.0.0.1:8000https" not in page
    feed = client.get("/feeds/rss.xml").text
    assert f'<enclosure url="{folder}/640.webp"' in feed
    # What stands in feeds and bodies of others for years stays.
    answer = client.get(photo.path.address(320))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert Image.open(BytesIO(b"".join(answer))).size == (320, 240)


def test_an_object_says_what_it_is_and_that_it_never_changes(bucket):
    photo = make_photo(files=True)
    for name, kind in (("640.webp", "image/webp"), ("share-50-50.jpg", "image/jpeg")):
        told = bucket.client.head_object(Bucket="photos", Key=f"{photo.path.folder}/{name}")
        assert told["ContentType"] == kind
        assert told["CacheControl"] == "public, max-age=31536000, immutable"


def test_a_photo_is_cropped_focused_and_taken_out_of_use_there(
    client, bora, bucket, django_capture_on_commit_callbacks
):
    photo = make_photo(files=True)
    _picture, part, was_new = crops.crop(photo, Frame(0.25, 0.25, 0.5, 0.5), bora)
    assert was_new
    assert names(bucket, part) == {"320.webp", "share.jpg"}
    photo.focal_x = 0.1
    photos.refocus(photo)
    assert "share-10-50.jpg" in names(bucket, photo)
    with django_capture_on_commit_callbacks(execute=True):
        photo_use.withdraw(photo, bora, "초상권")
    assert names(bucket, photo) == set()
    assert names(bucket, part)
    assert client.get(photo.path.address(320)).status_code == 410


def test_an_export_with_photos_comes_into_the_bucket(section, bucket, tmp_path):
    (tmp_path / "a.jpg").write_bytes(picture_bytes())
    line = {
        "id": 1,
        "headline": "새 도서관",
        "body": "<p>열었다.</p>",
        "section": section.name,
        "published_at": "2020-01-01T09:00:00+09:00",
        "photos": [{"file": "a.jpg"}],
    }
    (tmp_path / "export.jsonl").write_text(json.dumps(line))
    call_command("import_articles", tmp_path / "export.jsonl", photos=tmp_path)
    assert names(bucket, Article.objects.get().lead_photo) == FILES


def test_objects_of_no_photo_are_swept_when_they_are_old(bucket, monkeypatch):
    kept = make_photo(files=True)
    picture = imaging.decode(picture_bytes())
    renditions.write(picture, bucket)
    assert photos.sweep(seconds=9) == 0
    monkeypatch.setattr(sweeping, "RESTS_FOR", -60)
    assert photos.sweep(seconds=9) == 3
    assert list(bucket.files(picture.path.folder)) == []
    assert names(bucket, kept) == FILES


def test_the_mark_of_the_paper_lies_there_too(client, dami, bucket):
    from articles.desk import marks

    digest = marks.receive(picture_bytes(512, 512, format="PNG"))
    assert marks.is_kept(digest)
    assert [file.name for file in bucket.files("marks")] == [f"marks/{digest}.png"]


def test_photos_move_into_the_bucket_and_back_and_what_is_missing_is_told(
    endpoint, settings, media, capsys
):
    bucket = buckets.emptied(endpoint)
    settings.MEDIA_S3 = buckets.place(endpoint)
    whole, lacks = make_photo(files=True), make_photo(files=True)
    gone = make_photo(files=True, withdrawn_at="2026-01-01T00:00:00Z")
    (media / lacks.path.folder / "320.webp").unlink()
    with pytest.raises(CommandError, match="1장"):
        call_command("move_media", "bucket")
    told = capsys.readouterr()
    assert "파일 5개를 복사" in told.out
    assert f"사진 {lacks.pk}번" in told.err
    assert names(bucket, whole) == FILES
    assert names(bucket, gone) == set()
    renditions.rewrite(lacks.path, 320, Folder(media))
    # What was cut off is written again, and the rest is left.
    bucket.put(f"{whole.path.folder}/320.webp", b"cut")
    call_command("move_media", "bucket")
    assert "2개를 복사" in capsys.readouterr().out
    same = len(bucket.open(f"{whole.path.folder}/640.webp").read()) * b"x"
    bucket.put(f"{whole.path.folder}/640.webp", same)
    call_command("move_media", "bucket", thoroughly=True)
    assert "1개를 복사" in capsys.readouterr().out
    before = {file.name: (media / file.name).read_bytes() for file in Folder(media).files("photos")}
    media.rename(media.with_name("old"))
    call_command("move_media", "folder")
    back = {file.name: (media / file.name).read_bytes() for file in Folder(media).files("photos")}
    assert back == {name: data for name, data in before.items() if gone.path.folder not in name}


@pytest.mark.parametrize("wrong", ["key", "bucket", "server"])
def test_what_stands_between_the_paper_and_its_photos_is_one_line(
    endpoint, bucket, settings, wrong, client, nari, section
):
    article = make_public(make_article(photos=[make_photo(files=True)]))
    if wrong == "server":
        lie_at(settings, "http://127.0.0.1:9")
    elif wrong == "bucket":
        lie_at(settings, endpoint, bucket="another")
    client.raise_request_exception = False
    client.force_login(nari)
    with buckets.locked(endpoint) if wrong == "key" else nullcontext():
        [warning] = checks.photos_can_be_kept(None)
        assert "\n" not in warning.msg
        assert {"key": "InvalidAccessKeyId", "bucket": "NoSuchBucket", "server": "connect"}[
            wrong
        ] in warning.msg
        row = {"upload": upload(), "position": 0}
        began = time.monotonic()
        answer = client.post(ADD, typed(section, headline="불이 났다", photos=[row]))
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert "사진 서버가 응답하지 않아" in answer.json()["error"]
        # Nobody waits for a server that is away, and readers go on reading.
        assert time.monotonic() - began < 3
        assert client.get(article.get_absolute_url()).status_code == 200
        assert client.get("/feeds/rss.xml").status_code == 200
        assert client.get(article.lead_photo.path.address(320)).status_code == 503
    assert not Article.objects.filter(headline="불이 났다").exists()


def test_a_removal_that_fails_is_told_to_the_log_and_made_good_by_the_sweep(
    endpoint, bucket, settings, bora, caplog, monkeypatch, django_capture_on_commit_callbacks
):
    photo = make_photo(files=True)
    lie_at(settings, "http://127.0.0.1:9")
    with django_capture_on_commit_callbacks(execute=True):
        photo_use.withdraw(photo, bora, "초상권")
    assert photo.path.folder in caplog.text
    # As at the start of the program.
    assert photos.sweep(seconds=9) == 0
    assert "newsstep: MEDIA_S3_BUCKET: photos: " in caplog.text
    lie_at(settings, endpoint)
    monkeypatch.setattr(sweeping, "RESTS_FOR", -60)
    photos.sweep(seconds=9)
    assert names(bucket, photo) == set()


def test_a_bucket_that_never_answers_holds_two_who_ask_and_no_more(settings, monkeypatch):
    monkeypatch.setattr("articles.pure.media.bucket.READ_WITHIN", 1)
    monkeypatch.setattr("articles.pure.media.bucket.SLOW_AFTER", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        lie_at(settings, "http://{}:{}".format(*silent.getsockname()))
        with ThreadPoolExecutor(6) as threads:
            first = [threads.submit(default_storage.exists, "photos/a.webp") for _ in range(2)]
            time.sleep(0.4)
            began = time.monotonic()
            with pytest.raises(Away):
                default_storage.exists("photos/a.webp")
            assert time.monotonic() - began < 0.1
            assert all(isinstance(answer.exception(), Away) for answer in first)
    assert default_storage.asking == {}


def test_what_is_no_picture_would_never_be_sent_as_a_page(bucket):
    for name in ("photos/x.html", "photos/x.svg", "photos/x.pdf", "photos/x"):
        bucket.put(name, b"<script>")
        told = bucket.client.head_object(Bucket="photos", Key=name)
        assert told["ContentType"] == "application/octet-stream"
