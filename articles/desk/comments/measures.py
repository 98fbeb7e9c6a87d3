"""임시조치: a comment is withheld because somebody claims that it violates their rights.

정보통신망 이용촉진 및 정보보호 등에 관한 법률 §44의2: on a claim (①) the comment is withheld without
delay, both sides are told and readers see a notice (②), for at most thirty days where it is hard to
judge or a dispute is to be expected (④). At the end it is shown again if its writer objected, and
removed if not: readers see that by the time, and `settle` writes it down.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Comment, CommentDecision, CommentMeasure, Notice
from ...models.comments.measure import LASTS
from ...pure import names, text
from .. import notices
from ..refusals import Gone, Incomplete, NotAllowed, Unsuitable, WrongState
from . import ending, guesses
from .counting import recount
from .ending import Outcome
from .moderating import may_moderate, settle_reports
from .recording import record

Action = CommentDecision.Action
SETTLED = 500  # measures at one look
SOON = timedelta(days=1)  # before the end, editors are told


@transaction.atomic
def withhold(comment, editor, claimant, claim, days=LASTS.days):
    """Withhold a comment that readers see; returns the CommentMeasure. The same claim again is the same.

    Raises NotAllowed, Incomplete, WrongState when readers do not see it or another claim is on,
    Unsuitable: `days`, or `again` when the comment came back after a claim of the same person, for
    thirty days are the most.
    """
    if not may_moderate(editor):
        raise NotAllowed
    claimant, claim = text.tidy_line(claimant), text.tidy_lines(claim)
    missing = [n for n, v in (("claimant", claimant), ("claim", claim)) if text.is_blank(v)]
    if missing:
        raise Incomplete(*missing)
    if not 1 <= days <= LASTS.days:
        raise Unsuitable("days")
    now = timezone.now()
    current = ending.locked(comment.pk, now)
    same = current.measures.filter(outcome="", claimant=claimant, claim=claim).first()
    if same:
        return same
    if not current.is_shown(now):
        raise WrongState(current.state)
    if has_claimed(current, claimant):
        raise Unsuitable("again")
    return begin(current, editor, claimant, claim, now, now + timedelta(days=days))


def begin(comment, editor, claimant, claim, now, ends_at):
    measure = CommentMeasure.objects.create(
        comment=comment,
        claimant=claimant,
        claim=claim,
        begun_at=now,
        begun_by=editor,
        ends_at=ends_at,
    )
    comment.withheld_until = ends_at
    comment.save(update_fields=["withheld_until"])
    settle_reports(comment, editor)
    record(comment, editor, Action.WITHHOLD)
    recount(comment)
    return measure


def has_claimed(comment, claimant):
    """Return whether the comment came back after a claim of that name."""
    ended = comment.measures.filter(outcome=Outcome.RESTORED).values_list("claimant", flat=True)
    return names.key(claimant) in map(names.key, ended)


def running(comment):
    """Return the CommentMeasure that runs against the comment now; None without one."""
    if not comment.is_withheld():
        return None
    return comment.measures.filter(outcome="").first()


def object_to(comment, password, statement, who):
    """Note what the writer, who has the password, says to the claim; returns the CommentMeasure.

    The same statement again is the same. Raises Gone when no measure runs, TooMany, NotAllowed for
    a wrong password, Incomplete, WrongState when there is an objection already.
    """
    statement = text.tidy_lines(statement)
    if text.is_blank(statement):
        raise Incomplete("statement")
    if not comment.is_withheld():
        raise Gone
    if not guesses.fits(comment, password, who):
        raise NotAllowed
    return contest(comment, statement)


def note_objection(measure, editor, statement):
    """Note what the writer told the newsroom by letter or telephone; returns the CommentMeasure.

    Raises NotAllowed, Incomplete, Gone when the measure has ended, WrongState.
    """
    if not may_moderate(editor):
        raise NotAllowed
    statement = text.tidy_lines(statement)
    if text.is_blank(statement):
        raise Incomplete("statement")
    return contest(measure.comment, statement, editor)


@transaction.atomic
def contest(comment, statement, editor=None):
    """Write down the objection of the writer; returns the CommentMeasure. Raises Gone, WrongState."""
    now = timezone.now()
    current = Comment.objects.select_for_update().get(pk=comment.pk)
    measure = running(current)
    if measure is None:
        raise Gone
    if current.is_contested:
        if measure.statement == statement:
            return measure
        raise WrongState(current.state)
    measure.statement, measure.stated_at = statement, now
    measure.save(update_fields=["statement", "stated_at"])
    current.is_contested = True
    current.save(update_fields=["is_contested"])
    record(current, editor, Action.OBJECT)
    tell_of_objection(measure, editor)
    return measure


def tell_of_objection(measure, editor):
    """Tell editors that there are two sides now."""
    words = _(
        "The writer of a comment objects to the claim of %(claimant)s. Unless you decide earlier, "
        "the comment is shown again on %(at)s."
    ) % {"claimant": measure.claimant, "at": in_minutes(measure.ends_at)}
    tell_editors(measure, "objection", words, editor)


def tell_of_end(measure):
    """Tell editors that the measure ends soon, and how."""
    words = (
        _(
            "The claim of %(claimant)s ends on %(at)s: its writer objected, the comment is shown again."
        )
        if measure.comment.is_contested
        else _("The claim of %(claimant)s ends on %(at)s: nobody objected, the comment is removed.")
    )
    words %= {"claimant": measure.claimant, "at": in_minutes(measure.ends_at)}
    tell_editors(measure, "end", words)


def tell_editors(measure, what, words, actor=None):
    """Tell whoever may approve of it, once; the occasion names the comment that it is about."""
    occasion = f"comment:{measure.comment_id}:{what}:{measure.pk}"
    notices.tell(
        Notice.Kind.COMMENT_CLAIM,
        notices.approvers(),
        actor,
        article=measure.comment.article,
        words=words,
        occasion=occasion,
    )


def in_minutes(at):
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def ending_soon(now):
    """Return the measures that end within a day, of which editors are told. One query."""
    soon = CommentMeasure.objects.filter(outcome="", ends_at__gt=now, ends_at__lte=now + SOON)
    shown = soon.filter(comment__state=Comment.State.PUBLIC)
    return shown.select_related("comment__article").order_by("ends_at", "pk")


@transaction.atomic
def end(measure, editor, outcome, note):
    """End a measure before its time, either way; returns the comment as it is then.

    Raises NotAllowed, Incomplete without a note, WrongState when it has ended otherwise.
    """
    if not may_moderate(editor):
        raise NotAllowed
    note = text.tidy_lines(note)
    if text.is_blank(note):
        raise Incomplete("note")
    current = Comment.objects.select_for_update().get(pk=measure.comment_id)
    ran = CommentMeasure.objects.get(pk=measure.pk)
    if ran.outcome == outcome:
        return current
    now = timezone.now()
    if ran.outcome or not current.is_withheld(now):
        raise WrongState(current.state)
    ending.decide(current, Outcome(outcome), now, editor, note)
    return current


def settle(now=None):
    """Write down what has ended by itself: the time is over, or the comment is gone; returns how many."""
    now = now or timezone.now()
    ended = Q(withheld_until__lte=now) | ~Q(state=Comment.State.PUBLIC)
    due = Comment.objects.filter(ended, withheld_until__isnull=False)
    numbers = list(due.order_by("withheld_until").values_list("pk", flat=True)[:SETTLED])
    for number in numbers:
        with transaction.atomic():
            current = ending.locked(number, now)
            if current.state != Comment.State.PUBLIC:
                ending.close(current, Outcome.REMOVED, now)
    return len(numbers)
