"""What only a browser shows. Each test runs in Debian's Chromium against a running paper."""

import contextlib
import html
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, HourlyViews, Publication
from articles.pure import markup
from articles.pure.text import is_blank, tidy_line

from .corpora import naughty_strings, needs_corpora, scripted_html
from .factories import (
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
)
from .newsroom import let_in
from .test_beacon import CHROME

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def story(site):
    Publication(name="한빛지역신문").save()
    return make_public(
        headline="다 쓴 배터리, 우리 동네에서 다시 태어난다",
        subheading="기업 34곳 한자리에\n내년 상반기 개소",
        body="<p>" + "군이 협의체를 꾸렸다. " * 12 + "</p>" * 1,
        section=make_section("경제"),
        region=make_region("증평군", parent=make_region("충북")),
        reporters=[make_reporter("김하늘", email="haneul@example.com")],
        tags=["재활용"],
        photos=[
            make_photo(files=True, caption="전경", credit="증평군 제공"),
            make_photo(files=True, caption="둘째"),
        ],
    )


# Counted as a reader is: what a headless browser calls itself is dropped.
@pytest.mark.browser_context_args(user_agent=CHROME)
def test_an_article_page_is_light_quiet_and_counted_once(watched, site, story):
    sizes = []
    watched.on(
        "requestfinished",
        lambda request: sizes.append((request.url, request.sizes()["responseBodySize"])),
    )
    watched.goto(site + story.get_absolute_url(), wait_until="networkidle")
    assert watched.complaints == []
    # The parts of the style sheet are in it once it is collected; an icon is asked for once for ever.
    apart = ("/media/", "/static/css/paper/", "/icons/")
    besides_photos = [r.url for r in watched.asked if not any(path in r.url for path in apart)]
    assert len(besides_photos) <= 5, besides_photos
    assert not any(request.resource_type == "font" for request in watched.asked)
    watched.reload(wait_until="networkidle")
    assert HourlyViews.objects.get().count == 1


def test_text_size_is_kept_over_pages(watched, site, story):
    watched.goto(site + story.get_absolute_url())

    def size():
        return watched.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.prose')).fontSize)"
        )

    normal = size()
    larger = watched.get_by_role("button", name="글자 크게")
    larger.click()
    larger.click()
    bigger = size()
    assert bigger > normal
    while larger.get_attribute("aria-disabled") != "true":
        larger.click()
    biggest = size()
    watched.goto(site + "/about/")
    watched.goto(site + story.get_absolute_url())
    assert size() == biggest > bigger
    assert watched.complaints == []


def test_no_page_scrolls_sideways(watched, site):
    Publication(name="한빛지역신문").save()
    long_word = "가나다라마바사아자차카타파하" * 12
    section = make_section("아주긴섹션이름" * 5)
    article = make_public(
        headline=long_word[:200],
        subheading=("https://example.com/" + "a" * 300),
        body=f"<p>{'w' * 400}</p><table><tr>{'<td>긴 칸 하나</td>' * 20}</tr></table>"
        "<h2>" + "제" * 200 + "</h2><ul><li>" + "b" * 300 + "</li></ul>",
        section=section,
        region=make_region("긴" * 40),
        reporters=[make_reporter("남궁" * 20, title="선임" * 20, email="a" * 60 + "@example.com")],
        tags=["꼬리표" * 30],
        photos=[make_photo(files=True, caption="설명" * 200, credit="출처" * 40)],
        copyright_notice="저작권" * 60,
    )
    paths = (
        "/",
        article.get_absolute_url(),
        section.get_absolute_url(),
        "/photos/",
        "/latest/",
        "/regions/",
        "/most-viewed/",
        "/about/",
        article.region.get_absolute_url(),
        article.reporters.get().get_absolute_url(),
        article.tags.get().get_absolute_url(),
    )
    for path in paths:
        watched.goto(site + path)
        for width in (360, 768, 1280):
            watched.set_viewport_size({"width": width, "height": 800})
            wide = watched.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} is {wide} wide"
    assert watched.complaints == []


def test_everything_reads_without_javascript(browser, site, story):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + story.get_absolute_url())
    assert page.get_by_role("heading", level=1).inner_text() == story.headline
    # What is there to press leads to a search, which needs no script.
    assert {b.inner_text() for b in page.get_by_role("button").all()} == {"검색"}
    page.get_by_role("link", name="김하늘 기자").first.click()
    assert page.get_by_role("heading", level=1).is_visible()


def test_the_period_of_the_most_viewed_is_chosen_without_javascript(browser, site, story):
    older = make_public(headline="사흘 전에 많이 읽힌 기사", section=story.section)
    now = timezone.now()
    HourlyViews.objects.create(article=story, hour=now, count=3)
    HourlyViews.objects.create(article=older, hour=now - timedelta(days=3), count=9)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + story.get_absolute_url())
    block = page.locator(".most-viewed")

    def shown():
        return block.get_by_role("listitem").all_inner_texts()

    assert block.get_by_role("radio", name="일간").is_checked()
    assert shown() == [story.headline]
    block.get_by_text("주간", exact=True).click()
    assert shown() == [older.headline, story.headline]
    # By keyboard too: the arrows go through the periods as through any choice.
    page.keyboard.press("ArrowLeft")
    assert shown() == [story.headline]
    expect(block.get_by_role("radio", name="일간")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    assert block.get_by_role("radio", name="월간").is_checked()
    assert shown() == [older.headline, story.headline]


def test_every_part_of_a_page_has_its_role(watched, site, story):
    for path in ("/", story.get_absolute_url(), "/photos/", "/about/", "/regions/"):
        watched.goto(site + path)
        assert watched.locator("h1").count() == 1, path
        assert watched.locator("main").count() == 1, path
        assert watched.locator("img:not([alt])").count() == 0, path
        small = watched.evaluate(
            "[...document.querySelectorAll('nav a, button')].filter(e => e.offsetParent &&"
            " e.getBoundingClientRect().height < 24).map(e => e.textContent)"
        )
        assert small == [], path


def attempts(page):
    """Count what a script that ran would do: dialogs, requests elsewhere, a changed window."""
    page.ran = []
    page.on("dialog", lambda dialog: (page.ran.append(dialog.message), dialog.dismiss()))


@needs_corpora
def test_no_vector_runs_even_without_the_policy(browser, site, tmp_path):
    vectors = scripted_html()
    file = tmp_path / "vectors.jsonl"
    common = {"section": "사회", "published_at": "2025-11-04T20:25:17"}
    lines = []
    for number, vector in enumerate(vectors):
        told = {
            "headline": f"{number} {vector}"[:200],
            "subheading": vector[:500],
            "id": str(number),
            "body": f"<p>{html.escape(vector)}</p><p>앞</p>{vector}<p>뒤</p>",
            "copyright_notice": vector[:200],
            "tags": [vector[:90]],
            "reporters": [{"name": vector[:40], "title": vector[:40]}],
        }
        lines.append(json.dumps(common | told))
    file.write_text("\n".join(lines))
    with contextlib.suppress(SystemExit):  # a vector of white space only is no reporter
        call_command("import_articles", str(file))
    assert Article.objects.count() > len(vectors) * 0.95
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    attempts(page)
    elsewhere = []
    context.on(
        "request",
        lambda request: elsewhere.append(request.url) if not request.url.startswith(site) else None,
    )
    page.add_init_script(
        "window.alert = window.prompt = window.confirm = () => { document.title = 'RAN' }"
    )
    for article in Article.objects.all():
        page.goto(site + article.get_absolute_url(), wait_until="load")
        assert page.title() != "RAN", article.headline
    assert page.ran == []
    # A frame of a known video host is wanted; nothing else may be fetched from elsewhere.
    assert [url for url in elsewhere if "youtube" not in url] == []


def test_naughty_strings_are_shown_as_typed(page, site, tmp_path):
    strings = [text for text in naughty_strings() if text.strip()] or [
        "<b>&amp;</b>",
        "社會",
        "\u202etest",
    ]
    strings = [tidy_line(text)[:200] for text in strings]
    strings = [text for text in strings if not is_blank(text)]
    section = make_section("사회")
    step = 40
    for start in range(0, len(strings), step):
        batch = strings[start : start + step]
        article = make_public(
            section=section,
            headline=batch[0],
            subheading="\n".join(batch)[:500],
            body="".join(f"<p>{html.escape(text)}</p>" for text in batch),
            photos=[make_photo(files=True, caption=batch[0], credit=batch[-1][:100], alt=batch[0])],
            copyright_notice=batch[-1],
        )
        page.goto(site + article.get_absolute_url())
        assert page.locator("h1").text_content() == batch[0]
        assert page.locator(".prose p").all_text_contents() == batch
        assert batch[-1] in page.locator(".copyright").text_content()


def test_an_editor_writes_in_the_rich_editor_and_it_is_on_the_site(watched, site, bora):
    section = make_section("문화")
    photo = make_photo(files=True, caption="가을 축제", credit="군 제공")
    let_in(watched, site, bora)
    watched.goto(site + "/admin/articles/article/add/")
    watched.fill("#id_headline", "가을 축제가 열린다")
    watched.select_option("#id_section", str(section.pk))
    body = watched.locator(".ProseMirror")
    body.click()
    watched.keyboard.type("축제가 ")
    watched.keyboard.press("Control+b")
    watched.keyboard.type("열린다")
    watched.keyboard.press("Control+b")
    watched.keyboard.press("Enter")
    paste = (
        '<html><body><!--StartFragment--><p class="MsoNormal" style="mso-x:1"><span style="font-family:바탕">'
        "붙인 <b>굵은</b> 글</span></p><table><tr><td>표</td></tr></table><script>alert(1)</script>"
        "<!--EndFragment--></body></html>"
    )
    watched.evaluate(
        """([html]) => { const data = new DataTransfer(); data.setData('text/html', html);
        document.querySelector('.ProseMirror').dispatchEvent(
          new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }""",
        [paste],
    )
    watched.get_by_role("button", name="사진 넣기").click()
    watched.locator("dialog img").first.click()
    watched.click(".dialog-take")
    watched.get_by_role("button", name="저장하고 승인 화면으로").click()
    watched.wait_for_url("**/review/")
    watched.check("[name=accepted][value=byline]")  # an editor without a byline
    watched.locator(".decision.approve").get_by_role("button", name="승인", exact=True).click()
    watched.wait_for_url("**/admin/")
    article = Article.objects.public().get()
    assert "<strong>열린다</strong>" in article.body
    assert "<strong>굵은</strong> 글" in article.body
    assert "<td>" in article.body
    assert "style" not in article.body
    assert "Mso" not in article.body
    assert markup.pictures(article.body) == [photo.path]
    watched.goto(site + article.get_absolute_url())
    assert watched.locator(".prose figcaption").inner_text().startswith("▲ 가을 축제")
    assert watched.complaints == []
