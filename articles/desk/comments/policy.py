"""What becomes of new comments under an article, decided when it is asked."""

from datetime import timedelta

from django.utils import timezone

from ...models import CommentPolicy

NONE = "none"  # neither are comments taken nor are those shown that there are


def policy_of(article, rules, now=None):
    """Return a CommentPolicy, or NONE, for a public article under the CommentRules.

    An article that spares those concerned has none unless it says itself how comments are taken.
    """
    if article.sensitivity and article.comment_policy is None:
        return NONE
    if not article.comments_open or is_over(article, rules, now or timezone.now()):
        return CommentPolicy.CLOSED
    section = article.section.comment_policy if article.section else None
    return CommentPolicy(article.comment_policy or section or rules.policy)


def is_over(article, rules, now):
    """Return whether the days are over in which the article's readers could comment."""
    if rules.close_after is None or article.published_at is None:
        return False
    return article.published_at + timedelta(days=rules.close_after) <= now


def takes(policy):
    """Return whether new comments are taken."""
    return policy in (CommentPolicy.OPEN, CommentPolicy.APPROVE)
