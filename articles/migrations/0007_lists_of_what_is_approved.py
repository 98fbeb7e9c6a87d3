from django.db import migrations


def forget_withdrawn(apps, schema_editor):
    """Take articles that are not approved out of the lists of tags and reporters."""
    withdrawn = apps.get_model("articles", "Article").objects.exclude(status="approved").values("pk")
    for model, article in (("Byline", "article"), ("Tagging", "content_object")):
        listed = apps.get_model("articles", model).objects.filter(published_at__isnull=False)
        listed.filter(**{f"{article}__in": withdrawn}).update(published_at=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_reads_by_day_and_visitor")]

    operations = [migrations.RunPython(forget_withdrawn, migrations.RunPython.noop)]
