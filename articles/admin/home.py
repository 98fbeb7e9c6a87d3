"""What each role finds first: what waits, what is due, what is one's own."""

from django.contrib.admin.models import LogEntry
from django.utils import timezone

from ..desk import comments, correction_requests, plans, slots, workflow
from ..models import (
    Article,
    CommentPolicy,
    CommentRules,
    Decision,
    Notice,
    Publication,
    Section,
    Template,
)
from ..pure.days import beginning_of, day_of, in_words
from . import first_steps, kept_text
from .unfinished import with_what_is_missing

MAX_TOLD = 3  # notices; the others are one step away
MAX_LISTED = 50  # of a kind; whoever has more finds them in the list

Status = Article.Status
Kind = Notice.Kind
# What these tell of stands in lists of its own there.
LISTED = (
    *(Kind.SUBMITTED, Kind.SENT_BACK, Kind.SLOT_RUNS_DRY, Kind.CORRECTION_DUE),
    Kind.COMMENTS_WAIT,
)


def home(request):
    """Return what the first screen shows to whoever asks."""
    user = request.user
    has_articles = Article.objects.exists()
    told = user.notices.unseen().exclude(kind__in=LISTED).select_related("article", "actor")
    context = {
        "user_writes": user.has_perm("articles.add_article"),
        "has_articles": has_articles,
        "has_sections": has_articles or Section.objects.exists(),
        "told": told[:MAX_TOLD].readable_by(user),
        "now": timezone.now(),
    }
    if workflow.is_editor(user) and has_articles:
        context |= of_editor()
    if context["user_writes"]:
        context["templates"] = list(Template.objects.only("name", "position"))
        context["unsaved"] = kept_text.unsaved(request)
    if context["user_writes"] and has_articles:
        own = of_writer(user)
        # An editor who writes nothing has no need of empty lists.
        if any(own.values()) or not workflow.is_editor(user):
            context |= own
    if user.has_perm("articles.view_plan"):
        context["plans_today"] = plans.count_of_day(day_of(context["now"]))
    if comments.may_moderate(user):
        context["comments"] = comments.queue.waiting_counts()
    if user.is_superuser:
        context |= of_publisher()
    return context


def of_publisher():
    """Return the publication, and what it still needs before its first article while that is shown."""
    publication = Publication.current()
    rules = CommentRules.current()
    told = {"publication": publication, "comment_rules": rules, "are_undecided": undecided(rules)}
    return told | first_steps.shown(publication)


def undecided(rules):
    """Return whether comments are closed because the paper is older than they are, by nobody's word."""
    saved = LogEntry.objects.filter(content_type__model="commentrules")
    return rules.policy == CommentPolicy.CLOSED and not saved.exists()


def of_editor():
    """Return what waits for an editor, the longest waiting first, and what is due."""
    now = timezone.now()
    articles = Article.objects.for_newsroom()
    public = articles.public(now).filter(published_at__gte=beginning_of(day_of(now)))
    scheduled = articles.filter(status=Status.APPROVED, published_at__gt=now)
    return {
        "waiting": with_steps(articles.filter(status=Status.SUBMITTED).order_by("id"), oldest=True),
        "scheduled": with_time_left(scheduled.order_by("published_at")[:MAX_LISTED], now),
        "copies": list(articles.open_copies().order_by("id")[:MAX_LISTED]),
        "today": list(public.newest()[:MAX_LISTED]),
        "slot_alerts": slots.alerts(),
        "claims": correction_requests.due_soon(now),
        "day": day_of(now),
    }


def of_writer(user):
    """Return the user's own articles by state, each with the desk's last word."""
    unfinished = Article.objects.own_of_few(user).for_newsroom().order_by("-id")
    approved = Article.objects.own(user).for_newsroom().filter(status=Status.APPROVED)
    drafts = with_what_is_missing(with_steps(unfinished.filter(status=Status.DRAFT)))
    returned = [a for a in drafts if a.last_step and a.last_step.action == "send_back"]
    return {
        "own_returned": returned,
        "own_drafts": [article for article in drafts if article not in returned],
        "own_submitted": with_steps(unfinished.filter(status=Status.SUBMITTED)),
        "own_approved": list(approved.order_by("-id")[:10]),
    }


def with_steps(articles, oldest=False):
    """Return the articles with the last Decision about each as `last_step`; two queries.

    With `oldest` those whose last step was the longest ago come first.
    """
    articles = list(articles[:MAX_LISTED])
    decisions = Decision.objects.filter(article__in=articles).select_related("actor")
    last = {decision.article_id: decision for decision in decisions.order_by("made_at", "id")}
    now = timezone.now()
    for article in articles:
        article.last_step = last.get(article.pk)
        article.waits = article.last_step and in_words(now - article.last_step.made_at)
    if oldest:
        articles.sort(key=lambda a: a.last_step.made_at if a.last_step else a.created_at)
    return articles


def with_time_left(articles, now):
    """Return the articles with the time until each appears as `waits`, in words."""
    articles = list(articles)
    for article in articles:
        article.waits = in_words(article.published_at - now)
    return articles
