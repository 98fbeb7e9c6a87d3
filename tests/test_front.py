"""The front page: what stands in each band, in which form, and nothing twice."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import slots
from articles.models import HourlyViews, Slot

from . import front
from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def make_news(count, **fields):
    """Return so many public articles, a minute apart and the newest first."""
    now = timezone.now()
    return [make_public(at=now - (number + 1) * MINUTE, **fields) for number in range(count)]


def band(html, name):
    """Return the HTML of the sections of the front with a class."""
    return re.findall(rf'<section class="[^"]*\b{name}\b[^"]*".*?</section>', html, re.DOTALL)


def test_nothing_stands_twice_but_in_the_most_viewed(client):
    towns = [make_region("증평군"), make_region("괴산군", parent=make_region("충북"))]
    sections = [make_section(), make_section()]
    photos = [make_photo()]
    stories = [
        make_public(
            section=sections[number % 2],
            region=towns[number % 2] if number % 5 == 0 else None,
            photos=photos if number % 3 else [],
            at=timezone.now() - (number + 1) * MINUTE,
        )
        for number in range(50)
    ]
    HourlyViews.objects.create(article=stories[0], hour=timezone.now(), count=9)
    html = client.get("/").text
    numbers = [story.pk for story in stories]
    shown = front.everything(html)
    assert len(shown) == len(set(shown)) == 5 + 10 + 5 + 2 + 5 + 5
    assert front.lead(html) == shown[:5] == numbers[:5]
    assert front.numbers(band(html, "ticker")[0]) == shown[5:15] == numbers[5:15]
    with_photos = [story.pk for story in stories if story.lead_photo and story.pk not in shown[:15]]
    assert front.photos(html) == with_photos[:5]
    assert set(front.numbers(band(html, "most-viewed")[0])) == {numbers[0]}


def test_what_somebody_picked_as_photo_news_does_not_become_latest_news(client, bora):
    stories = make_news(12, section=make_section(), photos=[make_photo()])
    for place, number in enumerate((6, 7, 8), start=1):
        slots.pick(Slot.PHOTO_NEWS, stories[number], bora, place)
    slots.pick(Slot.LATEST, stories[8], bora, 1)
    slots.pick(Slot.LATEST, stories[0], bora, 2)
    top = slots.top()
    numbers = [stories.index(article) for article in top.latest]
    assert [stories.index(article) for article in top.lead] == [0, 1, 2, 3, 4]
    assert numbers == [8, 5, 9, 10, 11]
    assert [stories.index(article) for article in top.photo_news] == [6, 7]
    assert "photo-band" not in client.get("/").text


def test_the_ticker_tells_the_time_of_today_and_the_day_before(client, time_machine):
    time_machine.move_to("2026-03-03T09:00:00+09:00", tick=False)
    make_news(5, section=make_section())
    for hours in (1, 10):
        make_public(headline="<표> 제목", at=timezone.now() - timedelta(hours=hours))
    ticker = band(client.get("/").text, "ticker")[0]
    assert re.findall(r'<time datetime="([^"]+)">([^<]+)', ticker) == [
        ("2026-03-03T08:00:00+09:00", "08:00"),
        ("2026-03-02T23:00:00+09:00", "3.2."),
    ]
    assert ticker.count("&lt;표&gt; 제목") == 2


def test_sections_take_turns_in_their_forms(client):
    above = make_section()
    make_news(15, section=above)
    for minutes in range(20, 25):
        at = timezone.now() - minutes * MINUTE
        make_public(section=above, photos=[make_photo()], at=at)
    sections = [make_section(is_opinion=number == 1) for number in range(6)]
    for number, section in enumerate(sections):
        for minutes in (60, 61, 62):
            has_photo = number != 4 and minutes == 61
            make_public(
                headline=f"{number}번 {minutes}분",
                section=section,
                photos=[make_photo()] if has_photo else [],
                at=timezone.now() - minutes * MINUTE,
            )
    html = client.get("/").text
    forms = re.findall(
        r'<section class="section-block section-(\w+)" aria-labelledby="([^"]+)"', html
    )
    at = {f"section-{section.slug}": number for number, section in enumerate(sections)}
    assert [(form, at[name]) for form, name in forms] == [
        ("photo", 0),
        ("pair", 2),
        ("opinion", 1),
        ("photo", 3),
        ("pair", 4),
        ("photo", 5),
    ]
    rows = re.findall(r'<div class="section-row of-([\w-]+)"', html)
    assert rows == ["photo-pair", "opinion", "photo-pair", "photo"]
    assert re.findall(r"0번 \d+분", html) == ["0번 61분", "0번 60분", "0번 62분"]


def test_opinion_shows_who_writes(client):
    make_news(15, section=make_section())
    section = make_section("오피니언", is_opinion=True)
    writer = make_reporter("김하늘", title="논설위원", photo=make_photo())
    second = make_reporter("박나리")
    at = timezone.now() - timedelta(hours=2)
    make_public(headline="실린 글", section=section, reporters=[writer, second], at=at)
    make_public(headline="사설 글", section=section, reporters=[], at=at)
    [html] = band(client.get("/").text, "section-opinion")
    signed = next(card for card in html.split("<article")[1:] if "실린 글" in card)
    unsigned = next(card for card in html.split("<article")[1:] if "사설 글" in card)
    assert "김하늘 논설위원" in signed
    assert writer.photo.path.url(640) in signed
    assert "박나리" not in signed
    assert "portrait" not in unsigned


def test_each_town_stands_with_its_newest_article(client):
    section = make_section()
    make_news(15, section=section)
    province = make_region("충북")
    first, second, silent = (
        make_region(name, parent=province) for name in ("증평군", "괴산군", "음성군")
    )
    at = timezone.now() - timedelta(hours=1)
    make_public(headline="도 소식", section=section, region=province, at=at)
    for name, town, hours in (("옛", first, 4), ("새", first, 3), ("새", second, 2)):
        make_public(
            headline=f"{town.name} {name} 소식",
            section=section,
            region=town,
            at=timezone.now() - timedelta(hours=hours),
        )
    make_article(headline="초안 소식", section=section, region=silent)
    [html] = band(client.get("/").text, "towns")
    assert re.findall(r"[가-힣]+ . 소식", html) == ["괴산군 새 소식", "증평군 새 소식"]
    assert re.findall(r'<li data-town="[^"]+"><a href="([^"]+)">', html) == [
        second.get_absolute_url(),
        first.get_absolute_url(),
    ]
    assert "초안" not in html


def test_a_paper_with_one_article_has_a_front_without_holes(client):
    [article] = make_news(1, section=make_section(), region=make_region("증평군"))
    html = client.get("/").text
    assert front.everything(html) == [article.pk]
    for name in ("ticker", "towns", "photo-band", "section-block"):
        assert band(html, name) == []


@pytest.fixture
def paper():
    """A paper of six sections and four towns, with long headlines and photos."""
    towns = [make_region(name) for name in ("증평군", "괴산군", "음성군", "진천군")]
    sections = [make_section(is_opinion=number == 5) for number in range(6)]
    photos = [make_photo(width=1200, height=800)]
    for number in range(70):
        make_public(
            headline="군의회, 내년 예산안 심사 착수…복지·안전에 무게 싣는다",
            section=sections[number % 6],
            region=towns[number % 4],
            photos=photos if number % 2 else [],
            at=timezone.now() - (number + 1) * MINUTE,
        )


SEEN = """() => [...document.querySelectorAll("main :is(h2, h3) a[href^='/articles/']")].filter((link) => {
  const { width, bottom } = link.getBoundingClientRect();
  return width && bottom <= innerHeight;
}).length"""
CHIPS = "els => els.map((el) => el.textContent.trim())"
SHIFT = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntries().reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0))
).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 300))"""


@pytest.mark.browser
@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_a_reader_sees_much_at_once_and_her_own_town_first(browser, site, paper):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(site)
    assert page.evaluate(SEEN) >= 10
    towns = page.locator(".town-chips li[data-town]").evaluate_all(CHIPS)
    page.get_by_label("내 동네").select_option(towns[2])
    own_first = [towns[2], towns[0], towns[1], towns[3]]
    assert page.locator(".town-chips li[data-town]").evaluate_all(CHIPS) == own_first
    page.reload()
    assert page.locator(".town-chips li[data-town]").evaluate_all(CHIPS) == own_first
    assert page.locator(".town-name").evaluate_all(CHIPS) == own_first
    assert page.evaluate(SHIFT) == 0
    assert context.cookies() == []
    page.get_by_label("내 동네").select_option("정하지 않음")
    assert page.locator(".town-name").evaluate_all(CHIPS) == towns
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollHeight") <= 6500
    context.close()


@pytest.mark.browser
@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_without_a_script_the_towns_are_links(browser, site, paper):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    assert not page.get_by_label("내 동네").is_visible()
    page.get_by_role("link", name="괴산군", exact=True).click()
    assert page.locator("h1").inner_text() == "괴산군"
    context.close()


@pytest.mark.browser
@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_a_town_where_little_happens_comes_first_for_its_reader(browser, site, paper, monkeypatch):
    monkeypatch.setattr("articles.models.region.TOWNS", 4)
    make_public(region=make_region("단양군"), at=timezone.now() - timedelta(days=900))
    context = browser.new_context()
    page = context.new_page()
    page.goto(site)
    assert page.get_by_label("내 동네").locator("option", has_text="단양군").count() == 0
    page.goto(site + "/regions/")
    page.get_by_label("내 동네").select_option("단양군")
    page.goto(site)
    page.locator(".town.own").wait_for()
    shown = page.locator(".town-name").evaluate_all(CHIPS)
    assert (shown[0], len(shown)) == ("단양군", 4)
    page.get_by_role("link", name="단양군").click()
    assert page.locator("h1").inner_text() == "단양군"
    context.close()
