"""What the operator should know of: errors and slow requests, a row for each kind and hour."""

from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=30)


class IncidentQuerySet(models.QuerySet):
    def since(self, moment):
        """Return those that have happened after the moment."""
        return self.filter(last_at__gte=moment)

    def troubles(self):
        """Return errors of the program and failures of the machine."""
        return self.exclude(kind=Incident.Kind.SLOW)

    def slow(self):
        """Return the slow requests."""
        return self.filter(kind=Incident.Kind.SLOW)

    def old(self, now):
        """Return those that are kept no longer."""
        return self.filter(last_at__lt=now - KEPT)

    def mail_due(self, now):
        """Return those of which the operator is to be mailed."""
        return self.filter(mail_due_at__lte=now)

    def take(self, incident, now, until):
        """Return whether the incident is the caller's to mail until then, and nobody else's."""
        mine = self.mail_due(now).filter(pk=incident.pk)
        return mine.update(mail_due_at=until, tried_count=F("tried_count") + 1) == 1

    def like(self, noticed):
        """Return those of the same kind and hour as what a worker has noticed: one, or none."""
        return self.filter(kind=noticed.kind, what=noticed.what, hour=noticed.hour)

    def add(self, noticed, mail_due_at=None):
        """Write down what a worker has noticed; of a kind that is new in its hour a mail is due then."""
        same = self.like(noticed)
        last = {
            "last_at": noticed.last_at,
            "number": noticed.number,
            "path": noticed.path,
            "user": noticed.user,
            "detail": noticed.detail,
        }
        more = last | {
            "count": F("count") + noticed.count,
            "slowest": Greatest("slowest", noticed.slowest),
        }
        if same.update(**more):
            return
        try:
            with transaction.atomic():
                self.create(
                    kind=noticed.kind,
                    what=noticed.what,
                    hour=noticed.hour,
                    first_at=noticed.first_at,
                    count=noticed.count,
                    slowest=noticed.slowest,
                    mail_due_at=mail_due_at,
                    **last,
                )
        except IntegrityError:  # another worker was first
            same.update(**more)

    take.alters_data = add.alters_data = True


class Incident(models.Model):
    """How often something went wrong, or took long, within an hour, and all that is known of the last time."""

    class Kind(models.TextChoices):
        ERROR = "error", _("a fault of the program")
        FAILURE = "failure", _("a failure of the machine")
        SLOW = "slow", _("a slow request")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    what = models.CharField(max_length=200)
    hour = models.DateTimeField()  # its beginning
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)
    count = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=16, blank=True)  # that stood on the screen
    path = models.CharField(max_length=300, blank=True)
    user = models.CharField(max_length=150, blank=True)  # the name, of an account that may be gone
    detail = models.TextField(blank=True)  # the last lines of the traceback
    slowest = models.PositiveIntegerField(default=0)  # milliseconds
    mail_due_at = models.DateTimeField(null=True)  # None: no mail is to be sent
    tried_count = models.PositiveSmallIntegerField(default=0)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "what", "hour"), name="one_incident_a_kind_and_hour"
            )
        ]
        indexes = [
            models.Index(
                fields=("mail_due_at",),
                condition=models.Q(mail_due_at__isnull=False),
                name="incident_by_mail_due_time",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.what} {self.hour}"


class ChoreQuerySet(models.QuerySet):
    def take(self, name, now, every):
        """Return whether the chore is due and the caller's to do: nobody else's for so long."""
        self.bulk_create([self.model(name=name, next_at=now)], ignore_conflicts=True)
        mine = self.filter(name=name, next_at__lte=now)
        return mine.update(next_at=now + every) == 1

    take.alters_data = True


class Chore(models.Model):
    """What one of all workers does now and then, and when it is due next."""

    name = models.CharField(max_length=40, unique=True)
    next_at = models.DateTimeField(default=timezone.now)

    objects = ChoreQuerySet.as_manager()

    def __str__(self):
        return self.name
