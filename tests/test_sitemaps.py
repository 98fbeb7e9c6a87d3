"""Search engines are told every public page, and nothing else."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Correction, Page, Publication
from articles.reading import pagecache, sitemap
from articles.views import sitemaps

from .corpora import CORPORA
from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
)

SITE = "http://127.0.0.1:8000"
SCHEMAS = CORPORA / "schemas" / "sitemap"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}

pytestmark = pytest.mark.django_db


def read(client, path):
    """Return {path: (lastmod, paths of pictures)} of what a sitemap or an index tells."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    return {
        row.find("s:loc", NAMES).text.removeprefix(SITE): (
            row.findtext("s:lastmod", None, NAMES),
            [found.text.removeprefix(SITE) for found in row.iterfind(".//image:loc", NAMES)],
        )
        for row in root
    }


def part_of(article):
    """Return the path of the part that tells the article, whose number the database chose."""
    return f"/sitemaps/articles-{article.pk // sitemap.PART_SIZE}.xml"


def told(client):
    """Return {path: lastmod} of every page in every sitemap of the index."""
    pages = {}
    for path in read(client, "/sitemap.xml"):
        pages |= {page: changed for page, (changed, _pictures) in read(client, path).items()}
    return pages


def test_the_sitemaps_tell_every_public_page_with_its_last_change(client, nari, section):
    empty, province = make_section(), make_region("충북")
    town, silent = make_region("증평군", parent=province), make_region("괴산군", parent=province)
    reporter, idle = make_reporter("김하늘"), make_reporter("이바다")
    page = Page.objects.create(title="약관", slug="terms", body="<p>글</p>")
    at = timezone.now().replace(microsecond=0) - timedelta(days=3)
    photos = [make_photo(), make_photo(), make_photo(withdrawn_at=at)]
    plain, revised, corrected = (
        make_public(
            section=section,
            region=town,
            reporters=[reporter],
            tags=["도서관"],
            photos=photos,
            at=at,
        )
        for _ in range(3)
    )
    Article.objects.filter(pk=revised.pk).update(revised_at=at + timedelta(hours=1))
    Correction.objects.create(
        article=corrected, kind="reply", text="반론", made_at=at + timedelta(hours=2)
    )
    hidden = {"section": empty, "region": silent, "reporters": [idle], "tags": ["비밀"]}
    make_article(**hidden)
    make_public(**hidden, at=timezone.now() + timedelta(hours=1))
    gone = make_public(**hidden)
    Article.objects.filter(pk=gone.pk).update(status="withdrawn")

    def on(hours):
        return timezone.localtime(at + timedelta(hours=hours)).isoformat()

    tag = plain.tags.get()
    assert told(client) == {
        **dict.fromkeys(("/", "/latest/", "/photos/", "/most-viewed/", "/regions/")),
        **dict.fromkeys(("/corrections/", "/about/")),
        page.get_absolute_url(): timezone.localtime(page.updated_at).isoformat("T", "seconds"),
        section.get_absolute_url(): on(0),
        province.get_absolute_url(): on(0),
        town.get_absolute_url(): on(0),
        "/tags/%EB%8F%84%EC%84%9C%EA%B4%80/": on(0),
        reporter.get_absolute_url(): on(0),
        plain.get_absolute_url(): on(0),
        revised.get_absolute_url(): on(1),
        corrected.get_absolute_url(): on(2),
    }
    assert tag.get_absolute_url() == "/tags/%EB%8F%84%EC%84%9C%EA%B4%80/"
    _lastmod, pictures = read(client, part_of(plain))[plain.get_absolute_url()]
    assert pictures == [photo.path.url(1920) for photo in photos[:2]]


def test_the_index_names_the_parts_that_tell_anything_and_when_they_changed(
    client, bora, monkeypatch
):
    """A part stays what it is whatever comes after it."""
    monkeypatch.setattr("articles.reading.sitemap.PART_SIZE", 10)
    at = timezone.now().replace(microsecond=0) - timedelta(days=9)
    section, reporter, tags = make_section(), make_reporter(), ["하나"]
    first = make_public(pk=11, section=section, reporters=[reporter], tags=tags, at=at)
    last = make_public(pk=19, section=section, at=at + timedelta(hours=1))
    make_article(pk=15, section=section)
    make_article(pk=25, section=section)
    make_public(pk=16, section=section, at=timezone.now() + timedelta(hours=1))
    recent = make_public(pk=1234, section=section)
    part = client.get("/sitemaps/articles-1.xml").content

    def changes():
        index = read(client, "/sitemap.xml")
        return {path: lastmod for path, (lastmod, _) in index.items() if "articles" in path}

    def on(moment):
        return timezone.localtime(moment).isoformat("T", "seconds")

    assert changes() == {
        "/sitemaps/articles-1.xml": on(last.published_at),
        "/sitemaps/articles-123.xml": on(recent.published_at),
    }
    others = {path: told[0] for path, told in read(client, "/sitemap.xml").items()}
    writers = {row.pk for article in (first, last, recent) for row in article.reporters.all()}
    assert {path: others[path] for path in set(others) - set(changes())} == {
        "/sitemaps/pages.xml": on(recent.published_at),
        f"/sitemaps/tags-{first.tags.get().pk // 10}.xml": None,
    } | {f"/sitemaps/reporters-{number // 10}.xml": None for number in writers}
    # What the desk does with an article that nobody sees yet tells nothing; a correction does.
    for number, action in ((15, "revise"), (16, "revise"), (11, "submit")):
        Article.objects.get(pk=number).decisions.create(action=action, content_hash="")
    assert changes()["/sitemaps/articles-1.xml"] == on(last.published_at)
    corrected = first.decisions.create(action="correct", content_hash="")
    assert changes()["/sitemaps/articles-1.xml"] == on(corrected.made_at)
    make_public(pk=99, section=section)
    assert client.get("/sitemaps/articles-1.xml").content == part


@pytest.mark.parametrize(
    "path",
    [
        *(
            "articles-999",
            "articles-01",
            "articles-999999999",
            "articles-9999999999",
            "articles--1",
        ),
        *("tags-0", "reporters-0", "sections-0", "articles-"),
    ],
)
def test_a_part_that_tells_nothing_is_not_there(client, path):
    make_article()
    assert client.get(f"/sitemaps/{path}.xml").status_code == 404


def test_growth_costs_sitemaps_no_queries(client, section, monkeypatch):
    monkeypatch.setattr("articles.reading.pagecache.freshness.READ_EVERY", 3600)
    monkeypatch.setattr("articles.reading.sitemap.PART_SIZE", 40)
    paths = ["/sitemap.xml", "/news-sitemap.xml"]

    def grow(count):
        for number in range(count):
            make_public(
                section=make_section(),
                region=make_region(),
                reporters=[make_reporter()],
                tags=[f"꼬리표 {timezone.now()} {number}"],
                photos=[make_photo(), make_photo()],
            )

    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        return len(queries)

    def all_asked():
        parts = list(read(client, "/sitemap.xml"))
        return {path.split("-")[0]: asked(path) for path in [*paths, *parts]}

    grow(2)
    few = all_asked()
    grow(30)
    pagecache.drop()
    all_asked()
    assert all_asked() == few
    assert max(few.values()) <= 12


def test_a_part_is_sent_once_to_whoever_has_it(client):
    article = make_public()
    path = part_of(article)
    first = client.get(path)
    etag = {"if-none-match": first.headers["ETag"]}
    assert client.get(path, headers=etag).status_code == 304
    zipped = {"accept-encoding": "gzip"}
    make_public(photos=[make_photo() for _ in range(9)])
    weak = client.get(path, headers=zipped | etag)
    assert (weak.status_code, weak.headers["Content-Encoding"]) == (200, "gzip")
    again = zipped | {"if-none-match": weak.headers["ETag"]}
    assert client.get(path, headers=again).status_code == 304
    assert article.get_absolute_url().encode() in first.content


def test_who_asks_for_many_parts_at_once_takes_one_thread(client, asked):
    """No page cache keeps a part, or a walk through all of them would push out all else."""
    path = part_of(make_public())
    with sitemaps.making:
        busy = client.get(path)
        assert read(client, "/sitemap.xml")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "2")
    assert busy.headers["Cache-Control"] == "no-store"
    for _ in range(2):
        assert asked(path)["status"] == 200
        assert asked("/sitemap.xml")["status"] == 200
    assert asked.renders == [
        f"{path}?",
        "/sitemap.xml?",
        f"{path}?",
    ]


# News


def test_the_news_sitemap_tells_the_articles_of_two_days(client, section):
    Publication(name="한빛 & 신문").save()
    now = timezone.now().replace(microsecond=0)
    new = make_public(headline="<속보> “A&B”", section=section, at=now - timedelta(minutes=1))
    last = make_public(section=section, at=now - timedelta(hours=47, minutes=59))
    make_public(section=section, at=now - timedelta(hours=48, minutes=1))
    make_public(section=section, origin="sponsored")
    make_public(section=section, at=now + timedelta(minutes=1))
    Article.objects.filter(pk=make_public(section=section).pk).update(status="withdrawn")
    make_article(section=section)
    root = ElementTree.fromstring(client.get("/news-sitemap.xml").content)
    told = [
        [url.findtext("s:loc", None, NAMES), *(text.strip() for text in url[1].itertext())]
        for url in root
    ]
    assert [[text for text in texts if text] for texts in told] == [
        [
            SITE + article.get_absolute_url(),
            "한빛 & 신문",
            "ko",
            timezone.localtime(article.published_at).isoformat(),
            article.headline,
        ]
        for article in (new, last)
    ]


def test_the_news_sitemap_ends_at_a_thousand(client, monkeypatch):
    monkeypatch.setattr("articles.models.article_queryset.NEWS_LENGTH", 2)
    articles = [make_public() for _ in range(3)]
    told = list(read(client, "/news-sitemap.xml"))
    assert told == [article.get_absolute_url() for article in (articles[2], articles[1])]


@pytest.mark.parametrize("origin", ["wire", "republished", "own"])
def test_an_article_whose_original_is_elsewhere_is_found_there(client, origin):
    article = make_public(origin=origin, original_url="https://example.com/1")
    without = make_public(origin=origin)
    here = [article, without] if origin == "own" else [without]
    paths = {article.get_absolute_url() for article in here}
    assert {page for page in told(client) if page.startswith("/articles/")} == paths
    assert set(read(client, "/news-sitemap.xml")) == paths


# Their form


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of sitemaps are not there")
def test_sitemaps_are_valid_by_their_schemas(client):
    etree = pytest.importorskip("lxml.etree", reason="lxml is missing")
    make_public(photos=[make_photo(), make_photo()], tags=["하나"], reporters=[make_reporter()])
    schemas = {"/sitemap.xml": "siteindex", "/news-sitemap.xml": "all-in-one"}
    for path in ["/sitemap.xml", "/news-sitemap.xml", *read(client, "/sitemap.xml")]:
        schema = etree.XMLSchema(file=SCHEMAS / f"{schemas.get(path, 'all-in-one')}.xsd")
        schema.assertValid(etree.fromstring(client.get(path).content))


def test_an_empty_paper_has_sitemaps_without_articles(client):
    assert read(client, "/sitemap.xml") == {"/sitemaps/pages.xml": (None, [])}
    assert read(client, "/news-sitemap.xml") == {}
