"""How often somebody may guess a password or a code, or ask for a new password.

Guesses are counted in the database, over all workers, and forgotten after a quarter of an hour.
"""

import math
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ...models import Guess
from ...pure import text
from ..refusals import Busy, TooMany
from . import hashing
from .log import tell

WINDOW = timedelta(minutes=15)
Kind = Guess.Kind
TRIES = (Kind.PASSWORD, Kind.CODE)


@dataclass(frozen=True)
class Limit:
    """How many guesses of these kinds may have these fields in common within WINDOW."""

    fields: tuple
    kinds: tuple
    count: int


# A stranger locks nobody out: what he guesses in another network does not count here.
AT_ACCOUNT = Limit(("account", "network"), TRIES, 10)
# A newsroom stands behind one address: six colleagues may use up their ten before the others wait.
FROM_NETWORK = Limit(("network",), TRIES, 60)
# Whoever guesses codes knows the password already, and may have many networks.
AT_CODES = Limit(("account",), (Kind.CODE,), 20)
LIMITS = {
    Kind.PASSWORD: (AT_ACCOUNT, FROM_NETWORK),
    Kind.CODE: (AT_ACCOUNT, FROM_NETWORK, AT_CODES),
    Kind.RESET: (Limit(("account",), (Kind.RESET,), 3), Limit(("network",), (Kind.RESET,), 20)),
}


def judged(name, network, kind, judge):
    """Return what `judge()` says of a guess at the account of that name; what is false counts as wrong.

    Raises TooMany, without asking `judge`, and Busy.
    """
    if kind == Kind.PASSWORD:
        hashing.expect_room()
    guess = begin(name, network, kind)
    try:
        verdict = judge()
    except Busy:
        guess.delete()
        raise
    if verdict:
        guess.delete()
    else:
        tell(f"wrong {kind}", name=name, network=network)
        tell_when_full(guess, name)
    return verdict


def begin(name, network, kind, limits=None):
    """Count a guess, as if it were wrong, and return it; nothing is written when it is refused.

    What is guessed may have Limits of its own. Raises TooMany.
    """
    guess = Guess(account=text.digest(name), network=network, kind=kind, made_at=timezone.now())
    wait = waits(guess, limits or LIMITS[kind])
    if wait:
        raise TooMany(math.ceil(wait.total_seconds()))
    with transaction.atomic():
        Guess.objects.filter(made_at__lte=guess.made_at - WINDOW).delete()
        guess.save()
    return guess


def waits(guess, limits):
    """Return the timedelta that such a guess must wait, None when it need not."""
    times = [time for limit in limits for time in full_since(limit, guess)]
    return max(times) + WINDOW - guess.made_at if times else None


def full_since(limit, guess):
    """Return [the time of the guess that must be forgotten first], [] while there is room."""
    same = {field: getattr(guess, field) for field in limit.fields}
    made = Guess.objects.filter(made_at__gt=guess.made_at - WINDOW, kind__in=limit.kinds, **same)
    times = made.order_by("-made_at").values_list("made_at", flat=True)
    return list(times[limit.count - 1 : limit.count])


def tell_when_full(guess, name):
    """Tell once that further guesses are refused: of each refusal would fill the log."""
    wait = waits(guess, LIMITS[guess.kind])
    if wait:
        until = timezone.localtime(guess.made_at + wait).strftime("%H:%M:%S")
        tell("further guesses refused", name=name, network=guess.network, until=until)


def forgive(name, network):
    """Forget the guesses at the account from the network: whoever guessed has got in."""
    Guess.objects.filter(account=text.digest(name), network=network, kind__in=TRIES).delete()
