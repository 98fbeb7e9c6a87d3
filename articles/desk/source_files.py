"""The papers that articles are written from: kept for the desk, never public."""

import hashlib
import logging
import secrets
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..models import SourceFile
from ..pure import source_files, sweeping
from . import workflow
from .refusals import NotAllowed

logger = logging.getLogger(__name__)

MAX_OF_AN_ARTICLE = 50
WAITS_FOR = timedelta(days=8)  # a day longer than a browser keeps the text that it belongs to


def add(name, data, user):
    """Return a new SourceFile of the bytes, which waits for its article. Raises imaging.Unusable.

    The file is written before the row is, so no row points to a missing file.
    """
    row = SourceFile(
        key=secrets.token_hex(16),
        name=name,
        kind=source_files.kind_of(data),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        uploaded_by=user,
    )
    source_files.write(row.path, data)
    row.save()
    return row


def of(article):
    """Return the SourceFiles of the article; a working copy has those of its article."""
    rows = SourceFile.objects.filter(article=article.replaces_id or article.pk)
    return rows.select_related("uploaded_by")


def may_read(user, row):
    """Return whether the user may have the file: whoever may read its article unfinished."""
    if row.article_id:
        return workflow.may_read(user, row.article)
    return user.is_active and row.uploaded_by_id == user.pk


@transaction.atomic
def attach(article, user, numbers):
    """Give the article those of the files that wait for the user's; each content once."""
    known = set(of(article).values_list("sha256", flat=True))
    for row in SourceFile.objects.waiting(user).filter(pk__in=numbers):
        if row.sha256 in known:
            row.delete()
            continue
        known.add(row.sha256)
        row.article_id = article.replaces_id or article.pk
        row.save(update_fields=["article"])


@transaction.atomic
def remove(article, user, numbers):
    """Delete files of the article for good. Raises NotAllowed."""
    if not workflow.may_edit(user, article):
        raise NotAllowed
    for row in of(article).filter(pk__in=numbers):
        row.delete()


def remove_file(row):
    """Remove the file of a row that is gone."""
    row.path.unlink(missing_ok=True)


def sweep():
    """Remove files that no article came for, and what interrupted writes have left. Tells the log."""
    lost = SourceFile.objects.filter(
        article__isnull=True, uploaded_at__lt=timezone.now() - WAITS_FOR
    )
    count = lost.count()
    lost.delete()
    count += source_files.sweep(settings.SOURCES_ROOT, with_rows, time.time() - sweeping.RESTS_FOR)
    if count:
        logger.warning("%d source files that belong to no article have been removed", count)
    return count


def with_rows(keys):
    """Return which of the keys have a row."""
    rows = SourceFile.objects.values_list("key", flat=True).order_by()
    steps = range(0, len(keys), 500)
    return {key for step in steps for key in rows.filter(key__in=keys[step : step + 500])}
