"""How much one reader may write: counted by visitor and, so that other browsers' names help nobody, by network."""

import math
from datetime import timedelta

from django.db import connection

from ...models import Comment
from ..refusals import TooMany

DAY = timedelta(days=1)
PEOPLE = 5  # behind one address, as with reads: an office, a family
TAKE_TURNS = {"postgresql": "SELECT pg_advisory_xact_lock(%s)"}  # SQLite writes one by one anyway


def take_turns(who):
    """Let the comments of one network be written one after the other, until the transaction ends."""
    if statement := TAKE_TURNS.get(connection.vendor):
        with connection.cursor() as cursor:
            cursor.execute(statement, [int.from_bytes(who.network[:8], signed=True)])


def check(article, who, rules, now):
    """Raise TooMany, with the seconds to wait, when the Visitor has written enough."""
    waits = [
        *full(Comment.objects.filter(visitor=bytes(who.visitor)), article, rules, 1, now),
        *full(Comment.objects.filter(network=bytes(who.network)), article, rules, PEOPLE, now),
    ]
    if waits:
        raise TooMany(math.ceil(max(waits).total_seconds()))


def full(comments, article, rules, people, now):
    """Return how long each limit that is reached by these comments still lasts."""
    lately = comments.filter(made_at__gt=now - DAY).order_by("-made_at")
    times = list(lately.values_list("made_at", "article")[: rules.per_day * people])
    here = [at for at, number in times if number == article.pk]
    ends = []
    if len(times) >= rules.per_day * people:
        ends.append(times[-1][0] + DAY)
    if len(here) >= rules.per_article * people:
        ends.append(here[rules.per_article * people - 1] + DAY)
    if len(times) >= people and rules.apart:
        ends.append(times[people - 1][0] + timedelta(seconds=rules.apart))
    return [end - now for end in ends if end > now]
