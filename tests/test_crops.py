"""A part of a photo becomes a photo of its own, and takes its place in the article."""

import io
import random

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from PIL import Image, ImageChops, ImageStat

from articles.desk import photo_use, photos
from articles.models import Article, Photo
from articles.pure import imaging

from .axe import violations
from .factories import make_photo, make_public, make_user
from .forms import untouched
from .newsroom import change, save

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SHAPES = {"as it is": 4 / 3, "3:2": 3 / 2, "4:3": 4 / 3, "1:1": 1, "16:9": 16 / 9, "3:4": 3 / 4}


def patchwork(width=480, height=360):
    """Return the bytes of a picture of patches, each of a colour that is known from its place."""
    colours = random.Random(1)
    small = Image.new("RGB", (width // 24, height // 24))
    small.putdata([tuple(colours.randbytes(3)) for _pixel in range(small.width * small.height)])
    file = io.BytesIO()
    small.resize((width, height), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()


def make_patchwork(user, **fields):
    photo, _new = photos.add(imaging.decode(patchwork()), user)
    Photo.objects.filter(pk=photo.pk).update(**fields)
    photo.refresh_from_db()
    return photo


def crop(client, photo, x, y, width, height):
    sent = {"x": x, "y": y, "width": width, "height": height}
    return client.post(f"/admin/articles/photo/{photo.pk}/crop/", sent)


def largest(photo):
    path = photo.path
    return Image.open(settings.MEDIA_ROOT / path.folder / f"{path.width}.webp").convert("RGB")


def difference(one, other):
    """Return how far two pictures of a size are from each other in brightness, from 0 to 255.

    Colours of the files that readers get are half as fine.
    """
    return ImageStat.Stat(ImageChops.difference(one.convert("L"), other.convert("L"))).mean[0]


def test_what_is_in_the_frame_is_the_new_photo_to_the_pixel(client, nari):
    photo = make_patchwork(nari)
    source = Image.open(io.BytesIO(patchwork()))
    client.force_login(nari)
    left, top, height = 13, 53, 256
    for shape, ratio in SHAPES.items():
        width = round(height * ratio)
        sent = crop(client, photo, left / 480, top / 360, width / 480, height / 360).json()
        part = Photo.objects.get(pk=sent["id"])
        assert sent["is_new"] == (shape != "4:3")  # as it is
        assert (part.width, part.height) == (width, height), shape
        # Where it was asked for, and not a pixel beside it.
        boxes = [(x, top, x + width, top + height) for x in (left - 1, left, left + 1)]
        before, there, after = (difference(largest(part), source.crop(box)) for box in boxes)
        assert there < 3, shape
        assert min(before, after) > there + 1.5, shape
        assert all(client.get(part.path.url(w)).status_code == 200 for w in part.path.widths)
        assert client.get(part.share_url).status_code == 200


def test_a_part_says_what_the_photo_says_and_the_photo_stays(client, nari):
    taken_at = timezone.now()
    words = {"caption": "개막식", "credit": "증평군 제공", "alt": "무대", "taken_at": taken_at}
    photo = make_patchwork(nari, focal_x=0.5, focal_y=0.3, **words)
    client.force_login(nari)
    part = Photo.objects.get(pk=crop(client, photo, 0.25, 0.25, 0.75, 0.5).json()["id"])
    assert {name: getattr(part, name) for name in words} == words
    assert (part.focal_x, part.focal_y) == (0.33, 0.1)
    beside = Photo.objects.get(pk=crop(client, photo, 0, 0.5, 0.5, 0.5).json()["id"])
    assert (beside.focal_x, beside.focal_y) == (0.5, 0.5)
    assert part.uploaded_by == nari
    assert (
        LogEntry.objects.earliest("pk").get_change_message()
        == f"{photo.pk}번 사진에서 잘라 냈습니다."
    )
    photo.refresh_from_db()
    assert (photo.width, photo.height, photo.caption) == (480, 360, "개막식")
    assert largest(photo).size == (480, 360)


def test_the_same_part_is_one_photo_and_tells_nothing_of_somebody_elses_story(client, nari, chan):
    photo = make_patchwork(chan, caption="모두의 설명", alt="모두의 대체글")
    make_public(photos=[photo])
    client.force_login(chan)
    first = crop(client, photo, 0, 0, 0.8, 0.8).json()
    Photo.objects.filter(pk=first["id"]).update(caption="감춘 설명")
    again = crop(client, photo, 0, 0, 0.8, 0.8).json()
    assert (again["id"], again["is_new"]) == (first["id"], False)
    client.force_login(nari)
    hers = crop(client, photo, 0, 0, 0.8, 0.8).json()
    assert hers["id"] == first["id"]
    assert (hers["caption"], hers["alt"]) == ("모두의 설명", "모두의 대체글")
    assert photos.of_receipt(nari, hers["receipt"]) == first["id"]
    assert Photo.objects.count() == 2


def test_who_may_not_upload_or_see_the_photo_does_not_crop_it(client, nari, chan, bora):
    photo = make_patchwork(nari)
    part = (0, 0, 0.5, 0.5)
    client.logout()
    assert crop(client, photo, *part).url.startswith("/admin/login/")
    for user, status in ((chan, 404), (make_user("halla"), 404), (bora, 200), (nari, 200)):
        client.force_login(user)
        assert crop(client, photo, *part).status_code == status
    make_public(photos=[photo])
    client.force_login(chan)
    assert crop(client, photo, *part).status_code == 200
    client.force_login(make_user("halla2"))
    assert crop(client, photo, *part).status_code == 403
    assert Photo.objects.count() == 2


def test_what_is_out_of_use_is_neither_cropped_nor_made_again_by_a_crop(client, nari, bora):
    photo = make_patchwork(nari)
    client.force_login(bora)
    sent = crop(client, photo, 0, 0, 0.5, 0.5).json()
    photo_use.withdraw(Photo.objects.get(pk=sent["id"]), bora, "초상권 요청")
    again = crop(client, photo, 0, 0, 0.5, 0.5)
    assert again.status_code == 422
    assert "초상권 요청" in again.json()["error"]
    photo_use.withdraw(photo, bora, "초상권 요청")
    assert crop(client, photo, 0, 0, 0.6, 0.6).status_code == 404
    assert Photo.objects.count() == 2


WRONG = {
    ("", "0", "0.5", "0.5"): "자르기 틀이 사진 안에 있지 않습니다",
    ("nan", "0", "0.5", "0.5"): "자르기 틀이 사진 안에 있지 않습니다",
    ("0.6", "0", "0.5", "0.5"): "자르기 틀이 사진 안에 있지 않습니다",
    ("-0.1", "0", "0.5", "0.5"): "자르기 틀이 사진 안에 있지 않습니다",
    ("0", "0", "0", "0.5"): "자르기 틀이 사진 안에 있지 않습니다",
    ("0", "0", "1", "1"): "자르기 틀이 사진 전체입니다",
    ("0", "0", "0.5", "0.2"): "100픽셀 이상이어야 합니다",
}


def test_a_frame_that_cannot_be_is_refused_in_plain_words(client, nari):
    photo = make_patchwork(nari)
    client.force_login(nari)
    for numbers, sentence in WRONG.items():
        answer = crop(client, photo, *numbers)
        assert answer.status_code == 422, numbers
        assert sentence in answer.json()["error"], numbers
    lost = make_photo(uploaded_by=nari)
    assert "이 사진의 파일이 없습니다" in crop(client, lost, 0, 0, 0.5, 0.5).json()["error"]
    assert set(Photo.objects.all()) == {photo, lost}


def test_a_caption_that_was_left_out_does_not_come_back_with_a_crop(client, article, nari):
    photo = make_patchwork(nari, caption="다른 기사의 말")
    row = article.article_photos.create(photo=photo, caption="")
    client.force_login(nari)
    part = crop(client, photo, 0, 0, 0.5, 0.5).json()
    sent = untouched(client, change(article)) | {"article_photos-0-photo": part["receipt"]}
    assert client.post(change(article), sent | {"_save": "저장"}).status_code == 302
    row.refresh_from_db()
    assert (row.photo_id, row.words.caption) == (part["id"], "")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_photo_is_cropped_by_keys_on_a_phone_and_takes_its_place_in_the_text(
    screen, site, article, nari
):
    photo = make_patchwork(nari, caption="개막식", focal_x=0.9, focal_y=0.9)
    other = make_photo(files=True, uploaded_by=nari)
    for place, one in enumerate((photo, other)):
        article.article_photos.create(photo=one, caption="이 기사의 말", position=place)
    figures = "".join(f'<figure><img src="{one.path.url(960)}"></figure>' for one in (photo, other))
    Article.objects.filter(pk=article.pk).update(body=f"<p>글</p>{figures}")
    screen.set_viewport_size({"width": 390, "height": 844})
    screen.goto(site + change(article))
    screen.click(".photo-row .photo-focus >> nth=0")
    screen.click(".focus-parts button >> nth=1")
    image = screen.locator(".crop-picture img")
    screen.wait_for_function("image => image.complete", arg=image.element_handle())
    assert violations(screen) == []
    frame = screen.locator(".crop-frame")
    assert screen.inner_text(".crop-size").startswith("480 × 320픽셀 · 너비가 640픽셀보다 작아")
    screen.check(".crop-shapes [value='1:1']")
    assert frame.get_attribute("aria-valuetext") == "왼쪽에서 25%, 위에서 0%"
    screen.fill(".crop-scale input", "50")
    assert screen.inner_text(".crop-size").startswith("180 × 180픽셀")
    frame.focus()
    for key in ("Shift+ArrowLeft", "ArrowUp"):
        screen.keyboard.press(key)
    screen.focus(".crop-cut")
    screen.keyboard.press("Enter")
    screen.locator("dialog[open]").wait_for(state="detached")
    assert "원래 사진은 보관함에" in screen.inner_text(".photo-status")
    part = Photo.objects.latest("pk")
    assert (part.width, part.height) == (180, 180)
    # The frame began at the right lower corner: its left and upper edge at 300 and 180 pixels.
    cut = Image.open(io.BytesIO(patchwork())).crop((252, 176, 432, 356))
    assert difference(largest(part), cut) < 3
    save(screen)
    rows = article.article_photos.all()
    assert [(row.photo, row.words.caption) for row in rows] == [
        (part, "이 기사의 말"),
        (other, "이 기사의 말"),
    ]
    article.refresh_from_db()
    assert part.path.folder in article.body
    assert photo.path.folder not in article.body
    assert other.path.folder in article.body
