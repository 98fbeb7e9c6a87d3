from django.contrib.auth.management import create_permissions
from django.db import migrations

REPORTER = (
    "add_article", "change_article", "delete_article", "view_article", "submit_article",
    "add_articlephoto", "change_articlephoto", "delete_articlephoto", "view_articlephoto",
    "add_byline", "change_byline", "delete_byline", "view_byline",
    "add_photo", "change_photo", "view_photo",
)
EDITOR = (
    *REPORTER,
    "approve_article", "view_decision", "view_revision",
    *(
        f"{verb}_{noun}"
        for noun in ("section", "region", "tag", "reporter", "pick")
        for verb in ("add", "change", "delete", "view")
    ),
)
ROLES = {"기자": REPORTER, "편집자": EDITOR}


def make_roles(apps, schema_editor, roles=ROLES):
    # Permissions are made after all migrations otherwise, too late for the groups that hold them.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles"
    )
    for name, codenames in roles.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_first_schema")]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
