"""Feeds and the JSON of articles: what a machine reads back is what the paper wrote."""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from lxml import etree

from articles.desk import workflow
from articles.models import Article, Photo, Publication
from articles.paper.feeds import FORMS
from articles.pure import markup, text
from articles.reading import pagecache

from .corpora import CORPORA, naughty_strings, needs_corpora
from .factories import make_photo, make_public, make_region, make_reporter, make_section
from .forms import Form

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
APPROVED = datetime(2025, 11, 4, 11, 25, 17, 654321, UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = CORPORA / "schemas" / "atom" / "atom-rfc4287.rng"
AS_IT_IS = {"sanitize_html": False, "resolve_relative_uris": False}
BODY = (
    "<p>군은 <a href='/about/'>도서관</a>을 <a href='https://example.com/?a=1&amp;b=#c'>열었다</a>.</p>"
    "<figure><img src='{}'></figure><p><a href='#top'>위로</a> 1 &lt; 2 ]]&gt; 🏳️‍🌈</p>"
    "<table><tbody><tr><td>좌석</td></tr></tbody></table>"
    "<iframe src='https://www.youtube-nocookie.com/embed/x'></iframe>"
)


@pytest.fixture
def opened(bora):
    """An article with something of everything, corrected once."""
    Publication(name="한빛 & <지역>신문").save()
    lead, inner, behind = (
        make_photo(files=True, caption=f"{name} 모습", credit=f"{name} 제공", alt=f"{name} 그림")
        for name in ("앞", "안", "뒤")
    )
    article = make_public(
        headline="새 도서관 <열람석 200석> & “어린이방”",
        subheading="첫째 줄\n둘째 줄",
        body=BODY.format(inner.path.url(960)),
        section=make_section("사회 & 문화", slug="society"),
        region=make_region("증평군", parent=make_region("충북")),
        reporters=[make_reporter("김<나리>"), make_reporter("이찬")],
        tags=["도서관", "A&B"],
        photos=[lead, inner, behind],
        origin="sponsored",
        is_ai_assisted=True,
        copyright_notice="ⓒ 따로",
        at=APPROVED,
    )
    workflow.correct(article, bora, "reply", "반론 첫 줄\n둘째 줄")
    return article


def in_full(is_in_full=True):
    Publication.objects.update(feeds_in_full=is_in_full)
    pagecache.drop()


def every_list(article):
    """Return {name: path} of the pages of the lists in which the article stands."""
    return {
        "all": "/",
        "section": article.section.get_absolute_url(),
        "region": article.region.get_absolute_url(),
        "province": article.region.parent.get_absolute_url(),
        "tag": article.tags.first().get_absolute_url(),
        "reporter": article.reporters.first().get_absolute_url(),
    }


def entry_of(client, path):
    """Return the only entry of a feed as feedparser reads it, which must find no fault in it."""
    read = feedparser.parse(client.get(path).content, **AS_IT_IS)
    assert read.bozo == 0, read.bozo_exception
    [entry] = read.entries
    return entry


@pytest.mark.parametrize("form", ["rss.xml", "atom.xml"])
def test_a_reader_of_feeds_reads_what_was_written(client, opened, form):
    in_full()
    url = SITE + opened.get_absolute_url()
    corrected = opened.corrections.get().made_at
    files = [photo.path.url(1280) for photo in Photo.objects.order_by("pk")]
    for path in every_list(opened).values():
        entry = entry_of(client, f"/feeds{path}{form}")
        assert (entry.id, entry.link) == (url, url)
        assert entry.title == "[협찬] 새 도서관 <열람석 200석> & “어린이방”"
        assert entry.published_parsed[:6] == APPROVED.timetuple()[:6]
        assert entry.updated_parsed[:6] == corrected.timetuple()[:6]
        assert [author.name for author in entry.authors] == ["김<나리>", "이찬"]
        assert [tag.term for tag in entry.tags] == [
            *("사회 & 문화", "충북", "증평군", "도서관", "A&B")
        ]
        assert entry.tags[0].scheme == f"{SITE}/sections/society/"
        assert entry.rights == "ⓒ 따로"
        enclosed = [(photo.href, photo.type, photo.length) for photo in entry.enclosures]
        expected = [(SITE + file, "image/webp", length(file)) for file in files]
        assert enclosed == (expected[:1] if form == "rss.xml" else expected)
        for told in ("협찬", "AI의 도움을 받아", "반론 첫 줄<br>둘째 줄"):
            assert told in entry.summary
            assert told in entry.content[-1].value
    if form == "rss.xml":
        media = [(photo["url"], photo["filesize"], photo["width"]) for photo in entry.media_content]
        assert media == [(url, length, "640") for url, _type, length in expected]


def length(file):
    """Return the bytes of a rendition, as a feed writes them."""
    return str((Path(settings.MEDIA_ROOT) / file.removeprefix("/media/")).stat().st_size)


def test_all_readers_get_the_same_text_and_it_is_whole_anywhere(client, opened):
    in_full()
    item = client.get("/feeds/feed.json").json()["items"][0]
    html = item["content_html"]
    assert entry_of(client, "/feeds/rss.xml").content[0].value == html
    assert entry_of(client, "/feeds/atom.xml").content[0].value == html
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    url, files = item["url"], [photo["url"] for photo in item["attachments"]]
    assert addresses == [
        files[0],
        f"{SITE}/about/",
        "https://example.com/?a=1&amp;b=#c",
        files[1],
        f"{url}#top",
        "https://www.youtube.com/watch?v=x",
        files[2],
    ]
    for left_out in ("srcset", "class=", "loading="):
        assert left_out not in html
    assert re.findall("<figcaption>(.*?)</figcaption>", html) == [
        f"▲ {name} 모습 ({name} 제공)" for name in ("앞", "안", "뒤")
    ]
    assert html.index("첫째 줄<br>둘째 줄") < html.index("군은") < html.index("반론 첫 줄")
    assert "1 &lt; 2 ]]&gt; 🏳️‍🌈" in html
    assert html.endswith("<p>ⓒ 따로</p>")


def test_a_feed_of_openings_holds_no_more_of_the_text(client, opened):
    for form in FORMS:
        answer = client.get(f"/feeds/{form}").text
        assert "첫째 줄 · 둘째 줄" in answer
        assert "좌석" not in answer
        assert "도서관을" not in answer.replace(opened.excerpt, "")


def test_the_publisher_decides_at_the_desk_whether_feeds_hold_whole_articles(client, opened, dami):
    path = "/admin/articles/publication/1/change/"
    client.force_login(dami)
    form = Form(client.get(path).text, "publication_form")
    client.post(path, {**dict(form.fields), "feeds_in_full": "on"})
    client.logout()
    pagecache.drop()
    assert "좌석" in client.get("/feeds/rss.xml").text


def test_the_json_of_an_article_says_all_of_it(client, opened):
    answer = client.get(f"/articles/{opened.pk}.json")
    assert answer.headers["Content-Type"] == "application/json"
    told = answer.json()
    correction = opened.corrections.get()
    local = timezone.localtime(correction.made_at).isoformat(timespec="seconds")
    assert told["content_text"] == "군은 도서관을 열었다.\n위로 1 < 2 ]]> 🏳️‍🌈"
    assert told["authors"][1] == {
        "name": "이찬",
        "url": SITE + opened.reporters.get(name="이찬").get_absolute_url(),
    }
    assert (told["date_published"], told["date_modified"]) == ("2025-11-04T20:25:17+09:00", local)
    photos = told["_article"].pop("photos")
    assert told["_article"] == {
        "number": opened.pk,
        "headline": "새 도서관 <열람석 200석> & “어린이방”",
        "subheading": "첫째 줄\n둘째 줄",
        "section": {"name": "사회 & 문화", "url": f"{SITE}/sections/society/"},
        "region": {"name": "증평군", "url": SITE + opened.region.get_absolute_url()},
        "revised_at": None,
        "origin": "sponsored",
        "original_url": "",
        "is_ai_assisted": True,
        "disclosures": [
            "협찬: 협찬을 받아 만든 콘텐츠입니다.",
            "AI: AI의 도움을 받아 작성했습니다.",
        ],
        "corrections": [
            {
                "kind": "reply",
                "name": correction.get_kind_display(),
                "text": "반론 첫 줄\n둘째 줄",
                "made_at": local,
            }
        ],
        "copyright": "ⓒ 따로",
    }
    path = opened.lead_photo.path
    assert photos[0] == {
        "caption": "앞 모습",
        "credit": "앞 제공",
        "alt": "앞 그림",
        "renditions": [
            {"url": SITE + path.url(320), "width": 320, "height": 240},
            {"url": SITE + path.url(640), "width": 640, "height": 480},
        ],
    }
    assert told["image"] == SITE + path.url(640)
    in_full()
    assert client.get("/latest.json").json()["items"] == [
        told | {"_article": told["_article"] | {"photos": photos}}
    ]


def test_what_changes_is_the_same_entry(client, opened, bora):
    before = {form: ids(client, form) for form in FORMS}
    opened.headline = "바뀐 제목"
    opened.section.slug = "elsewhere"
    opened.section.save()
    opened.revised_at = timezone.now() + timedelta(seconds=5)
    opened.save()
    pagecache.drop()
    after = {form: ids(client, form) for form in FORMS}
    assert after == before
    entry = entry_of(client, "/feeds/atom.xml")
    assert entry.title == "[협찬] 바뀐 제목"
    assert entry.updated_parsed[:6] == opened.revised_at.astimezone(UTC).timetuple()[:6]


def ids(client, form):
    answer = client.get(f"/feeds/{form}")
    if form == "feed.json":
        return [item["id"] for item in answer.json()["items"]]
    return [entry.id for entry in feedparser.parse(answer.content).entries]


def test_a_photo_without_its_file_or_out_of_use_is_not_enclosed(client, opened, media, dami):
    in_full()
    first, second, third = opened.article_photos.all()
    (media / second.photo.path.folder / "640.webp").unlink()
    Photo.objects.filter(pk=first.photo_id).update(withdrawn_at=timezone.now())
    pagecache.drop()
    enclosed = [SITE + third.photo.path.url(640)]
    for form in ("rss.xml", "atom.xml"):
        assert [photo.href for photo in entry_of(client, f"/feeds/{form}").enclosures] == enclosed
    item = client.get("/feeds/feed.json").json()["items"][0]
    assert [photo["url"] for photo in item["attachments"]] == enclosed
    assert item["image"] == enclosed[0]
    assert first.photo.path.digest not in json.dumps(item)


# What breaks XML


def make_many(section, words):
    """Make a public article of each of these words, which are all its texts."""
    now = timezone.now()
    Article.objects.bulk_create(
        Article(
            headline=said,
            subheading=said,
            body=markup.from_plain(said),
            excerpt=said,
            copyright_notice=said,
            section=section,
            status="approved",
            published_at=now - timedelta(seconds=number + 1),
        )
        for number, said in enumerate(words)
    )


def titles(client, path):
    """Return the titles of the entries of the three feeds at a path, read by plain parsers."""
    rss = ElementTree.fromstring(client.get(f"{path}rss.xml").content)
    atom = ElementTree.fromstring(client.get(f"{path}atom.xml").content)
    items = client.get(f"{path}feed.json").json()["items"]
    return (
        [item.findtext("title") for item in rss.iter("item")],
        [entry.findtext(f"{ATOM}title") for entry in atom.iter(f"{ATOM}entry")],
        [item["title"] for item in items],
    )


@needs_corpora
def test_no_string_breaks_a_feed(client, section, monkeypatch):
    """Each string that breaks programs, as far as the form takes it as a headline."""
    monkeypatch.setattr("articles.views.feeds.FEED_LENGTH", 1000)
    lines = [text.tidy_line(line)[:200].strip() for line in naughty_strings()]
    lines = [line for line in lines if not text.is_blank(line)]
    assert len(lines) > 400
    Publication(feeds_in_full=True).save()
    make_many(section, lines)
    assert titles(client, f"/feeds{section.get_absolute_url()}") == (lines, lines, lines)


def test_what_came_in_by_no_form_breaks_no_feed_either(client):
    section = make_section("<>&\"']]>", slug="odd")
    Publication(name="<>&\"']]>", feeds_in_full=True).save()
    article = make_public(section=section, reporters=[make_reporter("<>&\"']]>")])
    long = "긴 글 " * 2_500 + "]]>"
    Article.objects.filter(pk=article.pk).update(
        headline="앞\x00\x01\x1b\ufffe뒤"
        if connection.vendor == "sqlite"
        else "앞\x01\x1b\ufffe뒤",
        subheading="\x0b\uffff]]>",
        body=f"<p>{long}\x08</p>",
    )
    rss, atom, _json = titles(client, "/feeds/sections/odd/")
    assert (rss, atom) == (["앞뒤"], ["앞뒤"])
    read = ElementTree.fromstring(client.get("/feeds/sections/odd/rss.xml").content)
    assert read.findtext("channel/title") == "<>&\"']]> - <>&\"']]>"
    assert read.findtext("channel/item/category") == "<>&\"']]>"
    [content] = read.iter("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert long.strip() in content.text


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema of Atom is not there")
def test_atom_is_valid_by_its_schema(client, opened):
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    empty = make_section()
    for is_in_full in (True, False):
        in_full(is_in_full)
        for path in (*every_list(opened).values(), empty.get_absolute_url()):
            schema.assertValid(etree.fromstring(client.get(f"/feeds{path}atom.xml").content))


def test_rss_says_what_its_specification_asks_for(client, opened):
    channel = ElementTree.fromstring(client.get("/feeds/rss.xml").content)[0]
    single = ["title", "link", "description", "language", "copyright", "lastBuildDate", "ttl"]
    assert [len(channel.findall(name)) for name in single] == [1] * len(single)
    assert channel.find(f"{ATOM}link").get("href") == f"{SITE}/feeds/rss.xml"
    item = channel.find("item")
    single = ["title", "link", "description", "guid", "pubDate", "enclosure", f"{ATOM}updated"]
    assert [len(item.findall(name)) for name in single] == [1] * len(single)
    assert item.find("guid").get("isPermaLink") == "true"
    assert item.findtext("pubDate") == "Tue, 04 Nov 2025 20:25:17 +0900"
    assert channel.findtext("lastBuildDate") == format_datetime(
        timezone.localtime(opened.corrections.get().made_at)
    )
