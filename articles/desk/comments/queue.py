"""What waits for whoever moderates, and what has been decided: tabs, pages, numbers."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import BooleanField, Count, ExpressionWrapper, Prefetch, Q
from django.utils import timezone

from ...models import Comment, CommentReport
from ...models.comments.comment import shown
from .bans import running

PAGE = 50  # comments
MOST = 1000  # that are counted one by one
NARROWED = 10_000  # comments of an article, of a visitor or with a word that are looked at
SEARCHED = 50_000  # the newest comments, among which words are looked for
REPORTS = 5  # of a comment that its row shows; its own screen has more
DAY = timedelta(days=1)
State = Comment.State
# What of an article and of the comment that is answered a row shows.
ABOUT = ("headline", "status", "published_at", "replaces")
ANSWERED = ("name", "text", "state", "article")
UNSEEN = (*("password", "digest", "text_digest", "legacy_id"), "network")


# Which comments stand under a tab at a moment.
TABS = {
    "waiting": lambda now: Q(state=State.WAITING),
    "reported": lambda now: Q(report_count__gt=0),
    "public": shown,
    "hidden": lambda now: Q(state=State.HIDDEN),
    "withheld": lambda now: Q(withheld_until__gt=now),
    "all": lambda now: Q(pk__gt=0),
}
OLDEST_FIRST = ("waiting",)


@dataclass(frozen=True)
class Page:
    """One page of a tab: its comments, where the next one begins, how many each tab has."""

    comments: list
    next: int | None
    counts: dict  # at most MOST + 1


def waiting_counts():
    """Return how many comments wait and how many are reported, each at most MOST + 1. Two queries."""
    now = timezone.now()
    return {
        name: counted(Comment.objects.filter(TABS[name](now))) for name in ("waiting", "reported")
    }


def counted(rows):
    return rows.order_by()[: MOST + 1].values("pk").count()


def page(tab, start=None, now=None):
    """Return the Page of a tab from the comment with the number `start` on."""
    now = now or timezone.now()
    rows = {name: Comment.objects.filter(condition(now)) for name, condition in TABS.items()}
    counts = {name: counted(of_tab) for name, of_tab in rows.items()}
    if tab == "withheld":  # few, and only the index of their ends leads to them
        numbers = list(
            rows[tab].order_by("withheld_until", "pk").values_list("pk", flat=True)[:MOST]
        )
        at = numbers.index(start) if start in numbers else 0
        return page_of(numbers[at : at + PAGE + 1], counts, now)
    is_oldest_first = tab in OLDEST_FIRST
    found = rows[tab].order_by("pk" if is_oldest_first else "-pk")
    if start:
        found = found.filter(pk__gte=start) if is_oldest_first else found.filter(pk__lte=start)
    return page_of(list(found.values_list("pk", flat=True)[: PAGE + 1]), counts, now)


def narrowed_page(tab, narrowed, start=None, now=None):
    """Return the Page of those comments of the tab that are `narrowed`.

    An index leads to the few that are, and all their tabs are told by one query: no index knows
    both, and a database may walk the wrong one.
    """
    now = now or timezone.now()
    told = {
        f"in_{name}": ExpressionWrapper(condition(now), BooleanField())
        for name, condition in TABS.items()
    }
    rows = list(narrowed.order_by("-pk").annotate(**told).values_list("pk", *told)[:NARROWED])
    found = {name: [row[0] for row in rows if row[at]] for at, name in enumerate(TABS, 1)}
    counts = {name: min(len(numbers), MOST + 1) for name, numbers in found.items()}
    numbers = found[tab]
    if tab in OLDEST_FIRST:
        numbers = [number for number in numbers[::-1] if number >= (start or 0)]
    elif start:
        numbers = [number for number in numbers if number <= start]
    return page_of(numbers[: PAGE + 1], counts, now)


def narrowed(article=None, writer=None, words=""):
    """Return the comments under an article, of whoever wrote the comment `writer`, with these words."""
    rows = Comment.objects.order_by("-pk")
    if article:
        rows = rows.filter(article=article)
    if writer and writer.visitor is not None:
        rows = rows.filter(visitor=bytes(writer.visitor))
    elif writer:
        rows = rows.filter(pk=writer.pk)
    if words:
        if not article and not writer:
            older = list(rows.values_list("pk", flat=True)[SEARCHED : SEARCHED + 1])
            rows = rows.filter(pk__gt=older[0]) if older else rows
        rows = rows.filter(Q(name__icontains=words) | Q(text__icontains=words))
    return rows


def page_of(numbers, counts, now):
    """Return the Page of the comments with these numbers, of which the last begins the next page."""
    rest = numbers[PAGE] if len(numbers) > PAGE else None
    rows = {row.pk: row for row in detailed(Comment.objects.filter(pk__in=numbers[:PAGE]))}
    comments = [rows[number] for number in numbers[:PAGE] if number in rows]
    with_writers(comments, now)
    return Page(comments, rest, counts)


def detailed(comments):
    """Return the comments with all that a row of the desk shows: two queries, however many."""
    waiting = CommentReport.objects.filter(settled_at=None)[:REPORTS]
    read = [field.name for field in Comment._meta.concrete_fields if field.name not in UNSEEN]
    about = [f"article__{name}" for name in ABOUT] + [f"parent__{name}" for name in ANSWERED]
    return (
        comments.select_related("article", "parent")
        .only(*read, *about)
        .prefetch_related(Prefetch("reports", waiting, to_attr="waiting_reports"))
    )


def with_writers(comments, now):
    """Give each of the comments what is known of whoever wrote it. Two queries.

    `others_today` of the same visitor, `hidden_before`, and `is_banned`.
    """
    known = {bytes(comment.visitor) for comment in comments if comment.visitor is not None}
    of_them = Comment.objects.filter(visitor__in=known).order_by().values_list("visitor")
    today = Count("pk", filter=Q(made_at__gt=now - DAY))
    hidden = Count("pk", filter=Q(state__in=(State.HIDDEN, State.REMOVED)))
    numbers = {bytes(who): found for who, *found in of_them.annotate(today=today, hidden=hidden)}
    banned = running(now).filter(visitor__in=known).values_list("visitor", flat=True)
    banned = {bytes(who) for who in banned}
    for comment in comments:
        who = comment.visitor and bytes(comment.visitor)
        wrote, hid = numbers.get(who, (0, 0))
        comment.others_today = max(wrote - (comment.made_at > now - DAY), 0)
        comment.hidden_before = hid - (comment.state in (State.HIDDEN, State.REMOVED)) if hid else 0
        comment.is_banned = who in banned


def count_under(article):
    """Return how many comments the article has for the desk, at most MOST + 1."""
    return counted(Comment.objects.filter(article=article))
