"""Every kind of public page is open to everybody: in light and dark, on a phone and on a desk, on paper."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import views
from articles.models import Article, Correction, HourlyViews, Page, Publication

from .axe import violations
from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
)
from .newsroom import change, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<h2>중간 제목</h2><p>군은 <strong>도서관</strong>을 <a href='https://example.com/'>열었다</a>.</p>"
    "<h3>작은 제목</h3><ul><li>하나<ol><li>둘</li></ol></li></ul><blockquote><p>반갑다</p></blockquote>"
    "<table><thead><tr><th>구분</th><th>좌석</th></tr></thead>"
    "<tbody><tr><td>열람실</td><td>200석</td></tr></tbody></table><hr>"
    "<iframe src='https://www.youtube-nocookie.com/embed/x'></iframe><p>끝</p>"
)


@pytest.fixture
def paper(site, nari, bora, client):
    """Something of everything that readers see, as {what it is: [its path, its status]}."""
    Publication(
        name="한빛지역신문",
        slogan="이웃의 소식을 곧게 적습니다",
        legal_name="한빛지역신문사",
        registration_number="충북, 아00001",
        publisher_name="최다미",
        phone="043-000-0000",
        email="paper@example.com",
        address="충북 증평군 증평읍 1",
    ).save()
    flat = Page.objects.create(title="이용약관", slug="terms", body=BODY)
    section, empty = make_section("사회"), make_section("날씨")
    region = make_region("증평군", parent=make_region("충북"))
    face = make_photo()
    reporter = make_reporter(
        "김하늘", email="haneul@example.com", biography="군정을 다룬다", photo=face
    )
    photos = [make_photo(caption=f"전경 {number}", credit="증평군 제공") for number in range(6)]
    now = timezone.now()
    for number in range(22):
        make_public(
            section=section,
            photos=photos[number : number + 1],
            at=now - timedelta(hours=number + 2),
        )
    make_public(section=section, origin="sponsored", photos=photos[:1])
    make_public(section=section, at=now - timedelta(days=800))
    article = make_public(
        headline="새 도서관이 문을 열었다",
        subheading="열람석 200석\n어린이방도 갖춰",
        body=BODY,
        section=section,
        region=region,
        reporters=[reporter, make_reporter("이바다")],
        tags=["도서관", "증평"],
        photos=photos,
        origin="press_release",
        is_ai_assisted=True,
        revised_at=now,
        at=now - timedelta(minutes=5),
    )
    Correction.objects.create(article=article, kind="correction", text="3일을 4일로 바로잡습니다.")
    for age in (0, 3):
        HourlyViews.objects.create(article=article, hour=now - timedelta(days=age), count=5)
    gone = make_public(section=section)
    Article.objects.filter(pk=gone.pk).update(status=Article.Status.WITHDRAWN)
    draft = make_article(section=section, body=BODY, created_by=nari, reporters=[reporter])
    client.force_login(bora)
    [preview] = set(re.findall(r"/preview/[^/\"]+/", client.get(change(draft)).text))
    return {
        "front": ["/", 200],
        "article": [article.get_absolute_url(), 200],
        "section": [section.get_absolute_url(), 200],
        "second page": [section.get_absolute_url() + "?page=2", 200],
        "empty section": [empty.get_absolute_url(), 200],
        "regions": ["/regions/", 200],
        "region": [region.get_absolute_url(), 200],
        "province": [region.parent.get_absolute_url(), 200],
        "tag": [article.tags.first().get_absolute_url(), 200],
        "reporter": [reporter.get_absolute_url(), 200],
        "latest": ["/latest/", 200],
        "photos": ["/photos/", 200],
        "most viewed": ["/most-viewed/", 200],
        "archive": ["/archive/", 200],
        "corrections": ["/corrections/", 200],
        "about": ["/about/", 200],
        "flat page": [flat.get_absolute_url(), 200],
        "404": ["/nowhere/", 404],
        "410": [gone.get_absolute_url(), 410],
        "preview": [preview, 200],
    }


@pytest.fixture
def reader(watched):
    """A page of a reader who asks nobody else for anything."""
    watched.route(re.compile("youtube"), lambda route: route.abort())
    return watched


def looks(page):
    """Return what is wrong with the page in light and dark, on a phone and on a desk."""
    wrong = []
    for theme in ("light", "dark"):
        for width in (360, 1280):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 900})
            found = violations(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append("wider than the screen")
            if ground(page) != theme:
                found.append(f"its ground is {ground(page)}")
            wrong += [f"{theme}, {width}: {what}" for what in found]
    return wrong


def ground(page):
    """Return whether the page stands on a light or a dark ground."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return "dark" if max(int(part) for part in re.findall(r"\d+", colour)[:3]) < 60 else "light"


def test_every_kind_of_public_page_is_open_to_everybody(paper, reader, site):
    wrong = {}
    for name, (path, status) in paper.items():
        assert reader.goto(site + path).status == status, name
        wrong[name] = looks(reader)
    assert {name: what for name, what in wrong.items() if what} == {}


def test_every_page_that_refuses_is_open_to_everybody(reader, site, nari):
    Publication(name="한빛지역신문").save()
    make_section("사회")
    failure = views.server_error(None).text
    reader.route("**/failing/", lambda route: route.fulfill(content_type="text/html", body=failure))
    reader.goto(site + "/failing/")
    wrong = {"500": looks(reader)}
    log_in(reader, site, nari)
    assert reader.goto(site + "/admin/articles/publication/1/change/").status == 403
    wrong["403"] = looks(reader)
    reader.goto(site + "/admin/password_change/")
    reader.context.clear_cookies()
    with reader.expect_navigation() as refused:
        reader.locator("#content form [type=submit]").evaluate("button => button.form.submit()")
    assert refused.value.status == 403
    wrong["csrf failure"] = looks(reader)
    assert {name: what for name, what in wrong.items() if what} == {}


def test_on_paper_the_article_stands_alone(paper, reader, site):
    path, _status = paper["article"]
    reader.goto(site + path)
    reader.emulate_media(media="print", color_scheme="dark")
    assert ground(reader) == "light"
    shown = (
        "h1",
        ".reporters",
        ".times",
        ".disclosure",
        ".subheading",
        ".photo img",
        ".prose table",
        ".corrections",
        ".source",
        ".copyright",
    )
    hidden = (
        ".skip",
        ".sections",
        ".masthead-links",
        ".masthead-date",
        ".tools",
        ".prose iframe",
        ".article > footer",
        ".related",
        ".aside",
        ".colophon",
    )
    for selector in shown + hidden:
        part = reader.locator(selector).first
        assert part.count() == 1, selector
        assert part.is_visible() == (selector in shown), selector
    assert reader.locator(".source").inner_text() == site + path
    for name in ("section", "photos"):
        reader.goto(site + paper[name][0])
        assert reader.locator("h1").is_visible()
        assert not reader.locator(".colophon").is_visible()
        assert not reader.locator(".sections").is_visible()
