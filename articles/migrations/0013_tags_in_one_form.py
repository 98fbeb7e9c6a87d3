import re
import unicodedata
from collections import defaultdict

import django.db.models.deletion
import taggit.managers
from django.db import migrations, models

NARROW = {
    code: code - 0xFEE0
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for code in range(ord(first), ord(last) + 1)
}
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
EMOJI = "[\u2190-\u27ff\u2900-\u2bff\U0001f000-\U0001faff]"
UNSEEN = re.compile(
    f"({EMOJI}(?:\ufe0f|[\U000e0020-\U000e007f]+)?(?:\u200d(?={EMOJI}))?)"
    "|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
BATCH = 500


def one_form(name):
    """Return the name as every door of the paper writes it from now on."""
    printable = UNPRINTABLE.sub("", unicodedata.normalize("NFC", re.sub(r"\s", " ", name)))
    seen = UNSEEN.sub(lambda match: match[1] or "", printable.translate(NARROW))
    return " ".join(unicodedata.normalize("NFC", seen).lstrip("#＃ ").split())


def key_of(name):
    return unicodedata.normalize("NFC", name.casefold())


def take_in(apps, tag, other):
    """Give the articles of the other tag this one, once, and let its address lead here."""
    taggings = apps.get_model("articles", "Tagging").objects
    carried = taggings.filter(tag=tag).values("content_object")
    taggings.filter(tag=other, content_object__in=carried).delete()
    taggings.filter(tag=other).update(tag=tag)
    former = apps.get_model("articles", "FormerTag")
    former.objects.create(key=key_of(one_form(other.name)), slug=other.slug, tag=tag)
    other.delete()


def bring_into_one_form(apps, schema_editor):
    """Merge the tags whose names differ in nothing that is seen; the oldest stays."""
    tags = apps.get_model("articles", "Tag").objects.order_by("pk")
    alike = defaultdict(list)
    for tag in tags:
        alike[key_of(one_form(tag.name))].append(tag)
    for tag in alike.pop("", ()):  # which nobody sees
        apps.get_model("articles", "Tagging").objects.filter(tag=tag).delete()
        tag.delete()
    changed = []
    for key, (oldest, *others) in alike.items():
        for other in others:
            take_in(apps, oldest, other)
        oldest.name, oldest.key = one_form(oldest.name), key
        changed.append(oldest)
    tags.bulk_update(changed, ["name", "key"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_old_addresses")]

    operations = [
        migrations.AddField(
            "tag", "key", models.CharField(default="", editable=False, max_length=300)
        ),
        migrations.AlterField(
            "article",
            "tags",
            taggit.managers.TaggableManager(
                blank=True,
                help_text='Separated by commas. A name with a comma stands in quotation marks: "1,000".',
                through="articles.Tagging",
                to="articles.Tag",
                verbose_name="tags",
            ),
        ),
        migrations.CreateModel(
            "FormerTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=300)),
                ("slug", models.SlugField(allow_unicode=True, max_length=100, unique=True)),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="formers",
                        to="articles.tag",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(bring_into_one_form, migrations.RunPython.noop),
    ]
