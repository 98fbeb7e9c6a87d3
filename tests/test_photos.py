import io
from random import Random

import pytest
from PIL import Image

from articles.desk import photo_use, photos
from articles.models import Photo
from articles.pure import imaging, renditions
from articles.pure.media import Folder

from . import profiles
from .corpora import needs_corpora, png_files
from .factories import make_photo, picture_bytes


def exif_with_everything():
    exif = Image.Exif()
    exif[0x010E] = "시장 골목".encode()
    exif[0x013B] = "김나리".encode("cp949")
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2025:11:04 20:25:17"
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 38.0, 0.0), 3: "E", 4: (127.0, 29.0, 0.0)})
    return exif


def served(picture, media_root):
    folder = media_root / picture.path.folder
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_photo_is_served_in_every_width_up_to_its_own(tmp_path):
    picture = imaging.decode(picture_bytes(1000, 500))
    renditions.write(picture, Folder(tmp_path))
    assert picture.path.widths == [320, 640, 800, 960, 1000]
    files = served(picture, tmp_path)
    widths = ["1000.webp", "320.webp", "640.webp", "800.webp", "960.webp"]
    assert sorted(files) == [*widths, "share-50-50.jpg"]
    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in files.items()}
    assert sizes["640.webp"] == (640, 320)
    assert sizes["share-50-50.jpg"] == (1200, 630)


def test_nothing_that_the_camera_wrote_is_served_but_all_of_it_is_read(tmp_path):
    data = picture_bytes(400, 300, exif=exif_with_everything())
    picture = imaging.decode(data)
    assert (picture.caption, picture.credit) == ("시장 골목", "김나리")
    assert picture.taken_at.isoformat() == "2025-11-04T20:25:17+09:00"
    assert picture.image.size == (300, 400)
    renditions.write(picture, Folder(tmp_path))
    for content in served(picture, tmp_path).values():
        assert b"Exif" not in content
        assert b"http://ns.adobe.com" not in content
        assert not Image.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_caption_in_iptc_is_read_as_korean(encoding):
    caption = "똠방각하가 시장을 찾았다".encode(encoding)
    credit = "한빛군 제공".encode(encoding)
    records = b"".join(
        b"\x1c\x02" + bytes([kind]) + len(value).to_bytes(2, "big") + value
        for kind, value in ((120, caption), (110, credit))
    )
    block = b"8BIM\x04\x04\x00\x00" + len(records).to_bytes(4, "big") + records
    app13 = b"Photoshop 3.0\x00" + block + b"\x00" * (len(records) % 2)
    jpeg = picture_bytes()
    data = jpeg[:2] + b"\xff\xed" + (len(app13) + 2).to_bytes(2, "big") + app13 + jpeg[2:]
    picture = imaging.decode(data)
    assert (picture.caption, picture.credit) == ("똠방각하가 시장을 찾았다", "한빛군 제공")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF"])
def test_every_accepted_format_is_read(format):
    assert imaging.decode(picture_bytes(64, 48, format=format)).image.size == (64, 48)


def test_transparency_becomes_white():
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    assert imaging.decode(file.getvalue()).image.getpixel((5, 5)) == (255, 255, 255)


# Colours


def coloured(mode, colour, format, **options):
    """Return the bytes of a picture of one colour."""
    file = io.BytesIO()
    Image.new(mode, (400, 300), colour).save(file, format, **options)
    return file.getvalue()


def shown_colours(data, media_root):
    """Return the colours that readers see in the files of a picture, and what else these hold."""
    picture = imaging.decode(data)
    renditions.write(picture, Folder(media_root))
    colours = []
    for content in served(picture, media_root).values():
        with Image.open(io.BytesIO(content)) as image:
            assert image.info.keys().isdisjoint({"icc_profile", "exif", "xmp"})
            assert image.mode == "RGB"
            colours.append(image.getpixel((image.width // 2, image.height // 2)))
        assert not any(mark in content for mark in (b"ICC_PROFILE", b"ICCP", b"acsp"))
    assert len(colours) == 3
    return colours


def are_near(colours, expected, tolerance=4):
    """Return whether all colours are the expected one, but for what compression does to it."""
    return all(
        abs(channel - wanted) <= tolerance
        for colour in colours
        for channel, wanted in zip(colour, expected, strict=True)
    )


# The sRGB colours by the matrices of CSS Color 4 for these spaces, to a whole number.
WIDE_GAMUT = {
    "Display P3": (
        profiles.of_screen(*profiles.DISPLAY_P3),
        {
            (128, 128, 128): (128, 128, 128),
            (180, 90, 60): (193, 83, 51),
            (60, 150, 90): (0, 152, 83),
            (70, 90, 170): (65, 91, 176),
        },
    ),
    "Adobe RGB": (
        profiles.of_screen(*profiles.ADOBE_RGB),
        {
            (128, 128, 128): (129, 129, 129),
            (180, 90, 60): (205, 90, 56),
            (60, 150, 90): (0, 151, 86),
            (70, 90, 170): (57, 90, 174),
        },
    ),
}


@pytest.mark.parametrize("space", WIDE_GAMUT)
def test_a_picture_of_a_wide_gamut_is_shown_in_its_colours(tmp_path, space):
    profile, colours = WIDE_GAMUT[space]
    for colour, expected in colours.items():
        shown = shown_colours(coloured("RGB", colour, "PNG", icc_profile=profile), tmp_path)
        assert are_near(shown, expected), (colour, shown)


@pytest.mark.parametrize(
    ("mode", "format"),
    [
        *(("RGB", format) for format in ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")),
        *(("RGBA", format) for format in ("PNG", "WEBP", "AVIF", "HEIF")),
        ("P", "PNG"),
    ],
)
def test_a_wide_gamut_is_read_from_every_kind_of_picture(tmp_path, mode, format):
    """As the screenshots of a Mac are, which are transparent PNG in Display P3."""
    profile, _colours = WIDE_GAMUT["Display P3"]
    image = Image.new("RGB", (400, 300), (180, 90, 60))
    image = image.quantize(2) if mode == "P" else image.convert(mode)
    file = io.BytesIO()
    image.save(file, format, icc_profile=profile, quality=95)
    assert are_near(shown_colours(file.getvalue(), tmp_path), (193, 83, 51), tolerance=6)


def test_a_profile_does_not_colour_what_is_transparent(tmp_path):
    profile, _colours = WIDE_GAMUT["Display P3"]
    for mode, colour, options in (
        ("RGBA", (180, 90, 60, 0), {}),
        ("RGB", (180, 90, 60), {"transparency": (180, 90, 60)}),
    ):
        data = coloured(mode, colour, "PNG", icc_profile=profile, **options)
        assert are_near(shown_colours(data, tmp_path), (255, 255, 255))


def test_a_picture_for_the_press_is_shown_as_the_press_prints_it(tmp_path):
    press = profiles.of_press()
    for inks, on_screen, printed in (
        ((0, 0, 0, 0), (255, 255, 255), (255, 255, 255)),
        ((255, 0, 0, 0), (0, 255, 255), (0, 150, 218)),
        ((0, 255, 0, 0), (255, 0, 255), (216, 0, 121)),
        ((0, 0, 255, 0), (255, 255, 0), (247, 224, 0)),
        ((0, 0, 0, 255), (0, 0, 0), (36, 36, 36)),
    ):
        for options, expected in (({}, on_screen), ({"icc_profile": press}, printed)):
            data = coloured("CMYK", inks, "JPEG", quality=95, **options)
            shown = shown_colours(data, tmp_path)
            assert are_near(shown, expected, tolerance=6), (inks, shown)


@pytest.mark.parametrize("profile", [b"", b"nonsense", profiles.of_press(), b"\0" * 5000])
def test_a_profile_that_does_not_fit_changes_no_colour(tmp_path, profile):
    for format in ("PNG", "JPEG", "WEBP"):
        data = coloured("RGB", (180, 90, 60), format, icc_profile=profile, quality=95)
        assert are_near(shown_colours(data, tmp_path), (180, 90, 60), tolerance=6)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "wrong_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_type"),
        (b"%PDF-1.7", "wrong_type"),
        (b"\xff\xd8\xff\xe0 cut short", "broken"),
        (picture_bytes(format="BMP"), "wrong_type"),
        (picture_bytes(300, 300)[:900], "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (imaging.MAX_BYTES), "too_large"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_a_reason(data, reason):
    with pytest.raises(imaging.Unusable) as refusal:
        imaging.decode(data)
    assert refusal.value.reason == reason


def test_a_date_of_another_age_is_no_date():
    assert imaging.taken_at("0001:01:01 00:00:00") is None
    assert imaging.taken_at("9999:12:31 23:59:59") is None


def test_a_picture_that_costs_more_than_it_shows_is_refused():
    line = picture_bytes(1, 40_000, format="PNG")
    with pytest.raises(imaging.Unusable, match="too_many_pixels"):
        imaging.decode(line)
    scans = picture_bytes(format="JPEG", progressive=True)
    with pytest.raises(imaging.Unusable, match="broken"):
        imaging.decode(scans[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 101 + scans[-2:])


def test_a_picture_of_more_than_64_megapixels_is_refused_unread():
    bomb = picture_bytes(8001, 8000, format="PNG", compress_level=1)
    with pytest.raises(imaging.Unusable) as refusal:
        imaging.decode(bomb)
    assert refusal.value.reason == "too_many_pixels"


@needs_corpora
@pytest.mark.parametrize("path", png_files(), ids=lambda path: path.name)
def test_every_png_is_a_photo_or_a_clear_refusal(path, tmp_path):
    try:
        picture = imaging.decode(path.read_bytes())
    except imaging.Unusable as refusal:
        assert refusal.reason in imaging.Unusable.REASONS
    else:
        renditions.write(picture, Folder(tmp_path))
        assert (tmp_path / picture.path.folder / f"{picture.image.width}.webp").exists()


def test_a_film_behind_a_photo_changes_nothing():
    """Phones append one, and in six megabytes of anything every two bytes occur a hundred times."""
    jpeg = picture_bytes()
    film = b"MotionPhoto_Data\x00\x00\x00\x18ftypmp42" + Random(1).randbytes(8_000_000)
    assert film.count(b"\xff\xda") > imaging.MAX_SCANS
    assert imaging.decode(jpeg + film).image.size == (640, 480)
    second = picture_bytes(format="JPEG", progressive=True)
    assert imaging.scans(jpeg + second) == imaging.scans(jpeg) == 1
    assert imaging.scans(second) > 1


def test_the_full_size_of_a_phone_is_taken():
    picture = imaging.decode(picture_bytes(8192, 6144, colour=(90, 90, 90), quality=30))
    assert max(picture.image.size) <= imaging.MAX_SIDE


@pytest.mark.parametrize(
    ("value", "zone", "moment"),
    [
        ("2026:11:24 08:20:30", None, "2026-11-24T08:20:30+09:00"),
        ("2026:11:24 08:20:30", "+07:00", "2026-11-24T08:20:30+07:00"),
        ("2026:11:24 08:20:30", "", "2026-11-24T08:20:30+09:00"),
        ("2026:11:24 08:20:30", "Hanoi", "2026-11-24T08:20:30+09:00"),
        ("2026-11-24T10:20:30", None, "2026-11-24T10:20:30+09:00"),
        ("2026-11-24T10:20:30Z", "+07:00", "2026-11-24T10:20:30+00:00"),
        ("2026:11:24 08:20:30\0", None, "2026-11-24T08:20:30+09:00"),
        ("    :  :     :  :  ", None, None),
        (None, None, None),
    ],
)
def test_a_camera_tells_when_a_photo_was_taken_and_where_clocks_stood(value, zone, moment):
    at = imaging.taken_at(value, zone)
    assert (at and at.isoformat()) == moment


def test_the_zone_that_stands_beside_a_time_is_read():
    exif = Image.Exif()
    details = exif.get_ifd(0x8769)
    details[0x9003], details[0x9011] = "2026:11:24 08:20:30", "+07:00"
    picture = imaging.decode(picture_bytes(exif=exif))
    assert picture.taken_at.isoformat() == "2026-11-24T08:20:30+07:00"


def test_an_address_that_is_no_rendition_is_nothing():
    picture = imaging.decode(picture_bytes())
    url = picture.path.url(320)
    assert imaging.parse_path(url) == picture.path
    for wrong in (
        f"https://elsewhere.example{url}",
        url + "x",
        url.replace("/media/", "/media/../"),
    ):
        assert imaging.parse_path(wrong) is None


@pytest.mark.django_db
def test_the_same_picture_is_stored_once(nari, bora):
    data = picture_bytes()
    first, was_new = photos.add(imaging.decode(data), nari)
    second, is_new = photos.add(imaging.decode(data), bora)
    assert (first, was_new, is_new) == (second, True, False)
    assert Photo.objects.get().uploaded_by == nari


@pytest.mark.django_db
def test_another_focal_point_is_another_share_picture(media):
    photo = make_photo(files=True)
    before = photo.share_url
    photo.focal_x, photo.focal_y = 0.1, 0.9
    photos.refocus(photo)
    assert photo.share_url != before
    assert (media / photo.share_url.removeprefix("/media/")).exists()


@pytest.mark.django_db
def test_a_width_that_came_after_a_photo_is_made_when_somebody_asks_for_it(client, media, bora):
    photo, _new = photos.add(imaging.decode(picture_bytes(1000, 500)), None)
    folder = media / photo.path.folder
    late = folder / "800.webp"
    late.unlink()
    data = b"".join(client.get(photo.path.url(800)))
    assert Image.open(io.BytesIO(data)).size == (800, 400)
    assert late.read_bytes() == data
    before = sorted(folder.iterdir())
    others = photo.path.url(800).replace("800.webp", "777.webp"), photo.path.share_url(0.1, 0.2)
    assert [client.get(url).status_code for url in others] == [404, 404]
    assert sorted(folder.iterdir()) == before
    for name in ("800.webp", "1000.webp"):
        (folder / name).unlink()
    assert client.get(photo.path.url(800)).status_code == 404
    photo_use.withdraw(photo, bora, "이유")
    assert client.get(photo.path.url(800)).status_code == 410
    assert not late.exists()


@pytest.mark.django_db
def test_media_files_come_with_their_own_policy(client):
    photo = make_photo(files=True)
    response = client.get(photo.path.url(320))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" in response.headers["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["photos/../secret_key", "photos/ab/x.svg", "photos/.hidden", "newsstep.sqlite3"]
)
def test_nothing_but_renditions_is_served(client, path):
    assert client.get(f"/media/{path}").status_code == 404
