"""How machines ask for feeds and JSON: addresses, headers, caches, and how pages name them."""

import gzip
import re
from datetime import timedelta
from urllib.parse import quote, unquote

import brotli
import feedparser
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk import tags, workflow
from articles.models import Publication
from articles.paper.feeds import FORMS
from articles.reading import pagecache

from .factories import make_article, make_public, make_section, make_tag
from .test_pages import Paper

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
TYPES = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}


def machine_paths(paper):
    """Return the paths of all feeds and lists and of an article in JSON."""
    lists = {
        "": "/latest/",
        "section": f"/sections/{paper.section.slug}/",
        "province": f"/regions/{paper.province.slug}/",
        "region": f"/regions/{paper.region.slug}/",
        "tag": f"/tags/{paper.tag.slug}/",
        "reporter": f"/reporters/{paper.reporter.pk}/",
    }
    feeds = [
        f"/feeds{path if name else '/'}{form}" for name, path in lists.items() for form in FORMS
    ]
    pages = [*lists.values(), f"/articles/{paper.articles[0].pk}/"]
    return feeds + [f"{page[:-1]}.json" for page in pages]


# What there is not


def test_an_empty_list_is_a_valid_feed_and_an_unknown_one_is_none(client, section, bora):
    draft = make_article(section=section, tags=["초안뿐"])
    for form in FORMS:
        answer = client.get(f"/feeds/sections/society/{form}")
        assert answer.status_code == 200
        if form != "feed.json":
            read = feedparser.parse(answer.content)
            assert (read.bozo, read.entries, read.feed.title) == (0, [], "newsstep - 사회")
    assert client.get("/sections/society.json").json()["items"] == []
    missing = [
        f"/feeds{draft.tags.get().get_absolute_url()}rss.xml",
        f"{draft.tags.get().get_absolute_url()[:-1]}.json",
        "/feeds/rss",
        "/feeds/rss.xml/",
        "/feeds/feed.xml",
        "/feeds/sections/none/rss.xml",
        "/feeds/regions/none/rss.xml",
        "/feeds/tags/none/rss.xml",
        "/feeds/reporters/99999999999999999999/rss.xml",
        f"/articles/{draft.pk}.json",
        "/articles/99999999999999999999.json",
        "/latest.json?page=0",
        "/latest.json?page=2",
    ]
    assert {path: client.get(path).status_code for path in missing} == dict.fromkeys(missing, 404)
    gone = make_public()
    workflow.withdraw(gone, bora, "까닭")
    answer = client.get(f"/articles/{gone.pk}.json")
    assert (answer.status_code, answer.content) == (410, b"")
    assert client.post("/feeds/rss.xml").status_code == 405


def test_the_feeds_of_a_merged_tag_lead_on(client, bora):
    make_public(tags=["청주"])
    old, kept = make_tag("청주시"), make_public(tags=["청주"]).tags.get()
    tags.merge(old, kept, bora)
    for path, new in (
        (f"/feeds/tags/{old.slug}/atom.xml", f"/feeds/tags/{kept.slug}/atom.xml"),
        (f"/tags/{old.slug}.json", f"/tags/{kept.slug}.json"),
    ):
        answer = client.get(path)
        assert (answer.status_code, unquote(answer.headers["Location"])) == (301, new)


def test_lists_go_on_to_the_last_article(client, monkeypatch):
    section = make_section("경제", slug="economy")
    numbers = [make_public(section=section).pk for _ in range(3)]
    monkeypatch.setattr("articles.views.feeds.FEED_LENGTH", 2)
    first = client.get("/sections/economy.json").json()
    second = client.get(first["next_url"].removeprefix(SITE)).json()
    assert len(client.get("/feeds/sections/economy/feed.json").json()["items"]) == 2
    told = [item["_article"]["number"] for item in first["items"] + second["items"]]
    assert told == sorted(numbers, reverse=True)
    assert "next_url" not in second


# How it is asked for


def test_growth_costs_no_queries(client, monkeypatch):
    # The read of the generation, once a second, belongs to no page.
    monkeypatch.setattr("articles.reading.pagecache.freshness.READ_EVERY", 3600)
    paper = Paper(3)

    def queries(is_in_full):
        Publication.objects.update(feeds_in_full=is_in_full)
        pagecache.drop()
        client.get("/")
        counts = {}
        # RSS asks the same.
        for path in [
            path for path in machine_paths(paper) if path.endswith(("/atom.xml", ".json"))
        ]:
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            counts[path] = len(asked)
        return counts

    few = queries(True)
    paper.grow(30)
    assert queries(True) == queries(False) == few
    assert max(few.values()) <= 8


def test_a_feed_is_kept_compressed_and_asked_for_again_at_no_cost(asked):
    paper = Paper(2)
    for path in machine_paths(paper):
        plain = asked(path)
        assert plain["status"] == 200
        tag = plain["headers"]["ETag"]
        again = asked(path, if_none_match=tag)
        assert (again["status"], again["body"]) == (304, b"")
        assert again["headers"]["Access-Control-Allow-Origin"] == "*"
        assert gzip.decompress(asked(path, accept_encoding="gzip")["body"]) == plain["body"]
        assert brotli.decompress(asked(path, accept_encoding="br")["body"]) == plain["body"]
        head = asked(path, method="HEAD")
        assert (head["status"], head["body"], head["headers"]) == (200, b"", plain["headers"])
        assert asked(f"{path}?utm_source=x")["status"] == 200
    assert len(asked.renders) == len(machine_paths(paper))


def test_without_a_page_cache_a_feed_is_asked_for_again_at_the_cost_of_making_it(client):
    paper = Paper(2)
    for path in machine_paths(paper):
        answer = client.get(path)
        form = path.rsplit("/", 1)[1]
        assert answer.headers["Content-Type"] == TYPES.get(form, answer.headers["Content-Type"])
        for name, value in {
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Vary": "Accept-Encoding",
        }.items():
            assert answer.headers[name] == value
        assert answer.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=60")
        assert not answer.cookies
        again = client.get(path, headers={"if-none-match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        for name in ("Cache-Control", "ETag", "Access-Control-Allow-Origin"):
            assert again.headers[name] == answer.headers[name]
        packed = client.get(path, headers={"accept-encoding": "gzip"})
        assert gzip.decompress(packed.content) == answer.content
        again = {"accept-encoding": "gzip", "if-none-match": packed.headers["ETag"]}
        assert client.get(path, headers=again).status_code == 304


def test_a_feed_changes_with_its_articles_and_not_with_the_clock(client):
    paper = Paper(2)
    paths = machine_paths(paper)
    before = [client.get(path).content for path in paths]
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        pagecache.drop()
        assert [client.get(path).content for path in paths] == before


# How it is found


def test_every_page_names_its_feeds_and_that_of_all_articles(client):
    paper = Paper(2)
    own = {
        "/sections/{section}/": "경제",
        "/regions/{province}/": "충북",
        "/regions/{region}/": "충북 증평군",
        "/tags/{tag}/": "배터리",
        "/reporters/{reporter}/": "김하늘 기자",
    }
    link = re.compile(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">')
    for pattern, path in paper.addresses().items():
        html = client.get(path).text
        named = [(path, own[pattern])] if pattern in own else []
        expected = [
            (TYPES[form].split(";")[0], f"{title} ({name})", quote(f"/feeds{page}{form}"))
            for page, title in [
                *((page, f"한빛지역신문 - {subject}") for page, subject in named),
                ("/", "한빛지역신문"),
            ]
            for form, (name, _type) in FORMS.items()
        ]
        assert link.findall(html) == expected, pattern
        assert '<a href="/feeds/">' in html
        for kind, _title, address in expected:
            assert client.get(address).headers["Content-Type"].startswith(kind)
    assert (
        f'href="/articles/{paper.articles[0].pk}.json"'
        in client.get(paper.articles[0].get_absolute_url()).text
    )
