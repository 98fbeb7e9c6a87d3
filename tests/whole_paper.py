"""Fills an empty paper with a row in every table, or tells what its readers see: python -m tests.whole_paper.

Where it is filled already each public address and a digest of its page are printed, as JSON.
"""

import hashlib
import json
import os
from datetime import UTC, date, datetime, time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstep.settings")
django.setup()

import time_machine  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import IntegrityError, models  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models import Article, Related  # noqa: E402
from tests.factories import make_reporter, make_section, make_user  # noqa: E402
from tests.kinds import every_kind  # noqa: E402
from tests.screens import every_screen  # noqa: E402

NOW = datetime(2026, 11, 28, 1, 2, 3, 4, tzinfo=UTC)
VALUES = {
    "BinaryField": b"\x80\xc3\x28\x00'\\",
    "BooleanField": True,
    "DateField": date(2026, 11, 28),
    "DateTimeField": NOW,
    "FloatField": 0.1,
    "JSONField": {"둘": [None, "물음?\t\\u0000"], "a": 1},
    "TimeField": time(14, 0),
}


def every_model():
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def fill():
    nari, bora = make_user("nari", "기자"), make_user("bora", "편집자")
    make_reporter("김나리", user=nari)
    every_screen(nari, bora)
    paths = every_kind(Client(HTTP_HOST="127.0.0.1"), nari, bora)
    Related.objects.create(article=Article.objects.first(), to=Article.objects.last())
    left = [model for model in every_model() if not model._base_manager.exists()]
    while left:
        # Some point to others that have no row yet.
        still = [model for model in left if not made(model)]
        assert still != left, [model._meta.label for model in left]
        left = still
    make_section("그만둔 섹션").delete()  # its number is not given again
    (settings.VAR / "paths.json").write_text(json.dumps([path for path, _status in paths.values()]))


def made(model):
    """Return whether a row could be made of a model; it has values of any kind."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    fields += [field for field in model._meta.pk_fields if not is_serial(field)]
    values = {field.attname: value_of(field) for field in fields}
    try:
        model._base_manager.bulk_create([model(**values)])
    except IntegrityError:
        return False
    return True


def is_serial(field):
    return isinstance(field, models.AutoField)


def value_of(field):
    if field.remote_field:
        row = field.related_model._base_manager.last()
        return getattr(row, field.target_field.attname, None)
    if field.choices:
        return field.choices[0][0]
    if field.has_default():
        return field.get_default()
    return VALUES.get(field.get_internal_type(), number_or_text(field))


def number_or_text(field):
    return 7 if "Integer" in field.get_internal_type() else "가'\\\t나"[: field.max_length]


def pages():
    """Return {address: digest of its page} at one moment."""
    with time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC), tick=False):
        client = Client(HTTP_HOST="127.0.0.1")
        return {
            path: hashlib.sha256(client.get(path).getvalue()).hexdigest()
            for path in json.loads((settings.VAR / "paths.json").read_text())
        }


if __name__ == "__main__":
    if (settings.VAR / "paths.json").exists():
        print(json.dumps(pages()))
    else:
        fill()
