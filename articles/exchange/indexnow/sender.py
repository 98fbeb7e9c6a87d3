"""Tells endpoints what is due. One thread of each worker looks; of all, one at a time tells an endpoint."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F
from django.utils import timezone

from newsstep import rounds

from ...models import Endpoint, Ping, Publication
from ...models.ping import is_taken
from .message import message, post

logger = logging.getLogger(__name__)
LOOK_EVERY = 5  # seconds between two looks for what is due
LOOK_FOR_KEY = 60  # seconds between two looks for a key while there is none
LEASE = timedelta(minutes=2)  # longer than a message takes; after a kill another sender goes on
BATCH = 1000  # addresses of one message; the protocol allows 10,000
FIRST_PAUSE = timedelta(minutes=1)  # after a failure; doubled by each further one
LONGEST_PAUSE = timedelta(days=1)
GIVE_UP = timedelta(days=7)


def start():
    """Let a thread of this process tell what is due from now on; none when nobody is to be told."""
    if settings.INDEXNOW_URLS:
        rounds.start("IndexNow", look)


def look():
    """Tell what is due; returns the seconds until the next look."""
    return LOOK_EVERY if send_due() else LOOK_FOR_KEY


def send_due():
    """Tell every endpoint what is due; returns whether there is a key. One query when nothing is.

    What was on its way when a sender was killed is told again: at least once, and twice at worst.
    """
    now = timezone.now()
    is_due = Exists(Endpoint.objects.waiting(now))
    keys = Publication.objects.exclude(indexnow_key="").values_list("indexnow_key", is_due)
    key, is_due = keys.first() or ("", False)
    if is_due:
        for endpoint in Endpoint.objects.waiting(now):
            now = timezone.now()
            if Endpoint.objects.take(endpoint, now, until=now + LEASE):
                tell(endpoint, key)
    return bool(key)


def tell(endpoint, key):
    """Send the endpoint, which is the caller's, one message with all that is due."""
    now = timezone.now()
    Ping.objects.filter(endpoint=endpoint).put_right(now)
    due = Ping.objects.due(now).filter(endpoint=endpoint).order_by("due_at", "pk")[:BATCH]
    decisions, numbers = {}, []
    for number, decision, article in due.values_list("pk", "decision", "article"):
        decisions[number] = decision
        numbers.append(article)
    if not numbers:
        Endpoint.objects.filter(pk=endpoint.pk).update(next_try_at=now)
        return
    answer = post(endpoint.address, message(key, numbers))
    with transaction.atomic():
        note_answer(endpoint, answer, timezone.now())
        note_told(endpoint, decisions, answer, timezone.now())


def note_answer(endpoint, answer, now):
    """Write down what the endpoint answered, and from when on it may be told something again."""
    taken = is_taken(answer.status)
    failures = 0 if taken else min(endpoint.failures_count + 1, 1000)
    pause = timedelta() if taken else pause_after(failures, answer.retry_after)
    if not taken:
        logger.warning(
            "IndexNow: %s answered %s %s; told again in %s",
            *(endpoint.address, answer.status or "nothing:", answer.reason, pause),
        )
    Endpoint.objects.filter(pk=endpoint.pk).update(
        next_try_at=now + pause, failures_count=failures, answer=answer.status, answered_at=now
    )


def pause_after(failures, retry_after=timedelta()):
    """Return how long an endpoint is left alone after so many failures, at least as it asked for."""
    growing = FIRST_PAUSE * 2 ** min(failures - 1, 20)
    return max(min(growing, LONGEST_PAUSE), min(retry_after, GIVE_UP))


def note_told(endpoint, decisions, answer, now):
    """Write down the answer at what was told, as {number of the Ping: Decision that was told of}."""
    pings = Ping.objects.filter(pk__in=decisions)
    current = dict(pings.select_for_update().values_list("pk", "decision"))
    pings.update(tried_at=now, answer=answer.status, tried_count=F("tried_count") + 1)
    if is_taken(answer.status):
        pings.update(told_at=now)
        # What changed in the meantime may be newer than what the search engine saw.
        done = [number for number, decision in decisions.items() if current.get(number) == decision]
        Ping.objects.filter(pk__in=done).update(due_at=None)
    else:
        pings.filter(due_at__lte=now - GIVE_UP).update(due_at=None)
