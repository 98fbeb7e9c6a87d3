"""No text is stored with characters that nobody sees, whatever door it comes in by."""

import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.urls import reverse

from articles.desk import workflow
from articles.models import Article, Photo, Publication, Reporter, Section, Tag
from articles.models.text_fields import Tidied
from articles.pure import text

from .factories import make_public, make_reporter

pytestmark = pytest.mark.django_db

NASTY = "\ufeff　내년\u00a0계\u00ad획\u200b을 \u202e세운다\u3000"
TIDY = "내년 계획을 세운다"
UNTYPED = (models.SlugField, models.EmailField, models.URLField)
# What no person types as words: marks of the program, and what is made of something else.
MADE = {
    "Article": {"body", "excerpt", "legacy_hash"},
    "Chore": {"name"},
    "Comment": {"password"},
    "Decision": {"content_hash"},
    "Endpoint": {"address"},
    "FormerTag": {"key", "initials", "strokes"},
    "Generation": {"old_forms"},
    "Guess": {"account", "network"},
    "Incident": {"number", "what", "path", "user", "detail"},
    "KeptText": {"record", "title", "token"},
    "Login": {"device", "network"},
    "Mailbox": {"answer"},
    "Notice": {"occasion", "words"},  # words are said elsewhere first
    "Page": {"body"},
    "Photo": {"sha256"},
    "Redirect": {"path", "twin"},
    "Revision": {"content_hash"},
    "SentForm": {"digest", "location"},
    "SourceFile": {"key", "sha256"},
    "Tag": {"initials", "strokes"},
    "Template": {"body"},
    "User": {"password"},
}


def typed_fields(model):
    """Yield the fields of a model in which somebody writes words."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, (models.CharField, models.TextField))
        is_typed = not (field.choices or isinstance(field, UNTYPED))
        if is_text and is_typed and field.name not in MADE.get(model.__name__, ()):
            yield field


def assert_all_tidy():
    for model in apps.get_app_config("articles").get_models():
        for field in typed_fields(model):
            for value in model._base_manager.values_list(field.name, flat=True):
                assert value is None or text.tidy(value).strip() == value, (field, value)


def test_every_field_in_which_words_are_written_keeps_them_tidy():
    loose = {
        str(field)
        for model in apps.get_app_config("articles").get_models()
        for field in typed_fields(model)
        if not isinstance(field, Tidied) and model.__name__ != "User"
    }
    assert loose == set()


def test_a_row_is_tidy_by_every_statement_that_writes_it():
    saved = Reporter.objects.create(name=NASTY, biography=f"{NASTY}\n　{NASTY}")
    assert (saved.name, saved.biography) == (TIDY, f"{TIDY}\n{TIDY}")
    Section.objects.bulk_create([Section(name=NASTY, slug="a")])
    other = make_reporter("박나리")
    Reporter.objects.filter(pk=other.pk).update(name=NASTY)
    other.refresh_from_db()
    assert other.name == TIDY == Section.objects.get(name=f" {TIDY}\u200b").name
    assert_all_tidy()


def test_an_imported_line_is_tidy_in_every_field(tmp_path):
    line = {
        "id": f"{NASTY}1",
        "headline": NASTY,
        "subheading": f"{NASTY}\n{NASTY}",
        "body": f"<p>{NASTY}</p><p>&nbsp;</p><p>&#x202e;끝</p>",
        "section": NASTY,
        "region": f"{NASTY}/{NASTY}",
        "tags": [NASTY],
        "reporters": [{"name": NASTY, "title": NASTY}],
        "copyright_notice": NASTY,
        "published_at": "2025-11-04T20:25:17",
    }
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps(line))
    call_command("import_articles", str(file))
    article = Article.objects.get()
    assert article.body == f"<p>{TIDY}</p><p>끝</p>"
    assert (article.headline, article.subheading) == (TIDY, f"{TIDY}\n{TIDY}")
    assert Tag.objects.get().name == TIDY
    assert_all_tidy()


def test_what_the_desk_types_is_tidy(client, bora, dami):
    article = make_public()
    workflow.withdraw(article, bora, note=NASTY)
    client.force_login(dami)
    client.post(reverse("admin:articles_section_add"), {"name": NASTY, "slug": "a", "position": 0})
    Publication(name=NASTY, publisher_name=NASTY, slogan=NASTY).save()
    Photo.objects.create(sha256="0" * 64, width=1, height=1, caption=NASTY, credit=NASTY, alt=NASTY)
    assert Section.objects.filter(name=TIDY).exists()
    assert article.decisions.filter(note=TIDY).exists()
    assert_all_tidy()


def test_a_name_of_which_nothing_shows_is_refused(client, dami):
    client.force_login(dami)
    client.post(
        reverse("admin:articles_section_add"), {"name": "\u3164\u200b", "slug": "a", "position": 0}
    )
    assert not Section.objects.filter(slug="a").exists()
