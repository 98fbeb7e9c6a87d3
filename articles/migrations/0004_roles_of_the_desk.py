from django.db import migrations


class Migration(migrations.Migration):
    """The groups and their rights are written after every migrate; see desk/workflow/rights.py."""

    dependencies = [("articles", "0003_schema_of_the_desk")]
    operations = []
