from importlib import import_module

from django.db import migrations

first = import_module("articles.migrations.0002_make_roles")
ROLES = {
    "기자": first.REPORTER,
    "편집자": (*first.EDITOR, "add_correction", "view_correction", "view_slotchange"),
}


def make_roles(apps, schema_editor):
    first.make_roles(apps, schema_editor, ROLES)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_schema_of_the_desk")]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
