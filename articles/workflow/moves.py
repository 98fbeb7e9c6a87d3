"""The verbs that move an article: each checks, changes and records in one transaction."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import markup, text
from .models import Article, Byline, Decision, Revision, Tagging

Status = Article.Status
SCHEDULED = Article.SCHEDULED
Action = Decision.Action


class Refusal(Exception):
    """A verb did not do what was asked; nothing has changed."""


class NotAllowed(Refusal):
    """The person may not do this to this article."""


class WrongState(Refusal):
    """The article is in a state in which this can't be done."""


class Conflict(Refusal):
    """Somebody changed the article since the person saw it."""


class Incomplete(Refusal):
    """The article lacks what it needs for this; or the note does."""


@dataclass(frozen=True)
class Move:
    """From which states (`Article.state`) to which status an action goes, with which permission."""

    sources: tuple
    target: str
    permission: str
    needs_note: bool = False


MOVES = {
    Action.SUBMIT: Move((Status.DRAFT,), Status.SUBMITTED, "articles.submit_article"),
    Action.TAKE_BACK: Move((Status.SUBMITTED,), Status.DRAFT, "articles.submit_article"),
    Action.SEND_BACK: Move(
        (Status.SUBMITTED,), Status.DRAFT, "articles.approve_article", needs_note=True
    ),
    Action.APPROVE: Move(
        (Status.DRAFT, Status.SUBMITTED, SCHEDULED), Status.APPROVED, "articles.approve_article"
    ),
    Action.WITHDRAW: Move(
        (Status.APPROVED, SCHEDULED), Status.WITHDRAWN, "articles.approve_article", needs_note=True
    ),
    Action.RESTORE: Move(
        (Status.WITHDRAWN,), Status.APPROVED, "articles.approve_article", needs_note=True
    ),
}


def may(user, action, article):
    """Return whether the user may do the action to the article, whatever its state."""
    if not user.is_active or not user.has_perm(MOVES[action].permission):
        return False
    return user.has_perm("articles.approve_article") or article.is_own(user)


def may_edit(user, article):
    """Return whether the user may change the article's content in its present state."""
    if not user.is_active or not user.has_perm("articles.change_article"):
        return False
    if user.has_perm("articles.approve_article"):
        return True
    return article.status == Status.DRAFT and article.is_own(user)


def possible(user, article):
    """Return the actions that the user may do to the article in its present state, in order."""
    return [
        action
        for action, move in MOVES.items()
        if article.state in move.sources and may(user, action, article)
    ]


def submit(article, reporter, note="", version=None):
    """Ask the desk for approval. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    return move(Action.SUBMIT, article, reporter, note, version)


def take_back(article, reporter, note="", version=None):
    """Make a submitted article a draft again. Raises NotAllowed, WrongState, Conflict."""
    return move(Action.TAKE_BACK, article, reporter, note, version)


def send_back(article, editor, note, version=None):
    """Return a submitted article to its reporter. Raises NotAllowed, WrongState, Incomplete."""
    return move(Action.SEND_BACK, article, editor, note, version)


def approve(article, editor, at=None, note="", version=None):
    """Make the article public, now or at a future time; nothing has to run at that time.

    `version` is the edit_version that the editor saw. Raises NotAllowed, WrongState, Conflict
    when it is no longer the article's, and Incomplete.
    """

    def its_time(_current):
        now = timezone.now()
        return {"published_at": max(at or now, now)}

    return move(Action.APPROVE, article, editor, note, version, its_time)


def withdraw(article, editor, note, version=None):
    """Take an approved article away from readers. Raises NotAllowed, WrongState, Incomplete."""

    def forget_time(current):
        return {} if current.is_public() else {"published_at": None}

    return move(Action.WITHDRAW, article, editor, note, version, forget_time)


def restore(article, editor, note, version=None):
    """Give a withdrawn article back to readers, at its old time when it had been public."""

    def old_time(current):
        return {"published_at": current.published_at or timezone.now()}

    return move(Action.RESTORE, article, editor, note, version, old_time)


@transaction.atomic
def move(action, article, by, note="", version=None, changes=lambda current: {}):
    """Do one action of MOVES to the article and record it; returns the Decision.

    `changes` tells from the article as it is now which other fields get which value.
    """
    rule = MOVES[action]
    note = text.tidy_lines(note)
    current = Article.objects.select_for_update().get(pk=article.pk)
    if not may(by, action, current):
        raise NotAllowed(action)
    if current.state not in rule.sources:
        raise WrongState(current.state)
    if version is not None and current.edit_version != version:
        raise Conflict(current.edit_version)
    if rule.needs_note and text.is_blank(note):
        raise Incomplete("note")
    if rule.target in (Status.SUBMITTED, Status.APPROVED):
        check_complete(current)
    values = {
        "status": rule.target,
        "edit_version": current.edit_version + 1,
        **changes(current),
    }
    for name, value in values.items():
        setattr(current, name, value)
    current.save(update_fields=values)
    for name in ("status", "edit_version", "published_at"):
        setattr(article, name, getattr(current, name))
    copy_time(current)
    return Decision.objects.create(
        article=current,
        actor=by,
        action=action,
        note=note,
        content_hash=text.digest(current.content()),
    )


def check_complete(article):
    """Raise Incomplete when the article lacks what every reader looks for."""
    if text.is_blank(article.headline):
        raise Incomplete("headline")
    if markup.is_empty(article.body):
        raise Incomplete("body")


def copy_time(article):
    """Give the article's bylines and taggings its time, by which their lists are ordered."""
    Byline.objects.filter(article=article).update(published_at=article.published_at)
    Tagging.objects.filter(content_object=article).update(published_at=article.published_at)


@transaction.atomic
def record_edit(article, editor):
    """Record that the article, its bylines, photos and tags have been saved; returns the Revision.

    Sets the lead photo, and `revised_at` when something changed that readers see. Returns None
    when the content is what it was.
    """
    first = article.article_photos.order_by("position", "id").first()
    article.lead_photo_id = first and first.photo_id
    copy_time(article)
    content = article.content()
    content_hash = text.digest(content)
    last = article.revisions.order_by("-number").first()
    if last and last.content_hash == content_hash:
        article.save(update_fields=["lead_photo"])
        return None
    if last and article.is_public():
        article.revised_at = timezone.now()
    article.edit_version += 1
    article.save(update_fields=["lead_photo", "revised_at", "edit_version"])
    return Revision.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        content=content,
        content_hash=content_hash,
        editor=editor,
    )


@transaction.atomic
def record_switches(article, editor, names):
    """Record that the switches `in_latest` or `in_most_viewed` are now as they are."""
    article.edit_version += 1
    article.save(update_fields=["edit_version"])
    states = ", ".join(
        f"{Article._meta.get_field(name).verbose_name}: "
        f"{_('yes') if getattr(article, name) else _('no')}"
        for name in names
    )
    return Decision.objects.create(
        article=article,
        actor=editor,
        action=Action.EXCLUDE,
        note=states,
        content_hash=text.digest(article.content()),
    )


@transaction.atomic
def adopt(articles, note):
    """Approve imported articles, which an older system approved before.

    Each must have its time and its `content_hash`. Those that are no longer drafts keep their
    state. Records a Decision of each new one.
    """
    new = [article for article in articles if article.status == Status.DRAFT]
    Article.objects.filter(pk__in=[article.pk for article in new]).update(status=Status.APPROVED)
    Decision.objects.bulk_create(
        Decision(
            article=article, action=Action.IMPORT, note=note, content_hash=article.content_hash
        )
        for article in new
    )
