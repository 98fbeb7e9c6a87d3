"""A page of the comments under an article, each with its first replies."""

from django.core.paginator import Page, Paginator
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from ...models import Comment

PAGE = 30  # comments of a page, without their replies
REPLIES = 5  # of a comment that its page shows; the others have pages of their own
ORDERS = {"newest": ("-pk",), "agreed": ("-agree_count", "-pk")}
# What a thread shows; the rest is for the desk.
FIELDS = (
    *("article", "parent", "name", "text", "state", "made_at", "withheld_until", "is_contested"),
    *("agree_count", "disagree_count", "reply_count"),
)


class Thread(Page):
    """One page of comments or of replies; `comments` have `first_replies` where they are not replies."""

    def __bool__(self):
        return True  # without comments it is a page, too

    @property
    def comments(self):
        return self.object_list

    @property
    def pages(self):
        return self.paginator.num_pages


NO_COMMENTS = Thread([], 1, Paginator([], PAGE))


def thread(article, number=1, order="newest", now=None):
    """Return the Thread of an article's comments; None when there is no page of that number.

    Three queries, however long it is.
    """
    now = now or timezone.now()
    page = page_of(first_level(article, now).order_by(*ORDERS[order]), number)
    if page:
        with_first_replies(page.comments, now)
    return page


def replies(comment, number=1, now=None):
    """Return the Thread of the replies to a comment, the oldest first; None without such a page."""
    return page_of(replies_to(comment.article_id, comment.pk, now).order_by("pk"), number)


def page_with(comment, now=None):
    """Return the number of the page on which readers find a comment: among the newest, or the replies.

    One query.
    """
    if comment.parent_id:
        beside = replies_to(comment.article_id, comment.parent_id, now)
        before = beside.filter(pk__lt=comment.pk)
    else:
        before = first_level(comment.article_id, now).filter(pk__gt=comment.pk)
    return before.count() // PAGE + 1


def first_level(article, now):
    return Comment.objects.standing(now).filter(article=article, parent=None)


def replies_to(article, parent, now):
    return Comment.objects.counted(now).filter(article=article, parent=parent)


def page_of(comments, number):
    """Return one page of comments as a Thread. Two queries."""
    paginator = Paginator(comments.only(*FIELDS), PAGE)
    if not 1 <= number <= paginator.num_pages:
        return None
    start = (number - 1) * PAGE
    return Thread(list(paginator.object_list[start : start + PAGE]), number, paginator)


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
