"""The name of the paper as a wide picture: what is taken, what readers get of it, and what an SVG may hold."""

import io
import re
import shutil

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from lxml import etree
from PIL import Image, ImageDraw

from articles.desk import marks
from articles.models import Publication
from articles.pure import imaging, nameplates
from articles.reading import pagecache

from .corpora import needs_corpora, scripted_html
from .factories import make_public, picture_bytes
from .test_declarations import SCREEN, publish, save

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 640 96">{}</svg>'
)
SHAPES = (
    "<style>.a{fill:#123}</style><defs><linearGradient id='g'><stop offset='0' stop-color='red'/>"
    "</linearGradient></defs><path class='a' d='M0 0h9v9z' fill='url(#g)'/><use href='#g'/>"
)
HARMLESS = set(
    "svg g defs use style path rect circle text tspan linearGradient stop title desc".split()
)
OUTSIDE = re.compile(r"//|@import|url\(\s*[\"']?[^#\"'\s]|javascript:|\\\\", re.I)


def harm(data):
    """Return what an SVG holds that could run, link or ask for something."""
    found = []
    for element in etree.fromstring(data).iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else str(element)
        found += [name] if name not in HARMLESS else []
        said = dict(element.attrib) | ({"text": element.text or ""} if name == "style" else {})
        for key, value in said.items():
            key = key.split("}")[-1].lower()
            is_link = key in ("href", "src") and not value.startswith("#")
            if key.startswith("on") or is_link or OUTSIDE.search(value):
                found.append(f"{key}={value}")
    return found


@pytest.fixture
def publisher(client, dami):
    publish()
    client.force_login(dami)
    return client


def lettered(colour=(20, 20, 20), size=(900, 200)):
    """Return the bytes of a PNG with a bar in the middle of nothing."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((50, 40, 849, 159), fill=colour)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def sent(data, name="제호.png"):
    return SimpleUploadedFile(name, data)


def head(client):
    """Return the nameplate in the head of the front, as HTML."""
    pagecache.drop()
    return re.search(r'<p class="nameplate">(.*?)</p>', client.get("/").text, re.S)[1]


def addresses(html):
    return re.findall(r'(?:src|srcset)="([^"]+)"', html)


@pytest.mark.django_db
def test_a_nameplate_takes_the_place_of_the_name_in_light_and_in_dark(publisher):
    assert "한빛지역신문" in head(publisher)
    assert save(publisher, wide_upload=sent(lettered())) == ([], "")
    shown = head(publisher)
    [path] = addresses(shown)
    assert 'alt="한빛지역신문"' in shown
    assert 'width="1067" height="160"' not in shown
    assert 'width="800" height="120"' in shown  # what is transparent around it is gone
    assert "plated" in shown
    answer = publisher.get(path)
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    assert Image.open(io.BytesIO(answer.content)).size == (800, 120)
    assert save(publisher, dark_upload=sent(lettered((240, 240, 240)))) == ([], "")
    shown = head(publisher)
    dark, light = addresses(shown)
    assert light == path
    assert dark != path
    assert 'media="screen and (prefers-color-scheme: dark)"' in shown
    assert "plated" not in shown
    assert f'src="{dark}"' in publisher.get(SCREEN).text
    removed = {"without_nameplate": "on", "without_dark_nameplate": "on"}
    assert save(publisher, **removed) == ([], "")
    assert head(publisher).count("<img") == 0
    assert publisher.get(path).status_code == 404


@pytest.mark.django_db
def test_an_svg_is_shown_as_a_picture_that_can_do_nothing(publisher):
    data = SVG.format(SHAPES + "<script>alert(1)</script>").encode()
    assert save(publisher, wide_upload=sent(data, "제호.svg")) == ([], "")
    shown = head(publisher)
    assert 'width="1067" height="160"' in shown
    answer = publisher.get(*addresses(shown))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert harm(answer.content) == []
    assert [element.tag.split("}")[1] for element in etree.fromstring(answer.content).iter()] == (
        "svg style defs linearGradient stop path use".split()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "error"),
    [
        (picture_bytes(150, 100), "너무 작습니다"),
        (picture_bytes(300, 600), "가로보다 세로가 깁니다"),
        (SVG.format("<path").encode(), "손상되어"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>", "손상되어"),
        (SVG.format("<image href='data:image/png;base64,AA=='/>").encode(), "&lt;image&gt;"),
        (SVG.format("<animate attributeName='x'/>").encode(), "&lt;animate&gt;"),
        (SVG.format(" " * nameplates.MAX_SVG).encode(), "256kB"),
        (b"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>" + SVG.format("&a;").encode(), "&lt;!ENTITY&gt;"),
    ],
)
def test_what_is_no_nameplate_is_refused_with_its_reason(publisher, media, data, error):
    errors, page = save(publisher, wide_upload=sent(data, "제호.svg"), slogan="그대로")
    assert len(errors) == 1
    assert error in errors[0]
    assert 'value="그대로"' in page
    assert (Publication.current().nameplate, list(media.glob("marks/*"))) == ("", [])


@pytest.mark.django_db
def test_a_nameplate_waits_while_the_rest_of_the_form_is_mended(publisher):
    errors, page = save(publisher, wide_upload=sent(lettered()), email="아님")
    assert len(errors) == 1
    assert "그림을 받아 두었습니다" in page
    [name] = re.findall(r'name="wide_received" value="([^"]+)"', page)
    save(publisher, wide_received="../../secret.svg", email="desk@example.com")
    assert Publication.current().nameplate == ""
    save(publisher, wide_received=name)
    assert Publication.current().nameplate == name


@pytest.mark.parametrize(
    "hidden",
    [
        "<use href='https://evil.example/a.svg#x'/>",
        "<use xlink:href='//evil.example/a.svg#x'/>",
        "<path style='fill:url(https://evil.example/)'/>",
        "<path fill='url(&#104;ttps://evil.example/)'/>",
        "<style>@import 'https://evil.example/';</style>",
        "<style>.a{fill:u\\72l(//evil.example/)}</style>",
        "<style><![CDATA[@import url(//evil.example/)]]></style>",
        "<path onclick='alert(1)'/>",
        "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml' onload='a()'>x</p></foreignObject>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_asks_for_more_than_the_picture_is_refused_or_gone(hidden, encoding):
    try:
        read = nameplates.read(SVG.format(hidden).encode(encoding))
    except imaging.Unusable:
        return
    assert harm(read.data) == []
    assert b"evil" not in read.data


@needs_corpora
def test_no_vector_of_the_corpus_survives_in_an_svg():
    kept = 0
    for vector in scripted_html():
        for data in (vector, SVG.format(vector), SVG.format(f"<g>{SHAPES}</g>{vector}")):
            try:
                read = nameplates.read(data.encode())
            except imaging.Unusable:
                continue
            kept += 1
            assert harm(read.data) == [], data
    assert kept > 0


@pytest.mark.django_db
def test_the_nameplates_come_back_out_of_an_export_and_no_others(media, tmp_path):
    svg = SVG.format(SHAPES).encode()
    light, dark = marks.receive_nameplate(lettered()), marks.receive_nameplate(svg)
    paper = Publication.current()
    paper.nameplate, paper.dark_nameplate = light, dark
    paper.save()
    make_public()
    call_command("export", tmp_path / "out")
    shutil.rmtree(media / "marks")
    (tmp_path / "out" / "marks" / dark).write_bytes(svg.replace(b"#123", b"#456"))
    call_command(
        "import_articles", tmp_path / "out" / "articles.jsonl", photos=tmp_path / "out" / "photos"
    )
    assert [path.name for path in (media / "marks").glob("*")] == [light]
