"""How much one reader may write: counted by visitor and, so that other browsers' names help nobody, by network."""

import math
from datetime import timedelta

from django.db import connection

from ...models import Comment
from ..refusals import TooMany

DAY = timedelta(days=1)
# Behind one address there are a family, an office, a school, or some thousand of a mobile carrier's.
# At a moment few of them write: who comes too many waits a minute and loses nothing. Over a day they
# are many, and a robot that does as much is far from flooding a thread.
AT_ONCE, A_DAY = 5, 20
TAKE_TURNS = {"postgresql": "SELECT pg_advisory_xact_lock(%s)"}  # SQLite writes one by one anyway


def take_turns(who):
    """Let the comments of one network be written one after the other, until the transaction ends."""
    if statement := TAKE_TURNS.get(connection.vendor):
        with connection.cursor() as cursor:
            cursor.execute(statement, [int.from_bytes(who.network[:8], signed=True)])


def check(article, who, rules, now):
    """Raise TooMany, with the seconds to wait, when the Visitor has written enough."""
    own = Comment.objects.filter(visitor=bytes(who.visitor))
    near = Comment.objects.filter(network=bytes(who.network))
    waits = [
        *full(own, article, rules, 1, 1, now),
        *full(near, article, rules, AT_ONCE, A_DAY, now),
    ]
    if waits:
        raise TooMany(math.ceil(max(waits).total_seconds()))


def full(comments, article, rules, at_once, a_day, now):
    """Return how long each limit that is reached by these comments still lasts.

    They may be those of so many people, who write at once or on one day.
    """
    lately = comments.filter(made_at__gt=now - DAY).order_by("-made_at")
    per_day, per_article = rules.per_day * a_day, rules.per_article * a_day
    times = list(lately.values_list("made_at", "article")[:per_day])
    here = [at for at, number in times if number == article.pk]
    ends = []
    if len(times) >= per_day:
        ends.append(times[-1][0] + DAY)
    if len(here) >= per_article:
        ends.append(here[per_article - 1] + DAY)
    if len(times) >= at_once and rules.apart:
        ends.append(times[at_once - 1][0] + timedelta(seconds=rules.apart))
    return [end - now for end in ends if end > now]
