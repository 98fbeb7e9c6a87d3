from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_lists_of_what_is_approved")]

    operations = [
        migrations.RenameModel("Visit", "CountedView"),
        migrations.RenameIndex(
            "CountedView", new_name="counted_view_by_time", old_name="visit_by_time"
        ),
        migrations.AlterModelOptions(
            "HourlyViews",
            options={"verbose_name": "views in an hour", "verbose_name_plural": "views in an hour"},
        ),
        migrations.AlterField(
            "HourlyViews", "count", models.PositiveIntegerField(default=0, verbose_name="views")
        ),
        # They follow from a photo's width.
        migrations.RemoveField("Photo", "widths"),
    ]
