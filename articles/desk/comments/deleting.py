"""How readers take back what they wrote: with the password that they gave it."""

from django.db import transaction
from django.utils import timezone

from ...models import Comment, CommentDecision, Guess
from ..login import guesses
from ..login.guesses import Limit
from ..refusals import NotAllowed, WrongPassword
from . import passwords
from .counting import recount
from .limits import PEOPLE, take_turns
from .moderating import record, settle_reports
from .standing import locked

KINDS = (Guess.Kind.PASSWORD,)
HERE = 5  # guesses of one network at one comment
# Passwords are short here, and checking one takes the server 20 ms.
LIMITS = (
    Limit(("account", "network"), KINDS, HERE),
    Limit(("account",), KINDS, 20),
    Limit(("network",), KINDS, HERE * PEOPLE),
)


def delete(comment, password, who, now=None):
    """Delete a comment for whoever knows its password.

    Raises Gone, NotAllowed when it has none (it was imported), WrongPassword, and TooMany after too many
    of them with the seconds to wait.
    """
    now = now or timezone.now()
    guess = begin(comment, who, now)
    if not passwords.fits(password, comment.password):
        raise WrongPassword
    with transaction.atomic():
        current = locked(comment, now)
        current.state = Comment.State.DELETED
        current.save(update_fields=["state"])
        settle_reports(current, None)
        record(current, None, CommentDecision.Action.DELETE)
        recount(current)
        guess.delete()


@transaction.atomic
def begin(comment, who, now):
    """Count a guess, as if it were wrong, one after the other; returns the Guess.

    Raises Gone, NotAllowed, TooMany.
    """
    take_turns(who)
    if not locked(comment, now).password:
        raise NotAllowed
    return guesses.begin(f"comment {comment.pk}", who.network.hex(), Guess.Kind.PASSWORD, LIMITS)
