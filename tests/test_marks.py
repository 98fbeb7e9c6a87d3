"""The icons by which devices show the paper: of its mark, or of its first letter."""

import io
import re
from html import unescape
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Publication
from articles.models.publication import COLOURS
from articles.pure import icons
from articles.reading import pagecache

from .factories import picture_bytes
from .forms import untouched
from .test_declarations import SCREEN, publish, save
from .test_sweeping import age

GREEN, RED = (0, 102, 75), (176, 31, 42)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client, dami):
    publish()
    client.force_login(dami)
    return client


def linked(client):
    """Return {rel and sizes: address} of what the head of a page links for devices now."""
    pagecache.drop()
    links = re.findall(
        r'<link rel="([\w-]*icon|manifest)" href="([^"]+)"(?: sizes="(\w+)")?', client.get("/").text
    )
    return {f"{rel} {sizes}".strip(): path for rel, path, sizes in links}


def drawn(address):
    """Return the picture that stands in an address, as XML."""
    kind, _, data = unescape(address).partition(",")
    assert kind == "data:image/svg+xml"
    return ElementTree.fromstring(unquote(data))


def files_of(client):
    """Return {rel and sizes: address} of those that are files."""
    return {name: path for name, path in linked(client).items() if path.startswith("/")}


def picture(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return Image.open(io.BytesIO(response.content))


def mark(width=300, height=300, colour=RED, name="mark.png", data=None):
    return SimpleUploadedFile(name, data or picture_bytes(width, height, colour, format="PNG"))


def files(media):
    return sorted(path.stem for path in (media / "marks").glob("*"))


def test_a_paper_without_a_mark_shows_its_first_letter_on_its_accent(client):
    publish(name="「한빛」 신문")
    first = linked(client)
    assert list(first) == ["icon", "icon 192x192", "apple-touch-icon", "manifest"]
    for name, side in {"icon 192x192": 192, "apple-touch-icon": 180}.items():
        shown = picture(client, first[name])
        assert shown.size == (side, side)
        colours = {colour[:3] for _count, colour in shown.getcolors(99999)}
        assert {GREEN, (255, 255, 255)} <= colours
        assert shown.convert("RGB").getpixel((0, 0)) == GREEN
    root = drawn(first["icon"])
    assert (root[0].get("fill"), root[1].text) == (COLOURS["green"], "한")
    publish(name="&lt;<", accent="red")
    changed = linked(client)
    assert set(first.values()) & set(changed.values()) == {"/site.webmanifest"}
    assert drawn(changed["icon"])[1].text == "L"
    gone = [path for path in first.values() if path.startswith("/icons/")]
    assert {client.get(path).status_code for path in gone} == {404}


@pytest.mark.parametrize("name", ["★", "é", "😀", "newsstep"])
def test_a_letter_that_the_font_lacks_is_left_out(client, name):
    publish(name=name)
    for path in files_of(client).values():
        assert client.get(path).status_code == 200
    assert picture(client, "/favicon.ico").info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_icons_are_kept_for_ever_and_only_under_their_address(client, asked):
    publish()
    for name, path in files_of(client).items():
        response = client.get(path)
        if name != "manifest":
            assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert client.get(re.sub("[0-9a-f]{32}", "0" * 32, path)).status_code == 404
        assert not response.cookies
        for _ in range(2):
            assert asked(path)["status"] == 200
    assert len(asked.renders) == len(set(asked.renders)) == 3
    assert client.get(f"/icons/{Publication.current().icon}/64.png").status_code == 404


def test_colours_of_icons_are_those_of_the_style_sheet():
    sheet = (settings.BASE_DIR / "static/css/paper/colours.css").read_text().partition("@media")[0]
    told = dict(re.findall(r"\.accent-(\w+) \{\s*--accent: (#\w+);", sheet))
    told["green"] = re.search(r":root \{.*?--accent: (#\w+);", sheet, re.S)[1]
    assert told == COLOURS
    assert set(COLOURS) == set(Publication.Accent.values)


def test_a_device_is_told_how_to_show_the_paper(client):
    publish(name="한빛지역신문과 이웃의 소식", slogan="이웃의 소식", accent="navy")
    response = client.get("/site.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    told = response.json()
    shown = told.pop("icons")
    assert told == {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": "한빛지역신문과 이웃의 소식",
        "short_name": "한빛지역신문과 이웃의 ",
        "description": "이웃의 소식",
        "lang": "ko",
        "display": "minimal-ui",
        "theme_color": "#24407a",
        "background_color": "#ffffff",
    }
    assert [(icon["sizes"], icon["purpose"]) for icon in shown] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in shown:
        assert picture(client, icon["src"]).size == tuple(map(int, icon["sizes"].split("x")))


# The mark


@pytest.mark.parametrize("format", ["PNG", "WEBP", "JPEG"])
def test_a_mark_that_a_publisher_uploads_is_every_icon(publisher, media, format):
    before = linked(publisher)
    data = picture_bytes(300, 200, RED, format=format)
    assert save(publisher, upload=mark(name="logo.bin", data=data)) == ([], "")
    now = linked(publisher)
    assert list(now) == ["icon 192x192", "apple-touch-icon", "manifest"]
    [digest] = files(media)
    assert digest == Publication.current().mark
    assert all(digest in path for name, path in now.items() if name != "manifest")
    # The file in the head of the page is the browser's icon too, and asked for once.
    assert f'<img src="{now["icon 192x192"]}"' in publisher.get("/").text
    shown = picture(publisher, now["icon 192x192"])
    assert (shown.size, shown.mode) == ((192, 192), "RGBA")
    assert shown.getpixel((96, 2))[3] == 0  # beside what is wider than high there is nothing
    assert all(abs(is_ - was) < 4 for is_, was in zip(shown.getpixel((96, 96)), RED, strict=False))
    touch = picture(publisher, now["apple-touch-icon"])
    assert (touch.mode, touch.getpixel((1, 1))) == ("RGB", (255, 255, 255))
    assert f'src="{now["icon 192x192"]}"' in publisher.get(SCREEN).text
    gone = [path for path in before.values() if path.startswith("/icons/")]
    assert {publisher.get(path).status_code for path in gone} == {404}
    assert save(publisher, slogan="새 표어") == ([], "")
    assert linked(publisher) == now
    assert save(publisher, without_mark="on") == ([], "")
    assert linked(publisher) == before


def test_what_is_transparent_stays_so_and_metadata_go(publisher, media):
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste(RED, (100, 100, 300, 300))
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "비밀"
    image.save(file, "PNG", exif=exif)
    save(publisher, upload=mark(data=file.getvalue()))
    links = linked(publisher)
    assert picture(publisher, links["icon 192x192"]).getpixel((5, 5))[3] == 0
    assert picture(publisher, links["apple-touch-icon"]).getpixel((5, 5)) == (255, 255, 255)
    [path] = (media / "marks").glob("*")
    assert "비밀".encode() not in path.read_bytes()
    assert not Image.open(path).getexif()


def test_the_ground_of_a_full_mark_goes_on_around_it(publisher):
    save(publisher, upload=mark(512, 512, RED))
    digest = Publication.current().mark
    masked = picture(publisher, f"/icons/{digest}/maskable.png")
    assert {colour for _count, colour in masked.getcolors(9)} == {RED}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (
            picture_bytes(191, 100),
            "“mark.png” 파일이 너무 작습니다. 긴 쪽이 192픽셀 이상이어야 합니다.",
        ),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "“mark.png” 파일은 JPEG, HEIC, PNG, WebP, GIF",
        ),
        (picture_bytes(300, 300)[:500], "“mark.png” 파일이 손상되어"),
    ],
)
def test_what_is_no_mark_is_refused_with_its_reason(publisher, media, data, error):
    errors, page = save(publisher, upload=mark(data=data), slogan="그대로")
    assert len(errors) == 1
    assert errors[0].startswith(error)
    assert 'value="그대로"' in page
    assert (files(media), Publication.current().mark) == ([], "")


def test_a_mark_waits_while_the_rest_of_the_form_is_mended(publisher, media):
    errors, page = save(publisher, upload=mark(), email="아님")
    assert len(errors) == 1
    assert "그림을 받아 두었습니다" in page
    [digest] = files(media)
    assert Publication.current().mark == ""
    save(publisher, received=digest, email="desk@example.com")
    publication = Publication.current()
    assert (publication.mark, publication.email) == (digest, "desk@example.com")


@pytest.mark.parametrize("received", ["0" * 32, "../../../etc/passwd", "a" * 300])
def test_no_other_file_becomes_the_mark(publisher, received):
    save(publisher, received=received)
    assert Publication.current().mark == ""


def test_marks_that_are_none_any_more_are_removed_after_a_day(publisher, media):
    for colour in (RED, GREEN):
        save(publisher, upload=mark(colour=colour))
    first, second = files(media)
    age(media)
    save(publisher, upload=mark(colour=(1, 2, 3)))
    assert len(files(media)) == 2
    assert not {first, second} <= set(files(media))
    assert Publication.current().mark in files(media)


def test_a_paper_whose_media_are_gone_shows_its_letter(publisher, media):
    save(publisher, upload=mark())
    for path in (media / "marks").glob("*"):
        path.unlink()
    assert picture(publisher, linked(publisher)["icon 192x192"]).getpixel((1, 1))[:3] == GREEN
    assert untouched(publisher, SCREEN)["received"] == ""


def test_only_publishers_set_the_mark(client, bora, nari):
    publish()
    for user in (bora, nari):
        client.force_login(user)
        assert client.post(SCREEN, {"name": "가로챔", "upload": mark()}).status_code == 403
    assert Publication.current().mark == ""


def test_every_form_of_an_icon_is_small():
    letter = icons.letter("한", "#00664b")
    sizes = {form: len(icons.png(letter, form, fills=True)) for form in icons.FORMS}
    assert max(sizes.values()) < 10_000, sizes
