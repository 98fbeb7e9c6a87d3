"""The verbs of plans: each checks, changes and records in one transaction."""

from django.db import transaction
from django.utils import formats, timezone

from ...models import Article, Byline, Notice, Plan
from .. import notices, workflow
from ..refusals import Conflict, NotAllowed, WrongState

LINKABLE = 50  # articles that a plan is offered, the newest


def may_plan(user):
    """Return whether the user may make plans."""
    return user.is_active and user.has_perm("articles.add_plan")


def may_change(user, plan):
    """Return whether the user may change the plan: editors all, others what they made or have to do."""
    if not user.is_active or not user.has_perm("articles.change_plan"):
        return False
    return workflow.is_editor(user) or plan.made_by_id == user.pk or is_assigned(user, plan)


def is_assigned(user, plan):
    # Those of a calendar are prefetched.
    return any(reporter.user_id == user.pk for reporter in plan.reporters.all())


def may_write(user, plan):
    """Return whether the user may make an article of the plan now."""
    is_open = not plan.cancelled_at and not plan.article_id
    return is_open and user.has_perm("articles.add_article") and may_change(user, plan)


def of_article(article):
    """Return the Plan that the article, or the one that it is a copy of, came of; None without."""
    plans = Plan.objects.filter(article=article.replaces_id or article.pk)
    return plans.select_related("section", "made_by").first()


def linkable(user, plan):
    """Return the articles that the user may link to the plan: the newest of no other plan."""
    articles = Article.objects.all() if workflow.is_editor(user) else Article.objects.own(user)
    free = articles.filter(plan__isnull=True, replaces__isnull=True)
    numbers = list(free.order_by("-pk").values_list("pk", flat=True)[:LINKABLE])
    return Article.objects.filter(pk__in=[*numbers, plan.article_id]).order_by("-pk")


def locked(plan, user, version=None):
    """Return the plan as it is now, to be changed. Raises NotAllowed, Conflict."""
    current = Plan.objects.select_for_update().get(pk=plan.pk)
    if not may_change(user, current):
        raise NotAllowed
    if version is not None and current.edit_version != version:
        raise Conflict(current.edit_version)
    return current


def claim(plan):
    """Make the plan's next version, so that nobody who saw an older one changes it."""
    plan.edit_version += 1


def change(plan, **values):
    """Write the values into the plan, in its next version."""
    claim(plan)
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=["edit_version", *values])
    return plan


@transaction.atomic
def move(plan, user, day, version=None):
    """Move the plan to another day; returns it. Raises NotAllowed, Conflict, WrongState."""
    current = locked(plan, user, version)
    if current.cancelled_at:
        raise WrongState(current.state)
    return current if current.day == day else change(current, day=day)


@transaction.atomic
def cancel(plan, user, version=None):
    """Call the plan off; it stays in the calendar. Raises NotAllowed, Conflict, WrongState."""
    current = locked(plan, user, version)
    if current.cancelled_at:
        raise WrongState(current.state)
    return change(current, cancelled_at=timezone.now())


@transaction.atomic
def take_up(plan, user, version=None):
    """Take up again what was called off. Raises NotAllowed, Conflict, WrongState."""
    current = locked(plan, user, version)
    if not current.cancelled_at:
        raise WrongState(current.state)
    return change(current, cancelled_at=None)


@transaction.atomic
def begin_article(plan, user):
    """Return the draft of the plan, made now and once.

    Raises NotAllowed, WrongState when the plan is called off.
    """
    current = locked(plan, user)
    if current.cancelled_at:
        raise WrongState(current.state)
    if current.article:
        return current.article
    if not user.has_perm("articles.add_article"):
        raise NotAllowed
    article = Article.objects.create(
        headline=current.title, section=current.section, created_by=user
    )
    Byline.objects.bulk_create(
        Byline(article=article, reporter=reporter, order=order)
        for order, reporter in enumerate(writers(current, user))
    )
    workflow.record_edit(article, user)
    change(current, article=article)
    return article


def writers(plan, user):
    """Return the reporters of an article of the plan: who is assigned, else who begins it."""
    assigned = list(plan.reporters.all())
    return assigned or [reporter for reporter in [user.reporter_or_none] if reporter]


def tell_assigned(plan, actor, before=()):
    """Tell those who are assigned to the plan now and were not among `before`, Reporters."""
    new = plan.reporters.exclude(pk__in=[reporter.pk for reporter in before])
    people = [reporter.user for reporter in new.select_related("user") if reporter.user]
    when = formats.date_format(plan.day, "m-d (D)")
    time = f" {plan.time:%H:%M}" if plan.time else ""
    return notices.tell(Notice.Kind.ASSIGNED, people, actor, words=f"{when}{time} · {plan.title}")
