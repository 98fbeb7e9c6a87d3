"""The comment that a reader does something about, as long as readers see it."""

from ...models import Article, Comment
from ..refusals import Gone


def locked(comment, now, these=Comment.objects.shown):
    """Return the comment as it is now; others wait until the transaction ends.

    Raises Gone when it is not one of `these` any more, by default of those that readers see, or
    when they do not see its article.
    """
    shown = these(now).filter(article__in=Article.objects.public(now))
    current = shown.select_for_update(of=("self",)).filter(pk=comment.pk).first()
    if current is None:
        raise Gone
    return current
