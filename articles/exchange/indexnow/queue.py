"""What is to be told: written in the transaction of the change."""

from django.conf import settings
from django.utils import timezone

from ...models import Decision, Endpoint, Ping, Publication

Action = Decision.Action
# After these readers get something else at the address of the article. What is imported was told
# long ago by the older system, and sitemaps tell the rest.
CHANGES = (
    *(Action.APPROVE, Action.WITHDRAW, Action.RESTORE),
    *(Action.REVISE, Action.MERGE, Action.CORRECT),
)


def note(decision):
    """Note that every endpoint is to be told of what was decided, once readers see it.

    Nothing while IndexNow is off. One message of an article waits at most: a later change moves it,
    to the new time of what is scheduled, or to never when readers will not have seen it.
    """
    article = decision.article
    if decision.action not in CHANGES or article.replaces_id or not is_on():
        return
    due_at = article.published_at and max(article.published_at, timezone.now())
    Ping.objects.bulk_create(
        (
            Ping(article=article, endpoint=endpoint, decision=decision, due_at=due_at)
            for endpoint in Endpoint.objects.made()
        ),
        update_conflicts=True,
        unique_fields=["article", "endpoint"],
        update_fields=["decision", "due_at", "tried_count"],
    )


def is_on():
    """Return whether there are a key and somebody to tell; no query when there is nobody."""
    return bool(settings.INDEXNOW_URLS) and Publication.objects.exclude(indexnow_key="").exists()


def begin_anew(key):
    """Try every endpoint with a new key at once; without one, what waits is told to nobody."""
    Endpoint.objects.update(next_try_at=timezone.now(), failures_count=0, answer=None)
    if not key:
        Ping.objects.filter(due_at__isnull=False).update(due_at=None)
