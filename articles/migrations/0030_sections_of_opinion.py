from django.db import migrations, models

NAMES = ("오피니언", "사설", "칼럼", "사설·칼럼", "의견", "논단")


def tell_opinion(apps, schema_editor):
    Section = apps.get_model("articles", "Section")
    Section.objects.filter(models.Q(slug="opinion") | models.Q(name__in=NAMES)).update(
        is_opinion=True
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_incidents")]

    operations = [
        migrations.AddField(
            model_name="section",
            name="is_opinion",
            field=models.BooleanField(
                default=False,
                help_text="The front shows who writes: the portrait and the name beside each headline.",
                verbose_name="opinion",
            ),
        ),
        migrations.RunPython(tell_opinion, migrations.RunPython.noop),
    ]
