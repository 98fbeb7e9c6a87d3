"""What pages say to machines: where they live, what to show when they are shared, where one is."""

import html
import re
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from articles import paper
from articles.desk import preview, workflow
from articles.models import Article, Publication

from .factories import make_article, make_photo, make_public, make_reporter, make_section
from .kinds import every_kind
from .test_pages import EVERYWHERE, Paper

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
# A day, or a moment: at most three digits after the second, and a zone.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?[+-]\d\d:\d\d)?")
WITHOUT_PHOTO = {
    *("regions", "corrections", "about", "flat page", "empty section", "second page", "feeds"),
    *("search", "search in vain", "empty search", "objection", "comments", "comment"),
}
UNTOLD = {"404", "410"}
MANY = ("article:author", "article:tag")  # which may stand more than once


class Tags(HTMLParser):
    """The tags of a page, as [(name, attributes, text that follows)]."""

    def __init__(self, source):
        super().__init__()
        self.found = []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.found.append([tag, dict(attributes), ""])

    def handle_data(self, data):
        if self.found:
            self.found[-1][2] += data.strip()

    def named(self, name):
        return [attributes for tag, attributes, _text in self.found if tag == name]


def canonical(client, path, **parameters):
    """Return the addresses that a page says are its own, asked for under another allowed name."""
    response = client.get(path, parameters, headers={"host": "localhost"})
    links = Tags(response.text).named("link")
    return [link["href"] for link in links if link["rel"] == "canonical"]


def shared(client, path):
    """Return {name: content} of what a page says about itself when it is shared."""
    told = {}
    for meta in Tags(client.get(path).text).named("meta"):
        name = meta.get("property") or meta.get("name")
        if name and "media" not in meta:
            assert name not in told or name in MANY, "told twice"
            told[name] = meta["content"]
    return told


def title(client, path):
    return client.get(path).text.partition("<title>")[2].partition("</title>")[0]


def here(client, path):
    """Return (href, value of aria-current, text) of the links that say where the reader is."""
    return [
        (attributes.get("href"), attributes["aria-current"], text)
        for _tag, attributes, text in Tags(client.get(path).text).found
        if "aria-current" in attributes
    ]


# Where a page lives


@pytest.mark.parametrize("pattern", EVERYWHERE)
def test_a_page_lives_at_the_address_of_the_paper_whatever_was_asked(client, pattern):
    path = Paper(1).addresses()[pattern]
    assert canonical(client, path, utm="x", page="1") == [SITE + quote(path)]
    assert shared(client, path)["og:url"] == SITE + quote(path)
    assert shared(client, path)["og:site_name"] == "한빛지역신문"


def test_each_page_of_a_list_is_its_own(client):
    section = make_section("사회·문화", slug="사회-문화")
    article = make_article(section=section)
    Article.objects.bulk_create(
        Article(
            headline=f"기사 {number}",
            body="<p>글</p>",
            section=section,
            status="approved",
            published_at=article.created_at,
        )
        for number in range(41)
    )
    address = f"{SITE}/sections/%EC%82%AC%ED%9A%8C-%EB%AC%B8%ED%99%94/"
    for number, expected in (
        ("1", address),
        ("2", f"{address}?page=2"),
        ("3", f"{address}?page=3"),
    ):
        path = f"{section.get_absolute_url()}?page={number}"
        assert canonical(client, section.get_absolute_url(), page=number) == [expected]
        assert shared(client, path)["og:url"] == expected


def test_a_preview_and_a_working_copy_live_where_the_article_does(client, nari, article):
    address = SITE + article.get_absolute_url()
    assert canonical(client, preview.path(article)) == [address]
    make_public(article)
    copy = workflow.open_copy(article, nari)
    copy.headline = "고친 제목"
    copy.save()
    told = shared(client, preview.path(copy))
    assert canonical(client, preview.path(copy)) == [address]
    assert (told["og:url"], told["og:title"], told["robots"]) == (address, "고친 제목", "noindex")


@pytest.mark.parametrize("path", ["/no/such/page", "/articles/{pk}/"])
def test_what_is_no_page_lives_nowhere(client, bora, article, path):
    make_public(article)
    workflow.withdraw(article, bora, "사유")
    path = path.format(pk=article.pk)
    assert canonical(client, path) == []
    assert shared(client, path).items() >= {("robots", "noindex")}
    assert not any(name.startswith("og:") for name in shared(client, path))


# What is shown when it is shared


@pytest.mark.time_machine("2026-03-02T03:00:00+00:00", tick=False)
def test_an_article_that_is_shared_shows_its_headline_its_beginning_and_its_photo(
    client, bora, media
):
    Publication(name="한빛지역신문", slogan="우리 동네 소식").save()
    article = make_public(
        headline="“따옴표”와 <부등호> & 제목",
        body="<p>군은 <strong>새 도서관</strong>을 연다고 밝혔다.</p>",
        section=make_section("사회"),
        photos=[make_photo(files=True, caption="설명", alt="도서관 건물"), make_photo()],
        reporters=[make_reporter("김하늘")],
    )
    told = shared(client, article.get_absolute_url())
    image = article.lead_photo.share_url
    assert {name: told[name] for name in told if name not in ("viewport", "color-scheme")} == {
        "robots": "max-image-preview:large",
        "description": "군은 새 도서관을 연다고 밝혔다.",
        "og:site_name": "한빛지역신문",
        "og:locale": "ko_KR",
        "og:type": "article",
        "og:title": "“따옴표”와 <부등호> & 제목",
        "og:description": "군은 새 도서관을 연다고 밝혔다.",
        "og:url": SITE + article.get_absolute_url(),
        "og:image": SITE + image,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "도서관 건물",
        "twitter:card": "summary_large_image",
        "article:published_time": "2026-03-02T11:00:00+09:00",
        "article:section": "사회",
        "article:author": SITE + article.reporters.get().get_absolute_url(),
    }
    assert (media / image.removeprefix("/media/")).exists()
    Article.objects.update(revised_at=article.published_at)
    told = shared(client, article.get_absolute_url())
    assert told["article:modified_time"] == "2026-03-02T11:00:00+09:00"


def test_the_front_page_that_is_shared_shows_the_paper(client):
    Publication(name="한빛지역신문", slogan="우리 동네 소식").save()
    told = shared(client, "/")
    del told["viewport"], told["color-scheme"]
    assert told == {
        "robots": "max-image-preview:large",
        "og:site_name": "한빛지역신문",
        "og:locale": "ko_KR",
        "og:type": "website",
        "og:title": "한빛지역신문",
        "og:description": "우리 동네 소식",
        "og:url": f"{SITE}/",
        "description": "우리 동네 소식",
        "og:image": SITE + paper.paper_card_path(),
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "한빛지역신문",
        "twitter:card": "summary_large_image",
    }
    assert "<title>한빛지역신문 - 우리 동네 소식</title>" in client.get("/").text


def test_every_kind_of_page_that_is_shared_says_what_it_is_and_shows_a_picture(client, nari, bora):
    """Also with a few letters that HTML means otherwise, and in words of its own."""
    kinds = every_kind(client, nari, bora)
    client.logout()
    Publication(name="한빛&<신문>", slogan="우리 동네 소식").save()
    said = {}
    for kind, (path, _status) in kinds.items():
        told = shared(client, path)
        if kind in UNTOLD:
            assert not any(name.startswith(("og:", "twitter:")) for name in told)
            continue
        wanted = "title description url type site_name locale image image:width image:height"
        missing = [name for name in f"{wanted} image:alt".split() if f"og:{name}" not in told]
        assert (missing, told["twitter:card"]) == ([], "summary_large_image"), kind
        assert told["og:description"] == told["description"] != ""
        assert html.unescape(title(client, path)).startswith(told["og:title"]), kind
        assert ("한빛&<신문>" in told["og:title"]) == (kind == "front"), kind
        assert told["og:url"].startswith(f"{SITE}/")
        is_photo = told["og:image"].startswith(f"{SITE}/media/photos/")
        assert is_photo == (kind not in WITHOUT_PHOTO | {"preview"}), kind
        if not is_photo:  # the preview, too, shows no more than the paper's name
            assert told["og:image"] == SITE + paper.paper_card_path()
        said.setdefault(told["description"], []).append(kind)
    assert [kinds for kinds in said.values() if len(kinds) > 1 and "preview" not in kinds] == []


def test_a_page_of_a_list_names_its_neighbours(client):
    section = make_section("사회", slug="society")
    for _ in range(41):
        make_public(section=section)
    path, address = "/sections/society/", f"{SITE}/sections/society/"
    found = {}
    for query in ("", "?page=2", "?page=3"):
        links = Tags(client.get(path + query).text).named("link")
        found[query] = {
            link["rel"]: link["href"] for link in links if link["rel"] in ("prev", "next")
        }
    assert found == {
        "": {"next": f"{address}?page=2"},
        "?page=2": {"prev": address, "next": f"{address}?page=3"},
        "?page=3": {"prev": f"{address}?page=2"},
    }


def test_a_further_page_of_a_list_says_so(client):
    section = make_section("사회")
    for _ in range(21):
        make_public(section=section)
    Publication(name="한빛지역신문").save()
    path = section.get_absolute_url()
    first, second = shared(client, path), shared(client, f"{path}?page=2")
    assert (title(client, path), title(client, f"{path}?page=2")) == (
        "사회 - 한빛지역신문",
        "사회 - 2쪽 - 한빛지역신문",
    )
    assert (first["og:title"], second["og:title"]) == ("사회", "사회 - 2쪽")
    assert second["description"] == first["description"] + " - 2쪽"


def test_two_addresses_of_one_page_name_the_same(client):
    path = Paper(1).addresses()["/archive/{day}/"]
    assert canonical(client, "/archive/") == canonical(client, path) == [SITE + path]
    assert canonical(client, "/most-viewed/daily/") == [f"{SITE}/most-viewed/"]


def test_the_frame_of_the_browser_has_the_colour_of_the_paper(client):
    """In light and dark the ground of the style sheet."""
    colours = (settings.BASE_DIR / "static/css/paper/colours.css").read_text()
    grounds = re.findall(r"--ground: (#\w+);", colours)
    metas = Tags(client.get("/").text).named("meta")
    frames = [meta["content"] for meta in metas if meta.get("name") == "theme-color"]
    assert frames == grounds
    assert len(frames) == 2


# When it was


def test_every_time_of_every_page_is_one_that_machines_can_read(client, bora):
    """Approved at a moment that is no full second, as every one is."""
    paper = Paper(2)
    article = make_article(section=paper.section)
    with time_machine.travel(timezone.now().replace(microsecond=85605), tick=False):
        workflow.approve(article, bora)
    read = {}
    for pattern, path in paper.addresses().items():
        for told in Tags(client.get(path).text).named("time"):
            assert MOMENT.fullmatch(told["datetime"]), (pattern, told)
            read[pattern] = datetime.fromisoformat(told["datetime"])
    assert read.keys() == set(EVERYWHERE)


# Where the reader is


def test_the_masthead_marks_where_the_reader_is(client):
    paper = Paper(1)
    addresses = paper.addresses()
    section = (f"/sections/{paper.section.slug}/", "true", "경제")
    expected = {pattern: [] for pattern in EVERYWHERE} | {
        "/": [("/", "page", "한빛지역신문")],
        "/articles/{article}/": [section],
        "/sections/{section}/": [section],
        "/latest/": [("/latest/", "true", "최신뉴스")],
        "/photos/": [("/photos/", "true", "포토")],
        "/regions/": [("/regions/", "true", "지역별")],
        "/regions/{province}/": [("/regions/", "true", "지역별")],
        "/regions/{region}/": [("/regions/", "true", "지역별")],
    }
    found = {}
    for pattern, path in addresses.items():
        masthead = client.get(path).text.partition("<main")[0]
        found[pattern] = [
            (tag["href"], tag["aria-current"], text)
            for _name, tag, text in Tags(masthead).found
            if "aria-current" in tag
        ]
    assert found == expected


def test_a_region_and_a_window_of_reads_are_marked_among_their_neighbours(client):
    paper = Paper(1)
    address = paper.addresses()
    province, region = address["/regions/{province}/"], address["/regions/{region}/"]
    assert here(client, province)[1:] == [(province, "page", "충북 전체")]
    assert here(client, region)[1:] == [(region, "page", "증평군")]
    for path, window, name in (
        ("/most-viewed/", "daily", "일간"),
        ("/most-viewed/daily/", "daily", "일간"),
        ("/most-viewed/weekly/", "weekly", "주간"),
        ("/most-viewed/monthly/", "monthly", "월간"),
    ):
        assert here(client, path) == [(f"/most-viewed/{window}/", "page", name)]


# Pictures


def test_every_picture_has_its_size_and_its_words_before_it_is_there(client):
    """So that no line of text moves when it comes, and nobody who can't see it is left out."""
    paper = Paper(2)
    photo, portrait = make_photo(alt="다리 위의 사람들"), make_photo(alt="김하늘의 얼굴")
    paper.reporter.photo = portrait
    paper.reporter.save()
    article = paper.articles[0]
    article.body = f'<figure><img src="{photo.path.url(960)}" alt="다리 위의 사람들"></figure>'
    article.save()
    photos = [photo, portrait] + [photo for a in paper.articles for photo in a.photos.all()]
    known = {kept.path.folder for kept in photos}
    sizes = {("640", "480"), ("640", "427"), ("480", "480")}  # whole, in a card, as a portrait
    shown, described = {}, {}
    for pattern, path in paper.addresses().items():
        for image in Tags(client.get(path).text).named("img"):
            folder = image["src"].removeprefix("/media/").rpartition("/")[0]
            assert folder in known, pattern
            assert (image["width"], image["height"]) in sizes, pattern
            if image["alt"]:
                described.setdefault(pattern, []).append(image["alt"])
            assert all(f"/media/{folder}/" in part for part in image["srcset"].split(", "))
            assert image["sizes"]
            shown.setdefault(pattern, set()).add(folder)
    bare = {"/regions/", "/about/", "/feeds/", "/pages/{page}/"}
    assert set(EVERYWHERE) - shown.keys() == bare
    assert {photo.path.folder, portrait.path.folder} <= shown["/articles/{article}/"]
    assert portrait.path.folder in shown["/reporters/{reporter}/"]
    # Beside a headline or a name there is nothing to add; and no caption is said twice.
    assert described == {"/articles/{article}/": ["사진", "다리 위의 사람들", "사진"]}


def test_what_a_photo_shows_is_said_once(client):
    """By its description, or by its caption alone."""
    told = {
        "둘": ("건물", "설명"),
        "하나": ("", "설명"),
        "같다": ("설명", "설명"),
        "없다": ("", ""),
    }
    said = {}
    for name, (alt, caption) in told.items():
        article = make_public(
            body=f'<p>글</p><figure><img src="{make_photo().path.url(960)}" alt="{alt}">'
            f"<figcaption>{caption or '밑'} (군)</figcaption></figure>",
            photos=[make_photo(alt=alt, caption=caption)],
        )
        main = client.get(article.get_absolute_url()).text.partition("<main")[2]
        main = main.partition('class="source"')[0]
        said[name] = [image["alt"] for image in Tags(main).named("img")]
    assert said == {
        "둘": ["건물", "건물"],
        "하나": ["사진", "사진"],
        "같다": ["사진", "사진"],
        "없다": ["사진", "사진"],
    }
