"""The verbs that move an article from state to state."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Article
from ...pure import text
from ..refusals import Conflict, Incomplete, NotAllowed, Unconfirmed, WrongState
from .checklist import confirmations, fingerprint
from .completeness import check_complete
from .edits import (
    APPROVING,
    claim,
    keep_approved,
    put_content,
    record,
    record_edit,
    record_switches,
)
from .rights import Action, Status, may, moves_of


def submit(article, reporter, note="", version=None):
    """Ask the desk for approval. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    return move(Action.SUBMIT, article, reporter, note, version)


def take_back(article, reporter, note="", version=None):
    """Make a submitted article a draft again. Raises NotAllowed, WrongState, Conflict."""
    return move(Action.TAKE_BACK, article, reporter, note, version)


def send_back(article, editor, note, version=None):
    """Return a submitted article to its reporter. Raises NotAllowed, WrongState, Incomplete."""
    return move(Action.SEND_BACK, article, editor, note, version)


@transaction.atomic
def approve(article, editor, at=None, note="", version=None, seen=None, accepted=()):
    """Make the article public, now or at a future time; nothing has to run at that time.

    A working copy goes into its article at once instead. `version` is the edit_version and `seen`
    the `fingerprint` of what the editor saw; `accepted` holds the codes of what was confirmed.
    Raises NotAllowed, WrongState, Conflict when it is no longer what was seen, Unconfirmed and
    Incomplete.
    """

    def its_time(current):
        return approved_time(current, at, seen, accepted)

    if (
        article.replaces_id
    ):  # before its copy, as whoever files both anew does: or each would wait for the other
        Article.objects.select_for_update().get(pk=article.replaces_id)
    decision = move(Action.APPROVE, article, editor, note, version, its_time)
    if article.replaces_id:
        merge(Article.objects.get(pk=article.pk), editor)
    return decision


def approved_time(current, at, seen, accepted):
    """Return {"published_at": moment} of an approval that is as it was seen; {} of a working copy.

    Raises Conflict, Unconfirmed, WrongState.
    """
    if current.replaces_id:  # nobody changes it between this look and the merge
        current.replaces = Article.objects.select_for_update().get(pk=current.replaces_id)
    check_seen(current, seen)
    needed = confirmations(current)
    if needed - set(accepted):
        raise Unconfirmed(needed - set(accepted))
    if current.replaces_id:
        if at:
            raise WrongState(_("A working copy can't be approved for later."))
        return {}
    now = timezone.now()
    return {"published_at": max(at or now, now)}


def check_seen(current, seen):
    """Raise Conflict when the article is not what was on the screen; None was on none."""
    if seen is not None and fingerprint(current) != seen:
        raise Conflict(current.edit_version)


def merge(copy, editor):
    """Give the article the content of its approved working copy; it stays public meanwhile."""
    original = Article.objects.select_for_update().get(pk=copy.replaces_id)
    if original.status != Status.APPROVED:
        raise WrongState(original.state)
    # Whoever writes a copy can mark its article, but a copy takes no mark away.
    is_marked = copy.sensitivity not in (None, original.sensitivity)
    if is_marked:
        original.sensitivity = copy.sensitivity
    put_content(original, copy.content())
    record_edit(original, editor, action=Action.MERGE)
    if is_marked:
        record_switches(original, editor, ["sensitivity"])


def withdraw(article, editor, note, version=None):
    """Take an approved article away from readers. Raises NotAllowed, WrongState, Incomplete."""

    def without_time(current):
        return {} if current.is_public() else {"published_at": None}

    return move(Action.WITHDRAW, article, editor, note, version, without_time)


def restore(article, editor, note, version=None, seen=None):
    """Give a withdrawn article back to readers, at its old time when it had been public.

    `version` and `seen` are as in `approve`.
    """

    def old_time(current):
        check_seen(current, seen)
        return {"published_at": current.published_at or timezone.now()}

    return move(Action.RESTORE, article, editor, note, version, old_time)


@transaction.atomic
def move(action, article, by, note="", version=None, changes=lambda current: {}):
    """Do one action of the article's moves and record it; returns the Decision.

    `changes` tells from the article as it is now which other fields get which value.
    """
    note = text.tidy_lines(note)
    current = Article.objects.select_for_update().get(pk=article.pk)
    check_move(action, current, by, note, version)
    values = {"status": moves_of(current)[action].target, **changes(current)}
    claim(current, current.edit_version)
    for name, value in values.items():
        setattr(current, name, value)
    current.save(update_fields=values)
    for name in ("status", "edit_version", "published_at"):
        setattr(article, name, getattr(current, name))
    decision = record(current, by, action, note)
    if action in APPROVING:
        keep_approved(current, by, decision)
    return decision


def check_move(action, current, by, note, version):
    """Raise NotAllowed, WrongState, Conflict or Incomplete when the action can't be done now."""
    if not may(by, action, current):
        raise NotAllowed(action)
    rule = moves_of(current)[action]
    if current.state not in rule.sources:
        raise WrongState(current.state)
    if version is not None and current.edit_version != version:
        raise Conflict(current.edit_version)
    if rule.needs_note and text.is_blank(note):
        raise Incomplete("note")
    if action in (Action.SUBMIT, Action.APPROVE, Action.RESTORE):
        check_complete(current.content())
