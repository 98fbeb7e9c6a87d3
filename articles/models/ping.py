"""What search engines are told of changed pages, by the IndexNow protocol."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.utils import timezone

from .article import Article

APART = timedelta(minutes=1)  # between two tries to tell an endpoint of the same article
STUCK = timedelta(days=1)


def is_taken(answer):
    """Return whether an endpoint with this answer, a status of HTTP, has taken what it was told."""
    return answer in range(200, 300)


class EndpointQuerySet(models.QuerySet):
    def in_use(self):
        """Return those that the settings name."""
        return self.filter(address__in=settings.INDEXNOW_URLS)

    def made(self):
        """Return all that the settings name, making the rows of new ones."""
        rows = list(self.in_use())
        if len(rows) < len(settings.INDEXNOW_URLS):
            new = [self.model(address=address) for address in settings.INDEXNOW_URLS]
            self.bulk_create(new, ignore_conflicts=True)
            rows = list(self.in_use())
        return rows

    def waiting(self, now):
        """Return those in use that may be told something now, and for which something is due."""
        due = Ping.objects.due(now).filter(endpoint=OuterRef("pk"))
        return self.in_use().filter(Exists(due), next_try_at__lte=now)

    def take(self, endpoint, now, until):
        """Return whether the endpoint is the caller's to tell until then, and nobody else's."""
        return self.filter(pk=endpoint.pk, next_try_at__lte=now).update(next_try_at=until) == 1

    made.alters_data = take.alters_data = True


class Endpoint(models.Model):
    """Where a search engine wants to be told of changed pages, and what it answered last."""

    address = models.CharField(max_length=200, unique=True)
    # Also while somebody tells it something: until then nobody else does.
    next_try_at = models.DateTimeField(default=timezone.now)
    failures_count = models.PositiveSmallIntegerField(default=0)  # since it last took something
    answer = models.PositiveSmallIntegerField(null=True)  # a status of HTTP, 0 for no answer
    answered_at = models.DateTimeField(null=True)

    objects = EndpointQuerySet.as_manager()

    def __str__(self):
        return self.address


class PingQuerySet(models.QuerySet):
    def due(self, now):
        """Return those whose time to be told has come, none of them tried within the last minute."""
        return self.filter(Q(tried_at__isnull=True) | Q(tried_at__lte=now - APART), due_at__lte=now)

    def put_right(self, now):
        """Give what is due, but of no page that readers see or saw, the time of its article."""
        its_time = Case(When(status=Article.Status.APPROVED, then="published_at"))
        article = Article.objects.order_by().filter(pk=OuterRef("article"))
        public = Article.objects.order_by().ever_public(now)
        early = self.due(now).exclude(article__in=public.values("pk"))
        return early.update(due_at=Subquery(article.values(at=its_time).values("at")))

    def stuck(self, now):
        """Return those that an endpoint in use should have been told a day ago."""
        return self.filter(due_at__lte=now - STUCK, endpoint__in=Endpoint.objects.in_use())

    put_right.alters_data = True


class Ping(models.Model):
    """What an endpoint was told of an article, and from when on it is to be told of a change.

    There is one of an article and endpoint: whatever changes while it waits is told with it.
    """

    # Both are served by the index of their constraint.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="pings", db_index=False
    )
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="pings", db_index=False)
    # The last change; what changes while a message is on its way is told once more.
    decision = models.ForeignKey(
        "articles.Decision", models.CASCADE, related_name="+", db_index=False
    )
    due_at = models.DateTimeField(null=True)  # None: nothing is to be told
    tried_count = models.PositiveSmallIntegerField(default=0)  # of telling this change
    tried_at = models.DateTimeField(null=True)
    answer = models.PositiveSmallIntegerField(null=True)  # as the endpoint's
    told_at = models.DateTimeField(null=True)

    objects = PingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("article", "endpoint"), name="one_ping_an_article_and_endpoint"
            )
        ]
        indexes = [
            models.Index(
                fields=("endpoint", "due_at"),
                condition=Q(due_at__isnull=False),
                name="ping_by_due_time",
            )
        ]

    def __str__(self):
        return f"{self.article_id} → {self.endpoint_id}"

    @property
    def next_try_at(self):
        """When it is told at the earliest, None when nothing is to be told."""
        if self.due_at is None:
            return None
        apart = [self.tried_at + APART] if self.tried_at else []
        return max(self.due_at, self.endpoint.next_try_at, *apart)

    @property
    def is_given_up(self):
        """Whether the last change was tried to be told, in vain and for too long."""
        return self.due_at is None and self.tried_count > 0 and not is_taken(self.answer)
