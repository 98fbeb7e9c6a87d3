from django.db import migrations, models


class Migration(migrations.Migration):
    # By itself: PostgreSQL builds no index in a transaction that has changed the rows.
    dependencies = [("articles", "0013_tags_in_one_form")]

    operations = [
        migrations.AlterField(
            "tag", "key", models.CharField(editable=False, max_length=300, unique=True)
        )
    ]
