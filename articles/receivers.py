"""Tells the page cache, the search index and search engines of changes, notes logins, writes the rights."""

from functools import partial

from django.conf import settings
from django.contrib.auth import user_logged_in
from django.contrib.auth.management import create_permissions
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from django.dispatch import receiver
from tqdm import tqdm

from . import models
from .desk import source_files, workflow
from .desk.login import sessions
from .exchange import indexnow
from .operation import private
from .reading import comments, pagecache, search
from .reading.readership import beacon

ON_PAGES = (
    models.Article,
    models.ArticlePhoto,
    models.Byline,
    models.CommentRules,
    models.Correction,
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
    if sender not in ON_PAGES:
        return
    waiting = transaction.get_connection(using).run_on_commit
    if not any(function is pagecache.renew for _, function, _ in waiting):
        # What is saved is saved, whatever becomes of this; pages are renewed by age then.
        transaction.on_commit(pagecache.renew, using=using, robust=True)


@receiver(post_save, sender=models.CommentCount, dispatch_uid="look_at_counts_again")
def look_at_counts_again(**_):
    """Let this worker see what it changed itself; no page becomes stale by a comment."""
    comments.look_again()


# The index is no cache: it is written in the transaction of what it follows.


@receiver([post_save, post_delete], dispatch_uid="follow_row")
def follow_row(sender, instance, using, **_):
    if number := getattr(sender, "searched_number", None):
        follow_rows(sender, [getattr(instance, number)], using)


@receiver(models.words_written, dispatch_uid="follow_rows")
def follow_rows(sender, numbers, using, **_):
    """Index anew what is found by what the rows of the sender say."""
    if sender is models.Photo:
        search.look_again(search.PHOTOS, numbers, using)
        # Of the articles those that say of a photo what the library says.
        rows = models.ArticlePhoto.objects.using(using).filter(photo__in=numbers, caption=None)
        numbers = rows.order_by().values_list("article", flat=True)
    search.look_again(search.ARTICLES, numbers, using)


@receiver(post_migrate, dispatch_uid="fill_indexes")
def fill_indexes(sender, using, verbosity, **_):
    """Index everything when an upgrade has made an index anew."""
    if sender.label == "articles":
        for index in (search.ARTICLES, search.PHOTOS):
            if search.differences(index):
                with tqdm(total=index.model.objects.count(), desc=index.table, disable=None) as bar:
                    search.rebuild(index, progress=bar.update)
        models.Tag.objects.using(using).write_beginnings()


@receiver(post_save, sender=models.Decision, dispatch_uid="tell_search_engines")
def tell_search_engines(instance, **_):
    """Note every decision that readers see, in its own transaction, for IndexNow."""
    indexnow.note(instance)


@receiver(post_migrate, dispatch_uid="write_roles")
def write_roles(sender, using, **_):
    """Give the groups their rights after every migrate, the permissions of new models included."""
    if sender.label == "articles":
        create_permissions(sender, using=using, verbosity=0)
        workflow.write_roles(using)


@receiver(post_migrate, dispatch_uid="keep_private")
def keep_private(sender, **_):
    """Hide the database from other accounts as soon as it is made, whatever the umask says."""
    private.keep(settings.VAR, settings.DATABASE_FILE)


@receiver(post_delete, sender=models.SourceFile, dispatch_uid="remove_source_file")
def remove_source_file(instance, using, **_):
    """Let the file go with its row, also when that goes with its article."""
    transaction.on_commit(partial(source_files.remove_file, instance), using=using, robust=True)


@receiver(user_logged_in, dispatch_uid="note_login")
def note_login(request, user, **_):
    """Note the session of every login, whatever way it came: one that is not used yet can be ended too."""
    if request.session.session_key is None:
        request.session.save()
    agent = request.META.get("HTTP_USER_AGENT", "")
    sessions.note(request.session, user, beacon.client(request.META), agent)
