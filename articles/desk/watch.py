"""What people are told without anybody having done anything: time has passed."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsstep import rounds

from ..models import Notice, Slot
from ..pure.days import day_of
from . import correction_requests, notices, slots
from .comments import forgetting, measures

LOOK_EVERY = 60  # seconds between two looks
KEPT = timedelta(days=90)  # of a notice
FORGOTTEN = 500  # notices at one look
Kind = Notice.Kind
WORDS = {
    "empty": _("Nothing is picked; the newest fill it."),
    "runs_dry": _("Nothing picked is left after %(at)s."),
}


def start():
    """Let a thread of this process look from now on."""
    rounds.start("Watch", look)


def look():
    """Tell what is due now, and forget what is old; returns the seconds until the next look.

    Every worker looks; an occasion has a name, by which it is told once.
    """
    now = timezone.now()
    tell_of_slots(now)
    tell_of_claims(now)
    tell_of_measures(now)
    forget(now - KEPT)
    forgetting.look(now)
    return LOOK_EVERY


def tell_of_slots(now):
    """Tell editors of each slot that is empty or will be soon, once for each change of it."""
    for alert in slots.alerts(now):
        if alert.kind in WORDS and (version := slots.version_of(alert.slot)):
            until = alert.ends_at and timezone.localtime(alert.ends_at)
            occasion = f"slot:{alert.slot}:{alert.kind}:{until.isoformat() if until else version}"
            told = Notice.objects.filter(occasion=occasion)
            if not told.exists():
                words = WORDS[alert.kind] % {"at": f"{until:%H:%M}" if until else ""}
                tell_editors(Kind.SLOT_RUNS_DRY, occasion, f"{Slot(alert.slot).label}: {words}")


def tell_of_claims(now):
    """Tell editors the day before a claim is due, and when it is."""
    today = day_of(now)
    for claim in correction_requests.due_soon(now):
        when = "due" if claim.due_on <= today else "soon"
        occasion = f"claim:{claim.pk}:{claim.state}:{when}"
        if not Notice.objects.filter(occasion=occasion).exists():
            words = _("%(kind)s asked for by %(who)s: %(state)s, due on %(day)s.") % {
                "kind": claim.get_kind_display(),
                "who": claim.asked_by,
                "state": claim.get_state_display(),
                "day": f"{claim.due_on:%Y-%m-%d}",
            }
            tell_editors(Kind.CORRECTION_DUE, occasion, words, claim.article)


def tell_of_measures(now):
    """Write down which comments came back or went when their time was over; tell of those that will."""
    measures.settle(now)
    for measure in measures.ending_soon(now):
        measures.tell_of_end(measure)


def tell_editors(kind, occasion, words, article=None):
    """Tell whoever may approve of the occasion, once."""
    notices.tell(kind, notices.approvers(), article=article, words=words, occasion=occasion)


def forget(before):
    """Delete the oldest notices that were made before that moment."""
    oldest = Notice.objects.order_by("pk").values_list("pk", "made_at")[:FORGOTTEN]
    if old := [number for number, made_at in oldest if made_at < before]:
        Notice.objects.filter(pk__in=old).delete()
