"""Who is told of which step of an article."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Decision, Notice, User
from .telling import harmless, tell

Action, Kind = Decision.Action, Notice.Kind
APPROVE = "articles.approve_article"
APART = timedelta(hours=1)  # between two notices that the same person goes on changing an article

# What the people of an article are told of, unless they did it themselves.
TOLD = {
    Action.SEND_BACK: Kind.SENT_BACK,
    Action.APPROVE: Kind.APPROVED,
    Action.RESTORE: Kind.APPROVED,
    Action.WITHDRAW: Kind.WITHDRAWN,
    Action.DISCARD: Kind.CHANGED,
    Action.CORRECT: Kind.CHANGED,
}
# After these nothing waits for an editor any more.
DONE = (Action.TAKE_BACK, Action.SEND_BACK, Action.APPROVE, Action.DISCARD)


def approvers():
    """Return everybody who may approve articles."""
    return User.objects.with_perm(APPROVE).filter(is_staff=True)


def people_of(article):
    """Return who began the article, and the accounts of the reporters it names."""
    named = Q(reporter__bylines__article=article)
    return User.objects.filter(Q(pk=article.created_by_id) | named).distinct()


def tell_of(decision):
    """Tell whom it concerns of a step, in the transaction of the step."""
    article, action = decision.article, decision.action
    if action in DONE:
        with harmless():
            waiting = Notice.objects.filter(article=article, kind=Kind.SUBMITTED)
            waiting.unseen().update(seen_at=timezone.now())
    if action == Action.SUBMIT:
        tell(Kind.SUBMITTED, approvers(), decision.actor, article, decision.note)
    elif action in TOLD:
        tell(TOLD[action], people_of(article), decision.actor, article, words_of(decision))


def words_of(decision):
    """Return what was written of the step, with the time at which readers get the article."""
    article, words = decision.article, [decision.note]
    if decision.action in (Action.APPROVE, Action.RESTORE) and article.state == article.SCHEDULED:
        at = timezone.localtime(article.published_at)
        words.insert(0, _("Readers get it on %(at)s.") % {"at": f"{at:%Y-%m-%d %H:%M}"})
    return "\n".join(filter(None, words))


def tell_of_change(article, editor):
    """Tell the people of the article that somebody else saved into it, once an hour."""
    if editor is None:  # what comes in from an older system is nobody's change
        return
    with harmless():
        others = [user for user in people_of(article) if user != editor]
        if others:
            told = recently_told(article, editor, others)
            tell(Kind.CHANGED, [user for user in others if user.pk not in told], editor, article)


def recently_told(article, editor, people):
    """Return the numbers of those who know: of the last change, or of the copy that was approved."""
    known = Q(kind=Kind.CHANGED, article=article)
    known |= Q(kind=Kind.APPROVED, article__replaces=article)
    notices = Notice.objects.filter(
        known, user__in=people, actor=editor, made_at__gte=timezone.now() - APART
    )
    return set(notices.order_by().values_list("user", flat=True))
