"""What `manage.py check` tells the operator of this paper."""

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.core.files.storage import storages
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from ..models import Publication
from . import private


@register(Tags.security)
def files_are_private(app_configs, **options):
    """Warn of every file with settings, keys or drafts that other accounts can read."""
    return [
        Warning(
            _("Other accounts of this machine can read %(path)s.") % {"path": path},
            hint=_("As its owner: chmod 600 %(path)s") % {"path": path},
            id="newsstep.W001",
        )
        for path in private.readable(settings.VAR, settings.DATABASE_FILE)
    ]


@register(Tags.database)
def imprint_is_complete(app_configs, databases=(), **options):
    """Warn of what the law demands of the imprint and nobody has filled in.

    Asked by `manage.py check --database default`, and by `migrate` before there are tables.
    """
    if "default" not in (databases or ()):
        return []
    try:
        with transaction.atomic():
            missing = Publication.current().missing()
    except DatabaseError:
        return []
    if not missing:
        return []
    return [
        Warning(
            _("The imprint lacks what the law demands of a newspaper: %(fields)s.")
            % {"fields": ", ".join(map(str, missing.values()))},
            hint=_("As the publisher: %(address)s")
            % {"address": f"{settings.SITE_URL}/admin/articles/publication/"},
            id="newsstep.W002",
        )
    ]


@register("media")
def photos_can_be_kept(app_configs, **options):
    """Warn in one line when the bucket of the photos cannot be used."""
    if not settings.MEDIA_S3:
        return []
    # Not the program's own storage, whose connections must not be those of its later workers.
    bucket = storages.create_storage(settings.STORAGES["default"])
    trouble = bucket.trouble()
    if not trouble:
        return []
    return [
        Warning(
            _("MEDIA_S3_BUCKET: photos can neither be read nor saved: %(trouble)s")
            % {"trouble": trouble},
            hint=_(
                "Look at MEDIA_S3_ENDPOINT, MEDIA_S3_KEY and MEDIA_S3_SECRET; pages of readers go on."
            ),
            id="newsstep.W003",
        )
    ]
