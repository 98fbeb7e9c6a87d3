"""How often somebody may guess the password of a comment; counted in the database, soon forgotten.

The passwords are short and nobody's account hangs on them: few guesses from a network, and not many
from all networks together.
"""

import math
from datetime import timedelta

from django.utils import timezone

from ...models import Guess
from ..refusals import TooMany
from . import passwords

WINDOW = timedelta(minutes=15)
KIND = Guess.Kind.PASSWORD
# Wrong ones within WINDOW: at the comment from the network, from the network, at the comment.
AT_COMMENT_FROM_NETWORK, FROM_NETWORK, AT_COMMENT = 5, 20, 50


def fits(comment, password, who):
    """Return whether it is the password of the comment. Raises TooMany; call it in no transaction.

    A guess counts as wrong from its beginning, so that many at once help nobody.
    """
    guess = Guess(account=f"comment {comment.pk}", network=who.network.hex(), kind=KIND)
    if wait := waits(guess):
        raise TooMany(math.ceil(wait.total_seconds()))
    Guess.objects.filter(made_at__lte=guess.made_at - WINDOW).delete()
    guess.save()
    is_right = passwords.fits(password, comment.password)
    if is_right:
        guess.delete()
    return is_right


def waits(guess):
    """Return the timedelta that such a guess must wait, None when it need not."""
    lately = Guess.objects.filter(kind=KIND, made_at__gt=guess.made_at - WINDOW)
    here, there = {"account": guess.account}, {"network": guess.network}
    limits = (
        (here | there, AT_COMMENT_FROM_NETWORK),
        (there, FROM_NETWORK),
        (here, AT_COMMENT),
    )
    ends = []
    for fields, limit in limits:
        times = lately.filter(**fields).order_by("-made_at").values_list("made_at", flat=True)
        ends += times[limit - 1 : limit]
    return max(ends) + WINDOW - timezone.now() if ends else None
