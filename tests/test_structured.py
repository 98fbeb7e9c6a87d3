"""What pages tell search engines of themselves: whole, true, and nothing that readers do not see."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Correction, Page, Publication
from articles.paper import structured

from .factories import make_photo, make_public, make_region, make_reporter, make_section
from .kinds import every_kind

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
# What must stand in each kind of thing: what Google's documentation of rich results requires or
# recommends for articles, breadcrumbs, profiles, organisations and the site, and what we promise.
REQUIRED = {
    "NewsArticle": "headline image datePublished dateModified author publisher url articleSection "
    "mainEntityOfPage isAccessibleForFree inLanguage description",
    "AdvertiserContentArticle": "headline image datePublished dateModified author publisher url",
    "BreadcrumbList": "itemListElement",
    "ListItem": "position name",
    "CollectionPage": "name url description mainEntity",
    "ItemList": "",
    "ProfilePage": "mainEntity",
    "Person": "name url",
    "NewsMediaOrganization": "name url logo",
    "WebSite": "name url potentialAction",
    "SearchAction": "target query-input",
    "EntryPoint": "urlTemplate",
    "ImageObject": "url width height",
    "CorrectionComment": "text datePublished url",
    "PostalAddress": "streetAddress addressCountry",
    "Place": "name",
    "WebPage": "@id",
}
ADDRESSES = {"@id", "url", "item", "urlTemplate", "isBasedOn", "publishingPrinciples"} | {
    "correctionsPolicy",
    "ethicsPolicy",
}
# The kinds of pages, by what each tells.
TOLD = {
    **{kind: [] for kind in ("404", "410", "preview")},
    **{kind: ["BreadcrumbList"] for kind in ("regions", "flat page", "empty section")},
    **{kind: ["BreadcrumbList"] for kind in ("search", "search in vain", "empty search", "feeds")},
    **{kind: ["BreadcrumbList"] for kind in ("comments", "comment", "objection")},
    "front": ["WebSite", "NewsMediaOrganization"],
    "article": ["NewsArticle", "BreadcrumbList", "BreadcrumbList"],
    "reporter": ["ProfilePage", "BreadcrumbList"],
    "about": ["NewsMediaOrganization", "BreadcrumbList"],
}
LIST = ["CollectionPage", "BreadcrumbList"]


def told(client, path):
    """Return what the page at a path tells, as a list of plain data."""
    nodes = []
    for data in DATA.findall(client.get(path).text):
        graph = json.loads(data)
        assert graph.pop("@context") == "https://schema.org"
        nodes += graph.pop("@graph")
        assert graph == {}
    return nodes


def things(value):
    """Yield every dict in plain data."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from things(inner)


def faults(nodes):
    """Return what is missing, empty or no address in what a page tells."""
    found = []
    for thing in things(nodes):
        if thing.keys() == {"@id"}:
            continue
        sort = thing["@type"]
        found += [f"{sort}.{name}" for name in REQUIRED[sort].split() if name not in thing]
        found += [f"{sort}.{name}: empty" for name, value in thing.items() if value in ("", None)]
        found += [
            f"{sort}.{name}: {value}"
            for name, value in thing.items()
            if name in ADDRESSES and not str(value).startswith(f"{SITE}/")
        ]
    return found


def of_type(nodes, *sorts):
    return [node for node in nodes if node.get("@type") in sorts]


def test_every_kind_of_page_tells_what_it_is_and_nothing_that_it_does_not_show(client, nari, bora):
    kinds = every_kind(client, nari, bora)
    client.logout()
    found = {kind: told(client, path) for kind, (path, _status) in kinds.items()}
    assert {kind: faults(nodes) for kind, nodes in found.items() if faults(nodes)} == {}
    sorts = {kind: [node["@type"] for node in nodes] for kind, nodes in found.items()}
    assert sorts == {kind: TOLD.get(kind, LIST) for kind in kinds}
    for kind, (path, _status) in kinds.items():
        page = re.sub(r"<[^>]*>", "", client.get(path).text.partition("<main")[2])
        for item in of_type(things(found[kind]), "ListItem"):
            if "url" in item:
                assert item["name"] in page, kind
    # The second page goes on counting where the first one ends.
    first, second = (
        of_type(found[kind], "CollectionPage")[0] for kind in ("section", "second page")
    )
    numbers = [item["position"] for item in first["mainEntity"]["itemListElement"]]
    more = [item["position"] for item in second["mainEntity"]["itemListElement"]]
    assert numbers + more == list(range(1, len(numbers) + len(more) + 1))
    assert second["url"] == SITE + kinds["second page"][0]
    assert [item["name"] for item in found["region"][-1]["itemListElement"]] == [
        "한빛지역신문",
        "지역별",
        "충북",
        "증평군",
    ]


def test_an_article_tells_what_its_page_shows(client):
    Publication(name="한빛지역신문", email="paper@example.com").save()
    at = timezone.now().replace(microsecond=0) - timedelta(days=1)
    photo = make_photo(caption="도서관 전경", credit="증평군 제공", alt="건물")
    photo.width, photo.height = 2000, 1000
    photo.save()
    article = make_public(
        headline="</script><script>alert(1)</script> & \u2028 제목",
        body="<p>군은 새 도서관을 연다고 밝혔다.</p>",
        section=make_section("사회", slug="society"),
        region=make_region("증평군", parent=make_region("충북")),
        reporters=[make_reporter("김하늘"), make_reporter("이바다", title="")],
        tags=["도서관", "증평"],
        photos=[photo],
        at=at,
    )
    article.bylines.filter(order=0).update(title="선임기자")
    for kind in ("correction", "reply"):
        Correction.objects.create(article=article, kind=kind, text="3일을 4일로", made_at=at)
    path = article.get_absolute_url()
    html = client.get(path).text
    assert "</script><script>alert" not in html
    assert "\u2028" not in DATA.search(html)[1]
    [news, by_section, by_region] = told(client, path)
    moment = timezone.localtime(at).isoformat()
    first, second = article.reporters.order_by("pk")
    [correction] = article.corrections.filter(kind="correction")
    publisher = news.pop("publisher")
    assert publisher["name"] == "한빛지역신문"
    assert client.get(publisher["logo"]["url"].removeprefix(SITE)).status_code == 200
    assert news == {
        "@type": "NewsArticle",
        "@id": f"{SITE}{path}#article",
        "url": SITE + path,
        "mainEntityOfPage": {"@type": "WebPage", "@id": SITE + path},
        "headline": article.headline,
        "description": "군은 새 도서관을 연다고 밝혔다.",
        "image": [
            {
                "@type": "ImageObject",
                "url": SITE + photo.share_url,
                "width": 1200,
                "height": 630,
                "caption": "도서관 전경",
                "creditText": "증평군 제공",
            },
            {
                "@type": "ImageObject",
                "url": SITE + photo.path.url(1280),
                "width": 1280,
                "height": 640,
                "caption": "도서관 전경",
                "creditText": "증평군 제공",
            },
        ],
        "datePublished": moment,
        "dateModified": moment,
        "author": [
            {
                "@type": "Person",
                "name": "김하늘",
                "jobTitle": "선임기자",
                "url": SITE + first.get_absolute_url(),
            },
            {"@type": "Person", "name": "이바다", "url": SITE + second.get_absolute_url()},
        ],
        "articleSection": "사회",
        "keywords": ["도서관", "증평"],
        "contentLocation": {"@type": "Place", "name": "충북 증평군"},
        "isAccessibleForFree": True,
        "inLanguage": "ko",
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "3일을 4일로",
                "datePublished": moment,
                "url": SITE + correction.get_absolute_url(),
            }
        ],
    }
    assert [item["name"] for item in by_section["itemListElement"]] == ["한빛지역신문", "사회"]
    assert by_region["itemListElement"][-1]["item"] == SITE + article.region.get_absolute_url()


def test_what_was_paid_for_is_no_news_and_a_long_headline_is_cut(client):
    paid = make_public(
        origin="sponsored",
        headline="가나다라마 " * 30,
        revised_at=timezone.now(),
        reporters=(),
    )
    [article, *_trails] = told(client, paid.get_absolute_url())
    assert article["@type"] == "AdvertiserContentArticle"
    assert len(article["headline"]) <= 110
    assert article["headline"].endswith("…")
    assert article["dateModified"] > article["datePublished"]
    # Without a reporter the paper stands for it, without a photo its words.
    assert article["author"] == article["publisher"]
    [image] = article["image"]
    assert client.get(image["url"].removeprefix(SITE)).headers["Content-Type"] == "image/png"


def test_the_paper_tells_its_imprint_and_its_policies(client, nari, bora):
    every_kind(client, nari, bora)
    Page.objects.create(title="윤리강령", slug="ethics", body="<p>글</p>")
    [site, paper] = told(client, "/")
    assert site["potentialAction"]["target"]["urlTemplate"] == (
        f"{SITE}/search/?q={{search_term_string}}"
    )
    del paper["logo"]
    assert paper == {
        "@type": "NewsMediaOrganization",
        "@id": f"{SITE}/#publisher",
        "name": "한빛지역신문",
        "url": f"{SITE}/",
        "legalName": "한빛지역신문사",
        "slogan": "이웃의 소식을 곧게 적습니다",
        "telephone": "043-000-0000",
        "email": "paper@example.com",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "충북 증평군 증평읍 1",
            "addressCountry": "KR",
        },
        "publishingPrinciples": f"{SITE}/about/",
        "correctionsPolicy": f"{SITE}/corrections/",
        "ethicsPolicy": f"{SITE}/pages/ethics/",
    }
    assert told(client, "/about/")[0].keys() == paper.keys() | {"logo"}


def test_a_reporter_tells_who_it_is(client):
    reporter = make_reporter(
        "김하늘", email="haneul@example.com", biography="군정을 다룬다", photo=make_photo()
    )
    [page, _trail] = told(client, reporter.get_absolute_url())
    person = page["mainEntity"]
    assert (person["name"], person["jobTitle"], person["description"], person["email"]) == (
        "김하늘",
        "기자",
        "군정을 다룬다",
        "haneul@example.com",
    )
    assert person["image"]["url"] == SITE + reporter.photo.path.url(1200)
    assert (person["image"]["width"], person["image"]["height"]) == (640, 480)


def test_nothing_in_data_can_end_it():
    script = structured.script(
        {"name": "</script><!--&\u2028\u2029", "empty": {"of": [], "and": ""}}
    )
    inner = DATA.fullmatch(script)[1]
    assert not re.search("[<>&\u2028\u2029]", inner)
    assert json.loads(inner)["@graph"] == [{"name": "</script><!--&\u2028\u2029"}]
