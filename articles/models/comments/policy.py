"""What becomes of new comments under an article, decided when it is asked."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from .rules import CommentPolicy

NONE = "none"  # neither are comments taken nor are those shown that there are
NOTHING = pgettext_lazy("comments", "neither taken nor shown")


def policy_of(article, rules, now=None):
    """Return a CommentPolicy, or NONE, for a public article under the CommentRules.

    An article that spares those concerned has none unless it says itself how comments are taken.
    """
    if not article.shows_comments:
        return NONE
    if not article.comments_open or is_over(article, rules, now or timezone.now()):
        return CommentPolicy.CLOSED
    section = article.section.comment_policy if article.section else None
    return CommentPolicy(article.comment_policy or section or rules.policy)


def closes_at(article, rules):
    """Return when comments close by themselves, None where they don't or there is no approval yet."""
    if rules.close_after is None or article.published_at is None:
        return None
    return article.published_at + timedelta(days=rules.close_after)


def is_over(article, rules, now):
    """Return whether the days are over in which the article's readers could comment."""
    end = closes_at(article, rules)
    return end is not None and end <= now


def takes(policy):
    """Return whether new comments are taken."""
    return policy in (CommentPolicy.OPEN, CommentPolicy.APPROVE)


def label(policy):
    """Return a CommentPolicy or NONE in the words of the newsroom."""
    return NOTHING if policy == NONE else CommentPolicy(policy).label


def in_words(article, rules, now=None):
    """Return what becomes of new comments under the article, and for how long."""
    now = now or timezone.now()
    policy = policy_of(article, rules, now)
    words, end = label(policy), closes_at(article, rules)
    if takes(policy) and end:
        told = _("%(policy)s, until %(at)s")
        return told % {"policy": words, "at": f"{timezone.localtime(end):%Y-%m-%d %H:%M}"}
    if takes(policy) and rules.close_after:
        told = _("%(policy)s, for %(count)d days after the approval")
        return told % {"policy": words, "count": rules.close_after}
    if article.comments_open and end and end <= now and policy != NONE:
        told = _("%(policy)s, since %(at)s")
        return told % {"policy": words, "at": f"{timezone.localtime(end):%Y-%m-%d %H:%M}"}
    return words
