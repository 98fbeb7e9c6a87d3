"""Old addresses of articles where a page of ours would answer, too: asked in front of it."""

from django.db import DatabaseError, connection

from ...models import Article, Redirect
from ...models.generation import old_forms
from ...pure import addresses
from .freshness import generation

# Nothing old is looked for there: the newsroom, files, machines.
NEVER = (b"/admin/", b"/static/", b"/media/", b"/preview/", b"/views/", b"/healthz")


def new_path(path, query, with_twins=False):
    """Return the path of the article that had the address asked for, None without one.

    The address is a path in bytes, not in percent, and a query as WSGI gives it. One query. Only
    what was public once has moved for readers.
    """
    address = addresses.address_of(path, query.encode("latin-1", "replace"))
    names, folders = known_forms()
    by_path = with_twins or folder_of(path) in folders
    old = Redirect.objects.filter(article__in=Article.objects.ever_public())
    redirect = old.leading(address, names, with_twins, by_path)
    return redirect and redirect.article.get_absolute_url()


def hidden_path(method, path, query):
    """Return the path that `new_path` does where one of our pages would hide it, None otherwise.

    No query, unless it looks like one: it has a parameter that an import used, or lies in a folder
    of ours in which an import had articles. Nothing has moved while the database can't say.
    """
    if method not in ("GET", "HEAD") or not looks_old(path, query):
        return None
    try:
        return new_path(path, query)
    except DatabaseError:
        return None
    finally:
        # A thread that answers from memory only must hold no connection of a pool.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


def looks_old(path, query):
    """Return whether an address may be an old one, by what it looks like."""
    if path.startswith(NEVER):
        return False
    names, folders = known_forms()
    if folders and folder_of(path) in folders:
        return True
    if not query or not names:
        return False
    fields = query[:2000].lower().split("&")
    return any(field.partition("=")[0] in names for field in fields)


def folder_of(path):
    """Return the first part of a path in bytes, such as "/archive"."""
    return path[: path.find(b"/", 1)].decode("latin-1")


def known_forms():
    """Return the OldForms of all imports, without a query of its own."""
    try:
        return old_forms(generation()[-1])
    except DatabaseError:
        return old_forms(None)
