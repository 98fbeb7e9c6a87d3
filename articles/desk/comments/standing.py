"""The comment that a reader does something about, as long as readers see it."""

from ...models import Article, Comment
from ..refusals import Gone


def locked(comment, now):
    """Return the comment as it is now; others wait until the transaction ends.

    Raises Gone when readers see it or its article no more.
    """
    shown = Comment.objects.shown(now).filter(article__in=Article.objects.public(now))
    current = shown.select_for_update(of=("self",)).filter(pk=comment.pk).first()
    if current is None:
        raise Gone
    return current
