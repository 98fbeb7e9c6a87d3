"""Stores the comments of imported articles, many at once."""

from ..models import Comment, CommentCount, Hold

BATCH = 1000  # rows of one statement


def store_comments(pairs):
    """Write the comments of the (Article, ImportedArticle) that are not there yet.

    What came in before stays as it is, with all that the desk made of it since.
    """
    pairs = [(article, imported) for article, imported in pairs if imported.comments]
    if not pairs:
        return
    known = known_of([article.pk for article, _imported in pairs])
    # Replies come after what they reply to, which has its number by then.
    for is_reply in (False, True):
        rows = [
            row_of(article, comment, known)
            for article, imported in pairs
            for comment in imported.comments
            if bool(comment.parent) is is_reply and (article.pk, comment.id) not in known
        ]
        for row in Comment.objects.bulk_create(rows, batch_size=BATCH):
            known[row.article_id, row.legacy_id] = row.pk
    CommentCount.objects.recount_many([article.pk for article, _imported in pairs])


def known_of(articles):
    """Return {(number of the article, number in the old system): number} of imported comments."""
    rows = Comment.objects.filter(article__in=articles, legacy_id__isnull=False)
    return {(of, old): pk for of, old, pk in rows.values_list("article", "legacy_id", "pk")}


def row_of(article, comment, known):
    """Return the Comment of an ImportedComment; what was not approved waits for the desk."""
    state = Comment.State.PUBLIC if comment.is_shown else Comment.State.WAITING
    row = Comment(
        article=article,
        parent_id=known[article.pk, comment.parent] if comment.parent else None,
        name=comment.name,
        text=comment.text,
        made_at=comment.made_at or article.published_at or article.created_at,
        legacy_id=comment.id,
        agree_count=comment.agree_count,
        disagree_count=comment.disagree_count,
        state=comment.state or state,
        held_for=list(comment.held_for),
        withheld_until=comment.withheld_until,
        is_contested=comment.is_contested,
    )
    if not (comment.state or comment.is_shown):
        row.held_for = [Hold.IMPORTED]
    row.put_digests()
    return row
