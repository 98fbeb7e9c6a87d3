"""Cards are kept beyond a change of something else, and never show what was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import photo_use, workflow
from articles.models import Article, Photo, Publication, Section, interned
from articles.paper import blocks
from articles.reading import cards, pagecache

from .factories import make_photo, make_public, make_section
from .kinds import every_kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    """Nine articles of two sections, the newest first; three are older than a day."""
    sections = [make_section("경제"), make_section("사회")]
    now = timezone.now()
    return [
        make_public(
            section=sections[number % 2],
            subheading="부제목",
            photos=[make_photo()],
            at=now - timedelta(hours=4 * number + 1),
        )
        for number in range(9)
    ]


@pytest.fixture
def rendered(monkeypatch):
    """The names of the parts that were made, with the number of their article."""
    made, part = [], blocks.part

    def noted(name, /, **inputs):
        made.append((name, getattr(inputs.get("article"), "pk", None)))
        return part(name, **inputs)

    monkeypatch.setattr(blocks, "part", noted)
    return made


def of_articles(rendered):
    return [one for one in rendered if one[0] in ("card", "headline", "ticker_line")]


def changes(stories, bora):
    """Return {what an editor changes: how}, each of which some card shows."""
    first, *_others, last = stories
    photo = first.lead_photo

    def written(article, **fields):
        return lambda: Article.objects.filter(pk=article.pk).update(**fields)

    def saved(row, **fields):
        return lambda: type(row).objects.filter(pk=row.pk).update(**fields)

    return {
        "headline": written(first, headline="고친 제목"),
        "subheading": written(first, subheading="고친 부제목"),
        "time": written(last, published_at=timezone.now() - timedelta(minutes=3)),
        "origin": written(last, origin="sponsored"),
        "name of a section": saved(first.section, name="살림"),
        "address of a section": saved(first.section, slug="living"),
        "order of sections": saved(first.section, position=9),
        "focal point": saved(photo, focal_x=0.9),
        "another photo": written(first, lead_photo=make_photo()),
        "name of the paper": lambda: Publication(name="새 제호").save(),
        "photo out of use": lambda: photo_use.withdraw(stories[1].lead_photo, bora, "이유"),
        "withdrawn": lambda: workflow.withdraw(stories[2], bora, "이유"),
    }


def test_what_is_kept_of_cards_never_shows_what_was(client, stories, bora):
    def front():
        return client.get("/").text

    for what, change in changes(stories, bora).items():
        before = front()
        change()
        pagecache.renew()
        renewed = front()
        pagecache.drop()
        assert renewed == front() != before, what


def test_a_change_costs_the_cards_that_show_it_and_no_others(client, stories, rendered):
    Publication(name="한빛지역신문").save()
    html = client.get("/").text
    assert html.count("<li><time ") == html.count("</time> <h3>") == 4
    assert {number for _name, number in of_articles(rendered)} == {one.pk for one in stories}
    rendered.clear()
    Article.objects.filter(pk=stories[1].pk).update(headline="고친 제목")
    pagecache.renew()
    assert "고친 제목" in client.get("/").text
    assert {number for _name, number in of_articles(rendered)} == {stories[1].pk}
    assert [name for name, _number in rendered if name in ("masthead", "colophon")] == []


@pytest.mark.time_machine("2026-03-03T12:00:00+09:00", tick=False)
def test_a_card_is_made_anew_when_it_tells_another_age(client, rendered, time_machine):
    make_public(at=timezone.now() - timedelta(hours=2))
    make_public(at=timezone.now() - timedelta(days=2))
    start, told = timezone.now(), []
    for later in (0, 59, 61, 22 * 60, 50 * 60):
        time_machine.move_to(start + timedelta(minutes=later), tick=False)
        pagecache.renew()
        rendered.clear()
        html = client.get("/latest/").text
        told.append((len(of_articles(rendered)), "시간 전" in html, html.count("2026-03-0")))
    assert [made for made, _is_age, _dates in told] == [2, 0, 1, 1, 0]
    assert [is_age for _made, is_age, _dates in told] == [True, True, True, False, False]


def test_nobody_changes_what_is_kept_of_rows(client, nari, bora, monkeypatch):
    """No page asks a row of a list for a column that it has not read: it would be kept with it."""
    kinds = every_kind(client, nari, bora)

    def refused(row, **_options):
        raise AssertionError(f"more is asked of a {type(row).__name__}")

    for model in (Article, Photo, Section, Publication):
        monkeypatch.setattr(model, "refresh_from_db", refused)
    for path, status in [*kinds.values(), ["/admin/articles/slot/", None]]:
        for _ in range(2):
            assert client.get(path).status_code == status or status is None, path


def test_only_the_same_row_gives_the_same_object(stories):
    def read(**fields):
        [article] = interned(Article.objects.filter(**fields).for_cards())
        return article

    first, second = (read(pk=story.pk) for story in stories[:2])
    assert first is read(headline=first.headline)
    assert first is not second
    assert (first.section, first.lead_photo) == (stories[0].section, stories[0].lead_photo)
    Section.objects.filter(pk=first.section_id).update(name="살림")
    renamed = read(pk=first.pk)
    assert (renamed.section.name, first.section.name) == ("살림", "경제")
    assert read(pk=second.pk) is second
    assert renamed is read(pk=first.pk)


def test_the_newest_of_each_section_are_as_they_are_defined(stories, django_assert_num_queries):
    empty = make_section("날씨")
    make_public(section=empty, at=timezone.now() + timedelta(hours=1))
    sections = [stories[0].section, empty, stories[1].section]
    without = {stories[0].pk, stories[3].pk}
    with django_assert_num_queries(1):
        newest = cards.newest_of(sections, 3, without)
    assert newest == {
        section.pk: list(
            Article.objects.public().filter(section=section).exclude(pk__in=without).newest()[:3]
        )
        for section in (sections[0], sections[2])
    }
    assert cards.newest_of([], 3, without) == {}
    assert cards.newest_of([empty], 3, without) == {}


def test_the_front_asks_as_much_with_one_section_as_with_twelve(
    client, stories, django_assert_max_num_queries
):

    def asked():
        pagecache.renew()
        pagecache.generation()
        with django_assert_max_num_queries(21) as queries:
            client.get("/")
        return len(queries.captured_queries)

    asked()  # ranks the most viewed
    few = asked()
    for _ in range(10):
        section = make_section()
        for _ in range(3):
            make_public(section=section, photos=[make_photo()])
    assert asked() == few
