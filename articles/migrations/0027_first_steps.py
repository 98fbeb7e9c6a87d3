from django.db import migrations, models


def leave_alone_who_has_begun(apps, schema_editor):
    """A paper that has articles needs nobody to tell it how one begins."""
    if apps.get_model("articles", "Article").objects.exists():
        apps.get_model("articles", "Publication").objects.update(steps_put_away=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_plans")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="steps_put_away",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(leave_alone_who_has_begun, migrations.RunPython.noop),
    ]
