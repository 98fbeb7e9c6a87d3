"""Working copies (수정본): how a reporter changes an article that stays public meanwhile."""

from django.db import transaction

from ...models import Article
from ..refusals import NotAllowed, WrongState
from .edits import put_content, record, record_edit
from .moves import move
from .rights import Action, may_open_copy


@transaction.atomic
def open_copy(article, user):
    """Return a new draft with the content of the live article, to be approved into it.

    Raises NotAllowed, and WrongState when it is not live or has an unfinished copy already.
    """
    current = Article.objects.select_for_update().get(pk=article.pk)
    if not may_open_copy(user, current):
        raise NotAllowed
    if not current.is_public() or current.working_copies.unfinished().exists():
        raise WrongState(current.state)
    copy = Article(
        replaces=current,
        created_by=user,
        section=current.section,
        headline=current.headline,
        body=current.body,
    )
    copy.save()
    put_content(copy, current.content())
    record_edit(copy, user)
    record(copy, user, Action.OPEN_COPY)
    return copy


def discard(copy, by, note="", version=None):
    """Finish a working copy without using it. Raises NotAllowed, WrongState, Conflict."""
    return move(Action.DISCARD, copy, by, note, version)
