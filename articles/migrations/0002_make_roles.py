from django.db import migrations


class Migration(migrations.Migration):
    """The groups and their rights are written after every migrate; see desk/workflow/rights.py."""

    dependencies = [("articles", "0001_first_schema")]
    operations = []
