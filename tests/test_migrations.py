from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command

from articles.models import Article, Byline, Tagging

from .factories import make_public

pytestmark = pytest.mark.django_db


def test_no_model_has_changed_without_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_what_was_withdrawn_before_leaves_the_lists_of_its_tags_and_reporters(nari):
    withdrawn = make_public(reporters=[nari.reporter], tags=["축제"])
    shown = make_public(reporters=[nari.reporter], tags=["축제"])
    Article.objects.filter(pk=withdrawn.pk).update(status=Article.Status.WITHDRAWN)
    module = import_module("articles.migrations.0007_lists_of_what_is_approved")
    module.forget_withdrawn(apps, None)
    for model, article in ((Byline, "article"), (Tagging, "content_object")):
        times = dict(model.objects.values_list(article, "published_at"))
        assert times == {withdrawn.pk: None, shown.pk: shown.published_at}
