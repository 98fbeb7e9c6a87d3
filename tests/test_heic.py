"""The photos of iPhones: HEIC, upright, in their colours, and as carefully as any other."""

import io
import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Photo
from articles.pure import imaging

BLUE, RED = (20, 40, 200), (200, 40, 20)


def half_blue(format, orientation=1):
    """Return a picture 400 wide and 300 high, blue above and red below, which a camera turned."""
    image = Image.new("RGB", (400, 300), RED)
    image.paste(BLUE, (0, 0, 400, 150))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "시장 골목".encode()
    exif[0x013B] = "김나리".encode("cp949")
    details = exif.get_ifd(0x8769)
    details[0x9003], details[0x9011] = "2026:11:24 08:20:30", "+09:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 38.0, 0.0)})
    # What turns a HEIC picture is no part of its EXIF; the encoder reads it from there.
    image.info["exif"] = exif.tobytes()
    file = io.BytesIO()
    image.save(file, format, exif=image.info["exif"], quality=95)
    return file.getvalue()


def corners(picture):
    """Return which of the corners are blue."""
    image = picture.image
    places = [(x, y) for y in (9, image.height - 9) for x in (9, image.width - 9)]
    return [image.getpixel(place)[2] > 128 for place in places]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_heic_photo_is_turned_once_as_the_camera_says(orientation):
    heic = imaging.decode(half_blue("HEIF", orientation))
    jpeg = imaging.decode(half_blue("JPEG", orientation))
    assert (heic.image.size, corners(heic)) == (jpeg.image.size, corners(jpeg))


def test_what_an_iphone_says_of_a_photo_is_read_and_not_served():
    picture = imaging.decode(half_blue("HEIF", 6))
    assert (picture.caption, picture.credit) == ("시장 골목", "김나리")
    assert picture.taken_at.isoformat() == "2026-11-24T08:20:30+09:00"
    assert not picture.image.getexif()


def test_of_several_pictures_the_one_is_taken_that_the_phone_shows():
    image = Image.new("RGB", (400, 300), RED)
    file = io.BytesIO()
    image.save(file, "HEIF", save_all=True, append_images=[Image.new("RGB", (200, 100), BLUE)])
    assert imaging.decode(file.getvalue()).image.size == (400, 300)
    file = io.BytesIO()
    image.save(
        file,
        "HEIF",
        save_all=True,
        append_images=[Image.new("RGB", (200, 100), BLUE)],
        primary_index=1,
    )
    assert imaging.decode(file.getvalue()).image.size == (200, 100)


def test_a_heic_that_is_cut_short_or_lies_is_refused_as_broken():
    data = half_blue("HEIF")
    sizes = data.index(b"ispe") + 8
    lying = data[:sizes] + struct.pack(">II", 64, 64) + data[sizes + 8 :]
    for wrong in (data[:20], data[:200], data[: len(data) // 2], data[:-9], lying):
        with pytest.raises(imaging.Unusable, match="broken"):
            imaging.decode(wrong)


def test_a_heic_of_too_many_pixels_is_refused_unread():
    data = half_blue("HEIF")
    sizes = data.index(b"ispe") + 8
    for size in ((8001, 8000), (20_001, 100)):
        bomb = data[:sizes] + struct.pack(">II", *size) + data[sizes + 8 :]
        with pytest.raises(imaging.Unusable, match="too_many_pixels"):
            imaging.decode(bomb)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["IMG_0042.HEIC", "사진", "photo.txt"])
@pytest.mark.parametrize("kind", ["", "image/heic", "application/octet-stream"])
def test_a_heic_is_taken_by_its_content_whatever_the_browser_calls_it(client, nari, name, kind):
    client.force_login(nari)
    file = SimpleUploadedFile(name, half_blue("HEIF"), content_type=kind)
    answer = client.post("/admin/articles/photo/upload/", {"file": file})
    assert answer.status_code == 200
    assert answer.json()["caption"] == "시장 골목"
    photo = Photo.objects.get()
    assert client.get(photo.path.url(320)).headers["Content-Type"] == "image/webp"


@pytest.mark.django_db
def test_a_refusal_names_heic_among_what_is_taken(client, nari):
    client.force_login(nari)
    file = SimpleUploadedFile("보도자료.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    answer = client.post("/admin/articles/photo/upload/", {"file": file})
    assert answer.status_code == 422
    assert "보도자료.hwp" in answer.json()["error"]
    assert "HEIC" in answer.json()["error"]
