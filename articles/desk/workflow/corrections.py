"""Corrections (바로잡습니다): added, superseded, never changed."""

from django.db import IntegrityError, transaction

from ...models import Article, Correction
from ...pure import text
from ..refusals import Conflict, Incomplete, NotAllowed, WrongState
from .edits import record
from .rights import Action, is_editor


@transaction.atomic
def correct(article, editor, kind, words, supersedes=None):
    """Put a correction under a public article, once; returns the Correction.

    `kind` is one of Correction.Kind; `supersedes` an older one of the same article that readers
    shall no longer see. Raises NotAllowed, WrongState, Incomplete without words, and Conflict when
    the older one is superseded already.
    """
    current = Article.objects.select_for_update().get(pk=article.pk)
    if not is_editor(editor) or not editor.has_perm("articles.add_correction"):
        raise NotAllowed
    if not current.is_public():
        raise WrongState(current.state)
    if supersedes and supersedes.article_id != current.pk:
        raise NotAllowed
    words = text.tidy_lines(words)
    if text.is_blank(words) or kind not in Correction.Kind.values:
        raise Incomplete("text")
    same = current.corrections.standing().filter(kind=kind, text=words, supersedes=supersedes)
    if same.exists():  # a second click on the button
        return same.get()
    try:
        with transaction.atomic():
            correction = Correction.objects.create(
                article=current, kind=kind, text=words, made_by=editor, supersedes=supersedes
            )
    except IntegrityError as error:
        raise Conflict from error
    record(current, editor, Action.CORRECT, text.excerpt(words, 200))
    return correction
