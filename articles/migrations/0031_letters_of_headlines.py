from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0030_sections_of_opinion"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="lettering",
            field=models.CharField(
                choices=[
                    ("sans", "without serifs (Gothic)"),
                    ("serif", "with serifs (Myeongjo)"),
                ],
                default="sans",
                help_text="Of the fonts that readers have; nothing is sent to them.",
                max_length=10,
                verbose_name="letters of headlines",
            ),
        ),
    ]
