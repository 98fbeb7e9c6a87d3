"""However an article becomes public, every list that it belongs to shows it, and none when it is not."""

import io
import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from articles.desk import workflow
from articles.models import Article, Byline, Tagging
from articles.reading import pagecache

from .factories import make_article, make_public, make_region, make_section

pytestmark = pytest.mark.django_db
HEADLINE = "새 도서관이 문을 열었다"


@pytest.fixture
def story(nari):
    """A draft that belongs to a list of every kind."""
    return make_article(
        headline=HEADLINE,
        created_by=nari,
        reporters=[nari.reporter],
        tags=["도서관"],
        section=make_section("문화", slug="culture"),
        region=make_region("증평군", parent=make_region("충북")),
    )


def no_rows(story):
    """Take the tag and the reporter away."""
    story.tags.clear()
    story.bylines.all().delete()


def rows(story, nari):
    """Give the tag and the reporter."""
    story.tags.add("도서관")
    Byline.objects.create(article=story, reporter=nari.reporter)


def imported(tmp_path, **fields):
    line = {
        "id": "1",
        "headline": HEADLINE,
        "body": "군은 새 도서관을 열었다고 밝혔다.",
        "section": "문화",
        "region": "충북/증평군",
        "tags": ["도서관"],
        "reporters": [{"name": "김나리"}],
        "published_at": "2026-11-20T09:00:00+09:00",
    }
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(line | fields))
    call_command("import_articles", str(file), stdout=io.StringIO())


# Ways to become public

NAMELESS = ["byline"]  # some lose their reporters on the way


def approved(story, nari, bora, tmp_path):
    workflow.approve(story, bora, accepted=NAMELESS)


def scheduled(story, nari, bora, tmp_path):
    workflow.approve(story, bora, at=timezone.now() + timedelta(hours=1))
    Article.objects.filter(pk=story.pk).update(published_at=timezone.now())


def restored(story, nari, bora, tmp_path):
    workflow.approve(story, bora, accepted=NAMELESS)
    workflow.withdraw(story, bora, "확인 중")
    workflow.restore(story, bora, "확인함")


def merged_from_a_copy(story, nari, bora, tmp_path):
    no_rows(story)
    workflow.record_edit(story, nari)
    workflow.approve(story, bora, accepted=NAMELESS)
    copy = workflow.open_copy(Article.objects.get(pk=story.pk), bora)
    rows(copy, nari)
    workflow.record_edit(copy, nari)
    workflow.approve(copy, bora, accepted=NAMELESS)


def brought_back(story, nari, bora, tmp_path):
    workflow.approve(story, bora, accepted=NAMELESS)
    first = story.revisions.get()
    story.refresh_from_db()
    no_rows(story)
    workflow.record_edit(story, bora)
    workflow.bring_back(story, bora, first, story.edit_version)


def edited_while_live(story, nari, bora, tmp_path):
    no_rows(story)
    workflow.approve(story, bora, accepted=NAMELESS)
    rows(Article.objects.get(pk=story.pk), nari)


def given_rows_many_at_a_time(story, nari, bora, tmp_path):
    tag = story.tags.get()
    no_rows(story)
    workflow.approve(story, bora, accepted=NAMELESS)
    Byline.objects.bulk_create([Byline(article=story, reporter=nari.reporter)])
    Tagging.objects.bulk_create([Tagging(content_object=story, tag=tag)])


def saved_by_hand(story, nari, bora, tmp_path):
    story.status, story.published_at = Article.Status.APPROVED, timezone.now()
    story.save()


def imported_once(story, nari, bora, tmp_path):
    story.delete()
    imported(tmp_path)


def imported_again_with_other_words(story, nari, bora, tmp_path):
    story.delete()
    imported(tmp_path, tags=["축제"], published_at="2026-11-19T09:00:00+09:00")
    imported(tmp_path)


WAYS = (
    approved,
    scheduled,
    restored,
    merged_from_a_copy,
    brought_back,
    edited_while_live,
    given_rows_many_at_a_time,
    saved_by_hand,
    imported_once,
    imported_again_with_other_words,
)


def lists(client, nari):
    """Return the names of the lists that show the headline to readers."""
    pagecache.drop()
    article = Article.objects.filter(headline=HEADLINE).order_by("pk").first()
    day = timezone.localtime(article.published_at or timezone.now())
    sharing = Article.objects.get(headline="도서관 소식")
    paths = {
        "front": "/",
        "latest": "/latest/",
        "section": "/sections/culture/",
        "region": article.region.get_absolute_url(),
        "province": article.region.parent.get_absolute_url(),
        "tag": "/tags/도서관/",
        "reporter": nari.reporter.get_absolute_url(),
        "day": f"/archive/{day:%Y/%m/%d}/",
        "related": sharing.get_absolute_url(),
    }
    return {name for name, path in paths.items() if HEADLINE in client.get(path).text}


EVERY = {
    *("front", "latest", "section", "region", "province", "tag", "reporter", "day", "related"),
}


@pytest.fixture
def sharing():
    """Another public article with the same tag, under which related ones stand."""
    return make_public(headline="도서관 소식", tags=["도서관"], section=make_section())


@pytest.mark.parametrize("become_public", WAYS, ids=lambda way: way.__name__)
def test_every_list_shows_what_has_become_public(
    client, story, sharing, nari, bora, tmp_path, become_public
):
    assert lists(client, nari) == set()
    become_public(story, nari, bora, tmp_path)
    assert lists(client, nari) == EVERY


@pytest.mark.parametrize("become_public", WAYS, ids=lambda way: way.__name__)
def test_no_list_shows_what_has_been_withdrawn(
    client, story, sharing, nari, bora, tmp_path, become_public
):
    become_public(story, nari, bora, tmp_path)
    workflow.withdraw(Article.objects.get(headline=HEADLINE, replaces=None), bora, "오보")
    assert lists(client, nari) == set()
    assert not Byline.objects.filter(article__headline=HEADLINE, published_at__isnull=False)
    assert not Tagging.objects.filter(content_object__headline=HEADLINE, published_at__isnull=False)


def test_what_was_imported_before_comes_into_its_lists(client, story, sharing, nari, bora):
    workflow.approve(story, bora, accepted=NAMELESS)
    hidden = make_article(tags=["도서관"], reporters=[nari.reporter])
    Byline.objects.update(published_at=None)
    Tagging.objects.filter(content_object=story).update(published_at=None)
    Tagging.objects.filter(content_object=hidden).update(published_at=timezone.now())
    step = "0009_lists_of_what_was_imported"
    [list_approved] = MigrationLoader(connection).get_migration("articles", step).operations
    list_approved.code(apps, None)
    assert lists(client, nari) == EVERY
    assert hidden.taggings.get().published_at is hidden.bylines.get().published_at is None
