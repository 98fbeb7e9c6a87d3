"""How a comment comes in."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from ...models import Article, Comment
from ...models.comments.policy import policy_of, takes
from ...pure import names, text
from ..refusals import Closed, Gone
from . import bans, holding, limits, passwords, telling
from .counting import recount


@dataclass(frozen=True)
class Typed:
    """What a reader sent: checked by the form, not yet tidy."""

    name: str
    text: str
    password: str
    parent: int | None = None  # number of the comment that it answers
    signs: tuple = ()  # values of Hold that the form itself gave


def write(article, typed, who, rules, now=None):
    """Write a comment of the Visitor under a public article; returns (Comment, is it new).

    Sent again it is the comment that is there. Raises Closed when none are taken, Banned, Gone when
    what it answers is not there any more, TooMany and Busy with the seconds to wait.
    """
    now = now or timezone.now()
    comment = drafted(article, typed, who, now)
    # Most of a flood ends here, before anything is locked.
    if known := same(comment):
        return known, False
    policy = check(article, who, rules, now)
    comment.password = passwords.stored(typed.password)
    try:
        with transaction.atomic():
            limits.take_turns(who)
            if known := same(comment):
                return known, False
            check(article, who, rules, now)
            comment.parent = parent_of(article, typed, now)
            comment.held_for = holding.reasons(article, typed, who, rules, policy, now)
            comment.state = Comment.State.WAITING if comment.held_for else Comment.State.PUBLIC
            comment.save()
            recount(comment)
            if comment.held_for:
                telling.tell_of_waiting(comment)
    except IntegrityError:  # the same form at the same moment
        if known := same(comment):
            return known, False
        raise
    return comment, True


def drafted(article, typed, who, now):
    """Return the comment as it would be stored."""
    comment = Comment(article=article, made_at=now, visitor=who.visitor, network=who.network)
    comment.name, comment.text = names.tidy_name(typed.name), text.tidy_lines(typed.text)
    comment.parent_id = typed.parent  # as it was sent: a reply to a reply gets another
    comment.put_digests()
    return comment


def same(comment):
    """Return the comment that says the same, of the same visitor in the same place; None without."""
    rows = Comment.objects.filter(
        article=comment.article_id, visitor=comment.visitor, digest=comment.digest
    )
    return rows.exclude(state=Comment.State.DELETED).first()


def check(article, who, rules, now):
    """Return the policy for a comment now. Raises Closed, Banned, TooMany."""
    current = Article.objects.public(now).select_related("section").filter(pk=article.pk).first()
    policy = current and policy_of(current, rules, now)
    if current is None or not takes(policy):
        raise Closed
    bans.check(who, now)
    limits.check(article, who, rules, now)
    return policy


def parent_of(article, typed, now):
    """Return the comment that is answered, None for none; of a reply that which it replies to.

    Raises Gone.
    """
    if typed.parent is None:
        return None
    shown = Comment.objects.shown(now).filter(article=article)
    parent = shown.filter(pk=typed.parent).select_related("parent").first()
    if parent is None:
        raise Gone
    return parent.parent or parent
