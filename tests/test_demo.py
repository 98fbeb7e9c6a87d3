import html
import io
import json
import os
import random
import sqlite3
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import resolve
from django.utils import timezone
from PIL import Image

from articles.demo import comments, gallery, logins, newsroom, writing
from articles.models import Article, Photo, Region, Reporter, Section

from . import quick
from .factories import make_user
from .forms import assert_untouched, forms

# Made anew by SCREENSHOTS=1 and shown in the README.
SCREENSHOTS = Path(__file__).parent / "screenshots"
# Hundreds of each are linked, and the pages that link them are all asked for.
ALIKE = {"tag_feed", "region_feed", "article_json", "comment"}
ENOUGH = 30


def quick_pool(**options):
    return ProcessPoolExecutor(**options | {"initializer": quick.begin})


@pytest.fixture
def demo(transactional_db, settings, once):
    """The demo newspaper, which is made once a run, and its database copied from then on."""

    def make(folder):
        folder.mkdir(exist_ok=True)
        settings.VAR, settings.MEDIA_ROOT = folder, folder / "media"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(newsroom, "ProcessPoolExecutor", quick_pool)
            call_command("demo", stdout=io.StringIO())
        with closing(sqlite3.connect(folder / "demo.sqlite3")) as kept:
            connection.connection.backup(kept)

    folder = once("demo", make)
    settings.VAR, settings.MEDIA_ROOT = folder, folder / "media"
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / "demo.sqlite3")) as kept:
        kept.backup(connection.connection)


@pytest.mark.parametrize(
    ("word", "kind", "particle"),
    [
        ("증평군", "은", "은"),
        ("청주시", "은", "는"),
        ("서울", "으로", "로"),
        ("충북", "으로", "으로"),
        ("3", "을", "을"),
        ("2", "을", "를"),
        ("도서관", "과", "과"),
        ("학교", "이", "가"),
    ],
)
def test_particles_agree_with_their_word(word, kind, particle):
    assert writing.particle(word, kind) == particle


def test_the_demo_is_the_same_each_time():
    first, second = (writing.varied(280, random.Random(7)) for _ in range(2))
    assert first == second
    assert len({story.headline for story in first}) == 280


def test_every_picture_is_there_described_and_light():
    files = {path.stem: path for path in gallery.FOLDER.glob("*.webp")}
    assert len(files) >= 40
    assert files.keys() == gallery.descriptions().keys()
    assert all(gallery.descriptions().values())
    for path in files.values():
        assert path.stat().st_size <= 90_000
        with Image.open(path) as image:
            assert 1200 <= max(image.size) <= 1600


def test_every_story_names_what_exists():
    sections = {section["slug"] for section in writing.newspaper()["sections"]}
    reporters = {reporter["name"] for reporter in writing.newspaper()["reporters"]}
    regions = {region["slug"] for region in writing.regions()}
    regions |= {city["slug"] for region in writing.regions() for city in region.get("children", ())}
    stories = writing.written() + writing.varied(280, random.Random(7))
    assert len(writing.written()) >= 30
    assert len(writing.newspaper()["reporters"]) == 14
    for story in stories:
        assert story.section in sections
        assert story.region is None or story.region in regions
        assert set(story.reporters) <= reporters
        assert {item.picture for item in story.photos} <= set(gallery.descriptions())
        assert not set("{}") & set(story.headline + story.subheading + story.body)


@pytest.mark.django_db
def test_every_comment_of_the_demo_is_under_a_story_of_it():
    told = json.loads(comments.FILE.read_text())
    headlines = {story.headline for story in writing.written()}
    assert told.keys() - {comments.WAITING} <= headlines


def test_a_database_that_holds_articles_is_left_alone(article):
    with pytest.raises(CommandError):
        call_command("demo")
    assert Article.objects.get() == article


@pytest.mark.one_database
def test_the_demo_newspaper_is_one_with_every_link_answered(demo, client):
    now = timezone.now()
    public = Article.objects.public(now)
    assert public.count() == 300
    assert public.filter(published_at__gte=now - timezone.timedelta(days=31)).count() == 300
    assert Article.objects.filter(status="approved", published_at__gt=now).count() == 3
    assert {a.status for a in Article.objects.all()} == {"draft", "submitted", "approved"}
    assert (Section.objects.count(), Reporter.objects.count()) == (8, 15)
    assert Region.objects.filter(parent=None).count() == 17
    assert Photo.objects.exclude(alt="").count() == len(gallery.descriptions())
    assert sorted(logins.passwords()) == ["editor", "publisher", "reporter"]
    assert logins.path().stat().st_mode & 0o777 == 0o600
    assert unanswered(client) == []


def unanswered(client):
    """Walk all pages of the paper from its front by its links; returns those that do not answer 200.

    Of what leads nowhere new and differs by its number or name only, some of each kind are asked for.
    """
    seen, waiting, silent, asked = {"/"}, ["/"], [], Counter()
    while waiting:
        path = waiting.pop()
        name = resolve(unquote(path.partition("?")[0])).url_name
        asked[name] += 1
        if name in ALIKE and asked[name] > ENOUGH:
            continue
        response = client.get(path)
        if response.status_code != 200:
            silent.append((path, response.status_code))
        elif response.headers["Content-Type"].startswith("text/html"):
            for rest in html.unescape(response.text).split('href="')[1:]:
                link = rest.split('"')[0].split("#")[0]
                is_page = link.startswith("/") and not link.startswith(("/static/", "/media/"))
                if is_page and link not in seen:
                    seen.add(link)
                    waiting.append(link)
        response.close()
    assert len(seen) > 500
    assert {name for name in ALIKE if asked[name] > ENOUGH} == ALIKE
    return silent


SHOWN = "[...document.images].filter((image) => image.naturalWidth).length"


@pytest.mark.browser
def test_the_pictures_of_the_readme_are_of_the_demo_newspaper(demo, page, site):
    is_kept = "SCREENSHOTS" in os.environ
    if is_kept:  # the processes that drew them had a folder of their own
        for name in gallery.descriptions():
            newsroom.render(name)
    page.set_viewport_size({"width": 1280, "height": 1500})
    public = Article.objects.public()
    with_photo = public.filter(lead_photo__isnull=False, subheading__contains="\n").newest().first()
    for name, path in {"front": "/", "article": with_photo.get_absolute_url()}.items():
        page.goto(site + path, wait_until="networkidle")
        picture = page.screenshot()
        assert len(picture) > 50_000
        if is_kept:
            assert page.evaluate(SHOWN) > 4
            with Image.open(io.BytesIO(picture)) as image:
                image.save(SCREENSHOTS / f"{name}.webp", quality=80, method=6)


@pytest.mark.one_database
def test_every_form_of_the_demo_saved_as_it_came_changes_nothing(demo, client):
    client.force_login(make_user("dami", is_superuser=True))
    of_noun = defaultdict(list)
    for url in forms():
        of_noun[url.split("/")[3]].append(url)
    assert len(of_noun) == 11
    assert_untouched(client, [url for urls in of_noun.values() for url in (urls[0], urls[-1])])
