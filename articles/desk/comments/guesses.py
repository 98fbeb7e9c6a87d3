"""How often somebody may guess the password of a comment; counted in the database, soon forgotten.

The passwords are short and nobody's account hangs on them: few guesses from a network, and not many
from all networks together.
"""

from django.db import transaction

from ...models import Guess
from ..login.guesses import Limit, begin
from ..refusals import Busy
from . import passwords
from .limits import AT_ONCE, take_turns

KINDS = (Guess.Kind.PASSWORD,)
HERE = 5  # guesses of one network at one comment
LIMITS = (
    Limit(("account", "network"), KINDS, HERE),
    Limit(("account",), KINDS, 20),
    Limit(("network",), KINDS, HERE * AT_ONCE),
)


def fits(comment, password, who):
    """Return whether it is the password of the comment. Raises TooMany and Busy; call it in no transaction.

    A guess counts as wrong from its beginning, so that many at once help nobody.
    """
    with transaction.atomic():
        take_turns(who)
        guess = begin(f"comment {comment.pk}", who.network.hex(), Guess.Kind.PASSWORD, LIMITS)
    try:
        is_right = passwords.fits(password, comment.password)
    except Busy:
        guess.delete()
        raise
    if is_right:
        guess.delete()
    return is_right
