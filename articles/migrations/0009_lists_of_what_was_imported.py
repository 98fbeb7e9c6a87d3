from django.db import migrations
from django.db.models import Case, Exists, OuterRef, Subquery, When


def list_approved(apps, schema_editor):
    """Put approved articles into the lists of their tags and reporters, and no others."""
    articles = apps.get_model("articles", "Article").objects.order_by()
    for model, article in (("Byline", "article_id"), ("Tagging", "content_object_id")):
        rows = apps.get_model("articles", model).objects.order_by()
        own = articles.filter(pk=OuterRef(article))
        time = own.values(at=Case(When(status="approved", then="published_at"))).values("at")
        is_listed = Exists(own.filter(status="approved", published_at=OuterRef("published_at")))
        is_hidden = ~Exists(own.filter(status="approved"))
        right = rows.filter(is_listed) | rows.filter(is_hidden, published_at=None)
        rows.exclude(pk__in=right.values("pk")).update(published_at=Subquery(time))


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_one_stem_of_views")]

    operations = [migrations.RunPython(list_approved, migrations.RunPython.noop)]
