import gzip
import os
import re
import time
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from articles import views
from articles.demo import writing
from articles.models import HourlyViews
from newsstep import settings as newsstep_settings
from newsstep.storage import StaticFiles

from .factories import make_photo, make_public, make_region, make_section

LIMIT = 24 * 1024  # bytes of HTML, CSS and JavaScript of an article over the wire
LIMIT_OF_FRONT = 40 * 1024
STATIC = newsstep_settings.BASE_DIR / "static"
IMPORT = re.compile(r'@import "(.+)";')


@pytest.mark.django_db
def test_an_article_page_is_small_with_its_collected_styles(client, settings, collected):
    settings.STORAGES = newsstep_settings.STORAGES
    settings.STATIC_ROOT = collected
    article = make_public(
        body="<p>군이 새 도서관을 연다고 밝혔다.</p>" * 40, photos=[make_photo() for _ in range(10)]
    )
    response = client.get(article.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    page = client.get(article.get_absolute_url()).text
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    # With all that comes once a reader is near the comments; what a tap on a photo brings comes later.
    files += re.findall(r'data-script="/static/(js/comments[^"]+)"', page)
    assert len(files) == 3
    module = (settings.STATIC_ROOT / files[2]).read_text()
    files += [f"js/{name}" for name in re.findall(r'from ?"./([^"]+)"', module)]
    assert len(files) == 4
    assert all(re.search(r"\.[0-9a-f]{12}\.(css|js)$", file) for file in files)
    assert "@import" not in (settings.STATIC_ROOT / files[1]).read_text()
    sizes = [(settings.STATIC_ROOT / f"{file}.gz").stat().st_size for file in files]
    assert len(response.content) + sum(sizes) < LIMIT
    editor = (settings.STATIC_ROOT / "newsroom").glob("body-editor.????????????.js")
    assert re.search(r"editor\.[0-9a-f]{12}\.js", next(editor).read_text())


def weight(client, path):
    """Return how many bytes of a page and of all that it asks for but photos come over the wire."""
    response = client.get(path, headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    files = re.findall(
        r'(?:src|href)="/static/([^"]+)"', gzip.decompress(response.content).decode()
    )
    assert len(files) == 2
    root = Path(settings.STATIC_ROOT)
    return len(response.content) + sum((root / f"{file}.gz").stat().st_size for file in files)


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_front_with_all_its_bands_and_an_article_beside_all_blocks_are_light(
    client, settings, collected
):
    settings.STORAGES = newsstep_settings.STORAGES
    settings.STATIC_ROOT = collected
    sections = {
        entry["slug"]: make_section(entry["name"]) for entry in writing.newspaper()["sections"]
    }
    towns = [make_region() for _ in range(12)]
    photo = make_photo(width=1920, height=1280)
    articles = []
    for number, story in enumerate(writing.varied(60, Random(1))):
        text = {"headline": story.headline, "subheading": story.subheading, "body": story.body}
        place = {"section": sections[story.section], "region": towns[number % len(towns)]}
        articles.append(make_public(photos=[photo], tags=story.tags, **text, **place))
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    HourlyViews.objects.bulk_create(
        HourlyViews(article=article, hour=hour, count=article.pk) for article in articles
    )
    front = client.get("/").text
    assert front.count("<img") > 20
    assert front.count('class="section-block') == len(sections)
    assert weight(client, "/") < LIMIT_OF_FRONT
    page = client.get(articles[0].get_absolute_url()).text
    assert page.count("<img") > 10
    for block in ("related", "region-news", "latest-news", "most-viewed", "share-links"):
        assert block in page
    assert weight(client, articles[0].get_absolute_url()) < LIMIT


def test_a_script_of_readers_is_collected_without_what_only_its_writers_need(collected):
    for name in ("reader", "comments", "comment-forms", "films", "photo-viewer"):
        written = (STATIC / "js" / f"{name}.js").read_text()
        [script] = (collected / "js").glob(f"{name}.????????????.js")
        shortened = script.read_text()
        assert len(shortened) < len(written) * 0.85, name
        assert not re.search(r"^\s|^/[/*]", shortened, re.MULTILINE), name
        # Names that pages and other scripts know stand in both.
        assert re.findall(r"export (?:const|function) (\w+)", shortened) == re.findall(
            r"export (?:const|function) (\w+)", written
        )


def test_a_style_sheet_is_collected_with_its_parts_in_their_places(settings, tmp_path):
    source = tmp_path / "source"
    (source / "parts").mkdir(parents=True)
    (source / "paper.css").write_text(
        '@import "parts/first.css";\n@import "parts/second.css";\n\n.last { color: red; }\n'
    )
    (source / "parts" / "first.css").write_text(
        '/* Why */\n.first { background: url("dot.svg"); }\n'
    )
    (source / "parts" / "second.css").write_text(
        '.second { background: url(../other.svg), url("data:image/png,1"), url(/media/x.webp); }\n'
    )
    (source / "parts" / "dot.svg").write_text("<svg></svg>")
    (source / "other.svg").write_text("<svg/>")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = newsstep_settings.STORAGES
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    [paper] = settings.STATIC_ROOT.glob("paper.????????????.css")
    css = re.sub(r"\.[0-9a-f]{12}\.", ".", paper.read_text())
    assert css == (
        '.first{background:url("parts/dot.svg")}'
        '.second{background:url("parts/../other.svg"),url("data:image/png,1"),url(/media/x.webp)}'
        ".last{color:red}"
    )
    # Also where the page for failures links it, without a hash.
    plain = (settings.STATIC_ROOT / "paper.css").read_text()
    assert plain.replace('"', "") == css.replace('"', "")


def test_no_part_of_a_style_sheet_is_lost_and_none_is_long():
    sheets = [sheet for sheet in STATIC.rglob("*.css") if sheet.with_suffix("").is_dir()]
    assert len(sheets) == 6
    for sheet in sheets:
        imported = IMPORT.findall(sheet.read_text())
        parts = sheet.with_suffix("").iterdir()
        assert sorted(imported) == sorted(f"{sheet.stem}/{part.name}" for part in parts), sheet
    for sheet in STATIC.rglob("*.css"):
        assert len(sheet.read_text().splitlines()) <= 400, sheet
        assert sheet.with_suffix("").is_dir() or not IMPORT.search(sheet.read_text()), sheet


def test_collected_files_lie_there_in_both_compressions(tmp_path):
    (tmp_path / "paper.css").write_text(".prose { line-height: 1.7 }\n" * 50)
    storage = StaticFiles(location=tmp_path, base_url="/static/")
    list(storage.post_process({"paper.css": (storage, "paper.css")}))
    hashed = storage.stored_name("paper.css")
    assert re.fullmatch(r"paper\.[0-9a-f]{12}\.css", hashed)
    for ending in ("gz", "br"):
        assert 0 < (tmp_path / f"{hashed}.{ending}").stat().st_size < 200


def test_the_page_for_a_failure_needs_no_database(rf):
    response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "<h1" in response.text


@pytest.mark.django_db
def test_a_failure_is_told_to_readers_in_their_language(client, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("articles.desk.slots.top", fail)
    response = client.get("/")
    assert response.status_code == 500
    assert re.search("[가-힣]", response.text)
    assert "RuntimeError" not in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_a_version_that_is_out_of_use_for_thirty_days_goes_when_files_are_collected(
    settings, tmp_path
):
    source = tmp_path / "source"
    source.mkdir()
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = newsstep_settings.STORAGES
    settings.STATIC_ROOT = root = tmp_path / "static"
    long_ago = time.time() - 31 * 86_400

    def collect(text):
        """Collect a sheet and return the names of its versions, after all files have become old."""
        for path in root.rglob("*"):
            os.utime(path, (long_ago, long_ago))
        (source / "paper.css").write_text(text)
        call_command("collectstatic", interactive=False, verbosity=0)
        return {path.name for path in root.glob("paper.????????????.css")}

    [first] = collect(".first { color: red; }" * 20)
    both = collect(".second { color: red; }" * 20)
    assert first in both
    assert len(both) == 2
    third = collect(".third { color: red; }" * 20)
    assert first not in third
    assert both - {first} < third
    assert len(third) == 2
    assert not list(root.glob(f"{first}*"))
    assert collect(".third { color: red; }" * 20) == third - both
    assert (root / "paper.css").exists()
