"""Tells the page cache of every editorial change, once it is committed."""

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from . import models, pagecache

SHOWN = (
    models.Article,
    models.ArticlePhoto,
    models.Byline,
    models.Page,
    models.Photo,
    models.Pick,
    models.Publication,
    models.Region,
    models.Reporter,
    models.Section,
    models.Tag,
    models.Tagging,
)


@receiver([post_save, post_delete, m2m_changed], dispatch_uid="renew_pages")
def renew_pages(sender, using, **_):
    """Raise the generation once a transaction, however many rows it changes."""
    if sender not in SHOWN:
        return
    waiting = transaction.get_connection(using).run_on_commit
    if not any(function is pagecache.renew for _, function, _ in waiting):
        # What is saved is saved, whatever becomes of this; pages are renewed by age then.
        transaction.on_commit(pagecache.renew, using=using, robust=True)
