"""What `manage.py check` tells the operator of this paper."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

from . import private


@register(Tags.security)
def files_are_private(app_configs, **_):
    """Warn of every file with settings, keys or drafts that other accounts can read."""
    return [
        Warning(
            f"Other accounts of this machine can read {path}.",
            hint=f"As its owner: chmod 600 {path}",
            id="newsstep.W001",
        )
        for path in private.readable(settings.VAR, settings.DATABASE_FILE)
    ]
