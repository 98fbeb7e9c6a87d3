import gzip
import html
import re
import unicodedata
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.utils import timezone

from articles.models import Article, Correction, HourlyViews, Page, Publication, Slot
from articles.reading import pagecache

from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
    make_tag,
)

pytestmark = pytest.mark.django_db

EVERYWHERE = (
    "/",
    "/articles/{article}/",
    "/sections/{section}/",
    "/regions/",
    "/regions/{province}/",
    "/regions/{region}/",
    "/tags/{tag}/",
    "/reporters/{reporter}/",
    "/latest/",
    "/photos/",
    "/most-viewed/",
    "/most-viewed/weekly/",
    "/archive/{day}/",
    "/corrections/",
    "/about/",
    "/feeds/",
    "/pages/{page}/",
)


# (label, path, label) of a headline that leads to its article: before the link or in it.
LABEL = '(<span class="sponsored">협찬</span> )?'
HEADLINE = rf'(?:<h\d[^>]*>|<li>){LABEL}<a href="(/articles/\d+/)(?:#[^"]*)?">{LABEL}'


class Paper:
    """A paper with `count` public articles that share everything a list is made of."""

    def __init__(self, count):
        self.section = make_section("경제", slug="economy")
        self.province = make_region("충북")
        self.region = make_region("증평군", parent=self.province)
        self.tag = make_tag("배터리")
        self.reporter = make_reporter("김하늘", email="haneul@example.com")
        self.page = Page.objects.create(title="개인정보처리방침", slug="privacy", body="<p>글</p>")
        Publication(name="한빛지역신문", registration_number="충북, 아00000").save()
        self.articles = []
        self.grow(count)

    def grow(self, count):
        now = timezone.now().replace(microsecond=0)
        for number in range(len(self.articles), count):
            article = make_public(
                section=self.section,
                region=self.region,
                reporters=[self.reporter, make_reporter()],
                tags=[self.tag.name, f"꼬리표{number}"],
                photos=[make_photo(caption=f"사진 설명 {number}"), make_photo()],
                at=now - timedelta(seconds=number),
            )
            HourlyViews.objects.create(article=article, hour=now, count=count - number)
            Correction.objects.create(article=article, kind="reply", text=f"반론 {number}")
            self.articles.append(article)

    def addresses(self):
        return {
            pattern: pattern.format(
                article=self.articles[0].pk,
                section=self.section.slug,
                province=self.province.slug,
                region=self.region.slug,
                tag=self.tag.slug,
                reporter=self.reporter.pk,
                day=timezone.localtime(self.articles[0].published_at).strftime("%Y/%m/%d"),
                page=self.page.slug,
            )
            for pattern in EVERYWHERE
        }


def queries(client, path, count):
    """Return the number of queries of a page when the blocks of all pages are kept."""
    assert client.get(path).status_code == 200
    with count() as asked:
        client.get(path)
    return len(asked.captured_queries)


@pytest.fixture
def count(django_assert_max_num_queries):
    # The read of the generation, once a second, belongs to no page.
    return lambda: django_assert_max_num_queries(100)


def test_growth_costs_no_queries(client, count):
    paper = Paper(3)
    few = {pattern: queries(client, path, count) for pattern, path in paper.addresses().items()}
    paper.grow(30)
    pagecache.drop()
    many = {pattern: queries(client, path, count) for pattern, path in paper.addresses().items()}
    assert many == few
    assert many["/articles/{article}/"] <= 8


@pytest.mark.parametrize("pattern", EVERYWHERE)
def test_a_public_page_can_be_kept_by_any_cache(client, pattern):
    response = client.get(Paper(2).addresses()[pattern], headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=60")
    assert not response.cookies
    policy = response.headers["Content-Security-Policy"]
    for directive in (
        "default-src 'none'",
        "script-src http://127.0.0.1:8000/static/",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ):
        assert directive in policy
    assert "unsafe" not in policy
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items():
        assert response.headers[name] == value
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("pattern", EVERYWHERE)
def test_no_page_holds_inline_script_or_style(client, pattern):
    html = client.get(Paper(2).addresses()[pattern]).text
    assert re.search(r'<script src="/static/[^"]+"( data-comment-counts="[^"]+")?></script>', html)
    assert not re.search(r'<script(?! type="application/ld\+json">)(?![^>]*\bsrc=)', html)
    assert not re.search(r"<style|\sstyle=|\son\w+=|csrfmiddlewaretoken", html)


def test_an_empty_paper_says_so_on_each_page(client):
    said = {
        "/": "아직 기사가 없습니다.",
        "/latest/": "이곳에는 기사가 없습니다.",
        "/photos/": "아직 사진이 없습니다.",
        "/most-viewed/": "이 기간에는 아직 집계된 조회가 없습니다.",
        "/regions/": "아직 지역이 없습니다.",
        "/archive/": "이곳에는 기사가 없습니다.",
        "/corrections/": "바로잡습니다가 없습니다.",
    }
    for path, words in said.items():
        response = client.get(path)
        assert response.status_code == 200
        assert words in response.text


@pytest.mark.parametrize("state", ["draft", "submitted", "scheduled", "cancelled"])
def test_nothing_of_an_article_shows_before_its_time(client, state):
    """The marker stands in every field; no page may hold it."""
    paper = Paper(1)
    hidden = make_article(
        headline="표식제목",
        subheading="표식부제",
        body="<p>표식본문</p>",
        section=make_section("표식섹션아님"),
        region=paper.region,
        reporters=[paper.reporter],
        tags=[paper.tag.name, "표식태그"],
        photos=[make_photo(caption="표식설명", credit="표식출처", alt="표식대체")],
    )
    later = timezone.now() + timedelta(hours=1)
    told = {
        "draft": {},
        "submitted": {"status": "submitted"},
        "scheduled": {"status": "approved", "published_at": later},
        "cancelled": {"status": "withdrawn", "published_at": None},
    }[state]
    Article.objects.filter(pk=hidden.pk).update(**told)
    HourlyViews.objects.create(article=hidden, hour=timezone.now(), count=9000)
    hidden.picks.create(slot=Slot.LEAD, position=1)
    hidden.corrections.create(kind="correction", text="표식바로잡음")
    hidden.redirects.create(path="/old/1")
    for path in paper.addresses().values():
        html = client.get(path).text.replace("표식섹션아님", "")
        assert "표식" not in html, path
        assert hidden.lead_photo.sha256[:32] not in html
    missing = client.get("/articles/999999/")
    for method in (client.get, client.head, client.options):
        response = method(hidden.get_absolute_url())
        assert response.status_code in (404, 405)
    assert len(client.get(hidden.get_absolute_url()).content) == len(missing.content)
    assert client.get("/old/1").status_code == 404
    assert client.get(f"/tags/{hidden.tags.get(name='표식태그').slug}/").status_code == 404


def test_every_list_tells_what_was_paid_for(client):
    """Beside each headline of each block of each page, so that no link to it passes for news."""
    paper = Paper(8)
    paid = paper.articles[::2]
    Article.objects.filter(pk__in=[article.pk for article in paid]).update(origin="sponsored")
    expected = {f"/articles/{article.pk}/": article in paid for article in paper.articles}
    leading = set()
    for pattern, path in paper.addresses().items():
        links = re.findall(HEADLINE, client.get(path).text)
        told = [(link, bool(before or inside)) for before, link, inside in links]
        assert told == [(link, expected[link]) for link, _ in told], pattern
        leading |= {pattern} if told else set()
    assert set(EVERYWHERE) - leading == {"/about/", "/feeds/", "/pages/{page}/"}


@pytest.mark.parametrize("number", ["0", "-1", "abc", "51", "2", "01", "１", "1.0", "", "9" * 30])
def test_a_wrong_page_number_is_404(client, number):
    Paper(1)
    assert client.get("/latest/", {"page": number}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/articles/0/",
        "/articles/99999999999999999999999/",
        "/sections/none/",
        "/regions/none/",
        "/tags/none/",
        "/reporters/1/",
        "/pages/none/",
        "/archive/2026/02/30/",
        "/archive/0000/01/01/",
        "/archive/9999/12/31/",
        "/archive/1900/01/01/",
        "/archive/2099/05/05/",
        "/most-viewed/yearly/",
        "/wp-login.php",
        "/%00",
        "/가나다",
    ],
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


def test_a_list_ends_at_page_fifty_and_names_the_archive(client, monkeypatch):
    monkeypatch.setattr("articles.views.lists.LAST_PAGE", 2)
    Paper(50)
    assert client.get("/latest/", {"page": 3}).status_code == 404
    assert "/archive/" in client.get("/latest/", {"page": 2}).text


def test_page_numbers_lead_to_every_page_near_and_leave_out_only_what_is_far(client, article):
    """A gap of one page is filled with its number, which is no longer than an ellipsis."""
    Correction.objects.bulk_create(
        Correction(article=make_public(article), kind="reply", text=str(n)) for n in range(200)
    )
    first, last = "[1] 2 3 … 10 다음", "이전 1 … 8 9 [10]"
    expected = {
        1: first,
        2: "이전 1 [2] 3 4 … 10 다음",
        4: "이전 1 2 3 [4] 5 6 … 10 다음",
        5: "이전 1 2 3 4 [5] 6 7 … 10 다음",
        6: "이전 1 … 4 5 [6] 7 8 9 10 다음",
        7: "이전 1 … 5 6 [7] 8 9 10 다음",
        10: last,
    }
    assert {number: page_numbers(client, number) for number in expected} == expected


def page_numbers(client, number):
    """Return what stands below a page of the corrections; the page itself in brackets."""
    html = client.get("/corrections/", {"page": number}).text
    html = html.partition('<nav class="pages"')[2].partition("</nav>")[0]
    found = re.findall(r'<(a|span) (?:rel="\w+" )?([^>]*)>([^<]+)</', html)
    for kind, told, text in found:
        if text.isdigit():
            address = "./" if text == "1" else f"?page={text}"
            here = ' aria-current="page"' if int(text) == number else ""
            assert (kind, told) == ("a", f'href="{address}"{here}')
    return " ".join(f"[{text}]" if "aria-current" in told else text for _, told, text in found)


def test_a_province_lists_what_lies_in_it(client):
    paper = Paper(1)
    elsewhere = make_public(headline="다른 도의 기사", region=make_region("경남"))
    html = client.get(f"/regions/{paper.province.slug}/").text
    main = html[html.index("<main") : html.index("<aside") if "<aside" in html else None]
    assert paper.articles[0].headline in main
    assert elsewhere.headline not in main


def test_a_region_that_moves_takes_its_articles_along(client):
    city = make_region("군위군")
    article = make_public(region=city)
    city.parent = make_region("대구")
    city.save()
    assert article.headline in client.get(f"/regions/{city.parent.slug}/").text


@pytest.mark.django_db(transaction=True)
def test_a_change_is_on_the_next_page(client, article):
    make_public(article)
    assert article.headline in client.get("/").text
    article.headline = "바뀐 제목"
    article.save()
    html = client.get("/").text
    assert "바뀐 제목" in html
    assert "새 도서관이 문을 열었다" not in html


def test_no_header_moves_the_paper_to_another_path(client, article):
    make_public(article)
    html = client.get("/", headers={"script-name": "/zz"}, SCRIPT_NAME="/zz").text
    assert f'href="{article.get_absolute_url()}"' in html
    assert "/zz/" not in html


def test_only_the_newsroom_learns_the_version(client, bora):
    assert settings.VERSION not in client.get("/admin/login/").text
    client.force_login(bora)
    assert f"newsstep {settings.VERSION}" in client.get("/admin/").text


def test_a_page_is_compressed_for_whoever_takes_it_so(client, article):
    path = make_public(article).get_absolute_url()
    plain = client.get(path)
    answer = client.get(path, headers={"accept-encoding": "gzip, deflate"})
    assert gzip.decompress(answer.content) == plain.content
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    for response in (answer, plain):
        assert int(response.headers["Content-Length"]) == len(response.content)
        assert "Accept-Encoding" in response.headers["Vary"]
    short = client.get("/healthz", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in short.headers


def test_the_length_of_a_compressed_page_tells_no_secret(client):
    answers = [client.get("/", headers={"accept-encoding": "gzip"}) for _ in range(20)]
    assert len({gzip.decompress(answer.content) for answer in answers}) == 1
    assert len({len(answer.content) for answer in answers}) > 5


def test_every_internal_link_of_every_public_page_answers(client):
    """Walks the paper from its front by its links."""
    Paper(2)
    make_article(headline="초안")
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        assert response.status_code == 200, path
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        for address in html.unescape(response.text).split('href="')[1:]:
            link = address.split('"')[0].split("#")[0].removeprefix("http://127.0.0.1:8000")
            is_page = link.startswith("/") and not link.startswith(("/static/", "/media/"))
            if is_page and link not in seen:
                seen.add(link)
                waiting.append(link)
    assert len(seen) > 15


def test_an_address_in_the_other_unicode_form_leads_to_ours(client, section):
    """Macs write Hangul in single letters."""
    make_public(tags=["청주"], section=section)
    typed = quote(unicodedata.normalize("NFD", "/tags/청주/"))
    response = client.get(typed)
    assert (response.status_code, response.headers["Location"]) == (301, quote("/tags/청주/"))
    assert client.get(response.headers["Location"]).status_code == 200
    assert client.get(quote(unicodedata.normalize("NFD", "/없는곳/"))).status_code == 404
    gone = client.get(quote(unicodedata.normalize("NFD", "/tags/없음/")), follow=True)
    assert gone.status_code == 404
