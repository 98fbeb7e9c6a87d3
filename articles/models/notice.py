"""What people of the newsroom are told, at the desk and by mail."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .article import Article

STUCK = timedelta(hours=1)  # a mail is due so long and not sent: somebody should look


class NoticeQuerySet(models.QuerySet):
    def unseen(self):
        """Return those that nobody has looked at yet."""
        return self.filter(seen_at__isnull=True)

    def due(self, now):
        """Return those whose time to be mailed has come."""
        return self.filter(mail_due_at__lte=now)

    def stuck(self, now):
        """Return those that should have been mailed an hour ago."""
        return self.due(now - STUCK)

    def readable_by(self, user):
        """Return them as a list, each with whether the user `may_read` its article now.

        Who was told of an article may have lost the right to it since.
        """
        found = list(self)
        numbers = {notice.article_id for notice in found if notice.article_id}
        seen = Article.objects.seen_by(user).filter(pk__in=numbers).order_by()
        seen = set(seen.values_list("pk", flat=True)) if numbers else set()
        for notice in found:
            notice.may_read = notice.article_id is None or notice.article_id in seen
        return found


class Notice(models.Model):
    """What one person of the newsroom is told: what happened, to which article and by whom."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("notice", "an article waits for approval")
        SENT_BACK = "sent_back", pgettext_lazy("notice", "an article was sent back")
        APPROVED = "approved", pgettext_lazy("notice", "an article was approved")
        WITHDRAWN = "withdrawn", pgettext_lazy("notice", "an article was withdrawn")
        CHANGED = "changed", pgettext_lazy("notice", "somebody else changed an article")
        MENTIONED = "mentioned", pgettext_lazy("notice", "somebody wrote to me about an article")
        ASSIGNED = "assigned", pgettext_lazy("notice", "something was assigned to me")
        SLOT_RUNS_DRY = "slot_runs_dry", pgettext_lazy("notice", "a slot runs dry")
        CORRECTION_DUE = "correction_due", pgettext_lazy("notice", "a correction is due")
        COMMENTS_WAIT = "comments_wait", pgettext_lazy("notice", "comments or reports wait")
        COMMENT_CLAIM = "comment_claim", pgettext_lazy("notice", "a claim about a comment is due")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", db_index=False
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="notices"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    words = models.TextField(blank=True)  # such as the reason of a step, as its writer typed it
    # What is looked for again and again has a name, by which nobody is told of it twice.
    occasion = models.CharField(max_length=100, null=True)
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True)  # None: no mail is to be sent

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Notices")
        ordering = ("-made_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=("user", "occasion"), name="one_notice_an_occasion")
        ]
        indexes = [
            models.Index(fields=("user", "-made_at", "-id"), name="notice_by_user_and_time"),
            models.Index(
                fields=("user",),
                condition=models.Q(seen_at__isnull=True),
                name="notice_that_is_unseen",
            ),
            models.Index(
                fields=("user", "mail_due_at"),
                condition=models.Q(mail_due_at__isnull=False),
                name="notice_by_mail_due_time",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_kind_display()}"


Kind = Notice.Kind
# Of these everybody with an address gets a mail who has not chosen.
MAILED_AT_FIRST = (
    *(Kind.SENT_BACK, Kind.APPROVED, Kind.WITHDRAWN),
    *(Kind.SUBMITTED, Kind.SLOT_RUNS_DRY, Kind.CORRECTION_DUE),
)


class MailboxQuerySet(models.QuerySet):
    def of(self, users):
        """Return {number of the user: Mailbox} of the users who have an address, making new rows."""
        numbers = {user.pk for user in users if user.email}
        rows = {row.user_id: row for row in self.filter(user__in=numbers)}
        if missing := numbers - rows.keys():
            self.bulk_create(
                [self.model(user_id=number) for number in missing], ignore_conflicts=True
            )
            rows = {row.user_id: row for row in self.filter(user__in=numbers)}
        return rows

    def waiting(self, now):
        """Return those for which a mail is due and that may be sent one now."""
        due = Notice.objects.order_by().due(now).filter(user=OuterRef("user"))
        return self.filter(Exists(due), next_try_at__lte=now)

    def take(self, mailbox, now, until):
        """Return whether the mailbox is the caller's to send to until then, and nobody else's."""
        mine = self.filter(pk=mailbox.pk, next_try_at__lte=now)
        return mine.update(next_try_at=until, tried_count=F("tried_count") + 1) == 1

    of.alters_data = take.alters_data = True


class Mailbox(models.Model):
    """What one person wants to be told by mail, and what the mail server answered last."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailbox")
    kinds = models.JSONField(null=True)  # None: nothing was chosen yet
    # Also while somebody sends a mail: until then nobody else does.
    next_try_at = models.DateTimeField(default=timezone.now)
    tried_count = models.PositiveSmallIntegerField(default=0)  # since a mail was last taken
    answer = models.CharField(max_length=300, blank=True)  # of the server; empty: it took the mail
    answered_at = models.DateTimeField(null=True)

    objects = MailboxQuerySet.as_manager()

    def __str__(self):
        return str(self.user)

    @property
    def wanted(self):
        """The kinds of which the person gets a mail."""
        return MAILED_AT_FIRST if self.kinds is None else self.kinds
