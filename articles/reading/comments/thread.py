"""A page of the comments under an article, each with its first replies."""

from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from ...models import Comment

PAGE = 50  # comments of a page, without their replies
REPLIES = 10  # of a comment that its page shows; the others have pages of their own
ORDERS = {"newest": ("-pk",), "agreed": ("-agree_count", "-pk")}
# What a thread shows; the rest is for the desk.
FIELDS = (
    *("article", "parent", "name", "text", "state", "made_at", "withheld_until", "is_contested"),
    *("agree_count", "disagree_count", "reply_count"),
)


@dataclass(frozen=True)
class Thread:
    """One page of comments or of replies; `comments` have `first_replies` where they are not replies."""

    comments: list
    number: int  # of the page, from 1
    pages: int

    @property
    def numbers(self):
        return range(1, self.pages + 1)


def thread(article, number=1, order="newest", now=None):
    """Return the Thread of an article's comments; None when there is no page of that number.

    Three queries, however long it is.
    """
    now = now or timezone.now()
    comments = Comment.objects.standing(now).filter(article=article, parent=None)
    page = page_of(comments.order_by(*ORDERS[order]), number)
    if page:
        with_first_replies(page.comments, now)
    return page


def replies(comment, number=1, now=None):
    """Return the Thread of the replies to a comment, the oldest first; None without such a page."""
    counted = Comment.objects.counted(now).filter(article=comment.article_id, parent=comment)
    return page_of(counted.order_by("pk"), number)


def page_of(comments, number):
    """Return one page of comments as a Thread. Two queries."""
    pages = max(1, -(-comments.count() // PAGE))
    if not 1 <= number <= pages:
        return None
    start = (number - 1) * PAGE
    return Thread(list(comments.only(*FIELDS)[start : start + PAGE]), number, pages)


def with_first_replies(comments, now):
    """Give each of the comments its `first_replies`, the oldest first. One query."""
    answered = [comment.pk for comment in comments if comment.reply_count]
    place = Window(RowNumber(), partition_by=F("parent"), order_by="pk")
    first = Comment.objects.counted(now).filter(parent__in=answered).annotate(place=place)
    found = {}
    for reply in first.filter(place__lte=REPLIES).order_by("pk").only(*FIELDS) if answered else ():
        found.setdefault(reply.parent_id, []).append(reply)
    for comment in comments:
        comment.first_replies = found.get(comment.pk, [])
