import hashlib

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..text_fields import LineField, LinesField, NameField

MAX_NAME = 20  # characters
MAX_TEXT = 1000  # characters


class State(models.TextChoices):
    """What became of a comment. Whether readers see it depends on the moment, too: `is_shown`."""

    WAITING = "waiting", pgettext_lazy("comment", "waiting")
    PUBLIC = "public", pgettext_lazy("comment", "public")
    HIDDEN = "hidden", pgettext_lazy("comment", "hidden")
    REMOVED = "removed", pgettext_lazy("comment", "removed by the desk")
    DELETED = "deleted", pgettext_lazy("comment", "deleted by its writer")


class Hold(models.TextChoices):
    """Why a comment waits for the desk."""

    POLICY = "policy", pgettext_lazy("comment", "approval comes first here")
    IMPORTED = "imported", pgettext_lazy("comment", "was not approved in the old system")
    QUICK = "quick", pgettext_lazy("comment", "sent faster than anybody types")
    HONEYPOT = "honeypot", pgettext_lazy("comment", "filled in what people don't see")
    REPEATED = "repeated", pgettext_lazy("comment", "the same text again")
    WORD = "word", pgettext_lazy("comment", "a word of the list")
    LINK = "link", pgettext_lazy("comment", "a link")
    LOOKALIKE = "lookalike", pgettext_lazy("comment", "a name like that of the newsroom")
    RUSH = "rush", pgettext_lazy("comment", "many at once under this article")


class CommentQuerySet(models.QuerySet):
    def shown(self, at=None):
        """Return those that readers see at a moment, each in its place or as a reply."""
        return self.filter(shown(at or timezone.now()))

    def counted(self, at=None):
        """Return those that the number under a headline counts: shown, or withheld for a time."""
        return self.filter(counted(at or timezone.now()))

    def standing(self, at=None):
        """Return those that have a place in the thread, if only because of their replies."""
        return self.filter(counted(at or timezone.now()) | Q(reply_count__gt=0))

    def waiting(self):
        """Return those that wait for the desk."""
        return self.filter(state=State.WAITING)


def digest_of(said):
    """Return 16 bytes that are the same for the same text."""
    return hashlib.blake2b(said.encode(), digest_size=16).digest()


def bare(words):
    """Return what two texts have in common that differ in spaces, signs and capital letters only."""
    return "".join(sign for sign in words.casefold() if sign.isalnum()) or words


def shown(at):
    """Return the condition of being seen by readers at a moment.

    What was withheld on a claim comes back by itself only when its writer objected.
    """
    ended = Q(withheld_until__lte=at, is_contested=True)
    return Q(state=State.PUBLIC) & (Q(withheld_until__isnull=True) | ended)


def counted(at):
    """Return the condition of being seen at a moment, or of having a notice in its place."""
    return shown(at) | Q(state=State.PUBLIC, withheld_until__gt=at)


class Comment(models.Model):
    """What a reader wrote under an article, or a reply to it. Plain text, never HTML.

    `visitor` and `network` are keyed hashes, forgotten after some time. `digest` is of what was
    said where and by whom, so that sending it again says nothing new; `text_digest` is of its text
    alone, in a form in which spaces and signs are no difference.
    """

    State = State
    Hold = Hold

    article = models.ForeignKey(
        "articles.Article", models.PROTECT, verbose_name=_("article"), related_name="comments"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    name = NameField(pgettext_lazy("comment", "name"), max_length=MAX_NAME)
    text = LinesField(pgettext_lazy("comment", "comment"), max_length=MAX_TEXT)
    password = models.CharField(max_length=200, blank=True)  # its hash; empty: nobody can delete it
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    held_for = models.JSONField(default=list)  # values of Hold
    made_at = models.DateTimeField(pgettext_lazy("comment", "written at"), default=timezone.now)
    withheld_until = models.DateTimeField(null=True)  # on a claim; see CommentMeasure
    is_contested = models.BooleanField(default=False)  # its writer objected to the claim
    visitor = models.BinaryField(max_length=16, null=True)
    network = models.BinaryField(max_length=16, null=True)
    digest = models.BinaryField(max_length=16)
    text_digest = models.BinaryField(max_length=16)
    agree_count = models.PositiveIntegerField(default=0)
    disagree_count = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)  # of replies that are counted
    report_count = models.PositiveIntegerField(default=0)  # of reports that wait for the desk
    legacy_id = LineField(max_length=100, null=True)  # number in the old system

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("comment", "comment")
        verbose_name_plural = pgettext_lazy("comment", "comments")
        ordering = ("-id",)
        permissions = [("moderate_comment", "Can approve, hide and remove comments of readers")]
        constraints = [
            models.CheckConstraint(
                name="comment_state_is_known", condition=Q(state__in=State.values)
            ),
            # A double click, a form sent again and a second tab make one comment.
            models.UniqueConstraint(
                fields=("article", "visitor", "digest"),
                condition=Q(visitor__isnull=False) & ~Q(state=State.DELETED),
                name="one_comment_of_a_visitor_and_text",
            ),
            models.UniqueConstraint(
                fields=("article", "legacy_id"),
                condition=Q(legacy_id__isnull=False),
                name="imported_comment_once",
            ),
        ]
        indexes = [
            models.Index(fields=("article", "parent", "-id"), name="comment_by_thread"),
            models.Index(
                fields=("article", "parent", "-agree_count", "-id"), name="comment_by_agreement"
            ),
            models.Index(fields=("state", "-id"), name="comment_by_state"),
            models.Index(
                fields=("-id",), condition=Q(report_count__gt=0), name="comment_that_is_reported"
            ),
            models.Index(fields=("visitor", "-made_at"), name="comment_by_visitor"),
            models.Index(fields=("network", "-made_at"), name="comment_by_network"),
            models.Index(fields=("text_digest", "-id"), name="comment_by_text"),
            models.Index(
                fields=("withheld_until",),
                condition=Q(withheld_until__isnull=False),
                name="comment_that_is_withheld",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.text[:40]}"

    def put_digests(self):
        """Set what tells the comment from others, once its place, name and text are tidy."""
        self.digest = digest_of(f"{self.parent_id or ''}\n{self.name}\n{self.text}")
        self.text_digest = digest_of(bare(self.text))

    def is_shown(self, at=None):
        """Return whether readers see it at a moment."""
        if self.state != State.PUBLIC:
            return False
        at = at or timezone.now()
        return self.withheld_until is None or (self.withheld_until <= at and self.is_contested)

    def is_withheld(self, at=None):
        """Return whether a notice stands in its place at a moment, on somebody's claim."""
        is_on = self.withheld_until is not None and self.withheld_until > (at or timezone.now())
        return self.state == State.PUBLIC and is_on

    @property
    def holds(self):
        """Why it waits, in words."""
        return [Hold(code).label for code in self.held_for if code in Hold.values]
