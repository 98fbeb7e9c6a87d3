"""The numbers that follow from the comments: of an article, of the replies to a comment."""

from ...models import Comment, CommentCount


def recount(comment):
    """Count anew what depends on the comment, in the transaction that changed it."""
    if comment.parent_id:
        replies = Comment.objects.counted().filter(parent=comment.parent_id).count()
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=replies)
    CommentCount.objects.recount(comment.article_id)
