from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from ..pure import markup, text
from ..pure.paths import path_to
from .article_queryset import LISTING, RETOLD, UNFINISHED, ArticleQuerySet, Status
from .comments.rules import CommentPolicy
from .photo import ArticlePhoto
from .reporter import Byline
from .tag import Tagging, TagsOfArticle
from .text_fields import LineField, LinesField


class Article(models.Model):
    """One story, with one permanent number and URL."""

    Status = Status

    class Origin(models.TextChoices):
        OWN = "own", _("own report")
        PRESS_RELEASE = "press_release", _("press release")
        WIRE = "wire", _("news agency")
        CONTRIBUTED = "contributed", _("contributed")
        SPONSORED = "sponsored", _("sponsored")
        AUTOMATED = "automated", _("automatically written")
        REPUBLISHED = "republished", _("republished")

    class Sensitivity(models.TextChoices):
        """What makes an article one whose people are spared the comments of others."""

        OBITUARY = "obituary", pgettext_lazy("article", "obituary")
        SUICIDE = "suicide", pgettext_lazy("article", "suicide")
        MINOR = "minor", pgettext_lazy("article", "a minor is concerned")
        VICTIM = "victim", pgettext_lazy("article", "victims are concerned")

    searched_number = "pk"
    searched_fields = ("headline", "subheading", "body", "region", "province")

    SCHEDULED = "scheduled"  # the state of an approved article whose time has not come

    headline = LineField(_("headline"), max_length=200, blank=True)
    subheading = LinesField(
        _("subheading"), max_length=500, blank=True, help_text=_("May have several lines.")
    )
    body = models.TextField(_("body"), blank=True)
    excerpt = models.CharField(max_length=200, blank=True, editable=False)
    section = models.ForeignKey(
        "articles.Section",
        models.PROTECT,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="articles",
    )
    region = models.ForeignKey(
        "articles.Region",
        models.PROTECT,
        verbose_name=_("region"),
        null=True,
        blank=True,
        related_name="articles",
    )
    # The region or its parent, so that one index serves a province's list in order.
    province = models.ForeignKey(
        "articles.Region", models.PROTECT, null=True, editable=False, related_name="+"
    )
    reporters = models.ManyToManyField(
        "articles.Reporter", through=Byline, verbose_name=_("reporters"), related_name="articles"
    )
    tags = TaggableManager(
        _("tags"),
        through=Tagging,
        manager=TagsOfArticle,
        blank=True,
        help_text=_('Separated by commas. A name with a comma stands in quotation marks: "1,000".'),
    )
    photos = models.ManyToManyField(
        "articles.Photo", through=ArticlePhoto, verbose_name=_("photos"), related_name="articles"
    )
    # The photo of the first ArticlePhoto, so that a list needs no further query.
    lead_photo = models.ForeignKey(
        "articles.Photo", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    created_at = models.DateTimeField(_("typed at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("begun by"),
        null=True,
        editable=False,
        related_name="articles",
    )
    published_at = models.DateTimeField(_("approved at"), null=True, blank=True, editable=False)
    revised_at = models.DateTimeField(_("revised at"), null=True, blank=True, editable=False)
    origin = models.CharField(
        _("origin"), max_length=14, choices=Origin.choices, default=Origin.OWN
    )
    original_url = models.URLField(_("address of the original"), max_length=500, blank=True)
    is_ai_assisted = models.BooleanField(
        _("written with the help of AI"), default=False, help_text=_("Readers are told.")
    )
    copyright_notice = LineField(
        _("copyright notice"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the notice of the publication."),
    )
    comments_open = models.BooleanField(_("comments open"), default=True)
    # None: as its section says. Closed is said by `comments_open`.
    comment_policy = models.CharField(
        _("new comments"), max_length=7, choices=CommentPolicy.choices[:2], null=True, blank=True
    )
    # None: nothing of the kind. What is marked has no comments unless `comment_policy` says so.
    sensitivity = models.CharField(
        pgettext_lazy("article", "spare those concerned"),
        max_length=9,
        choices=Sensitivity.choices,
        null=True,
        blank=True,
    )
    in_latest = models.BooleanField(_("in latest news"), default=True)
    in_most_viewed = models.BooleanField(_("in most viewed"), default=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("working copy of"),
        null=True,
        editable=False,
        related_name="working_copies",
    )
    edit_version = models.PositiveIntegerField(default=1, editable=False)
    legacy_id = LineField(
        _("number in the old system"), max_length=100, null=True, unique=True, editable=False
    )
    # Of what the old system said last, so that saying it again changes nothing.
    legacy_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-id",)
        permissions = [
            ("submit_article", "Can submit own articles"),
            ("approve_article", "Can approve, send back, withdraw and restore articles"),
        ]
        constraints = [
            models.CheckConstraint(
                name="approved_article_has_its_time",
                condition=~Q(status="approved") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="article_status_is_known",
                condition=Q(status__in=Status.values),
            ),
            models.CheckConstraint(
                name="working_copy_is_never_public",
                condition=Q(replaces__isnull=True) | Q(status__in=(*UNFINISHED, Status.CLOSED)),
            ),
            models.CheckConstraint(
                name="only_a_working_copy_is_closed",
                condition=Q(replaces__isnull=False) | ~Q(status="closed"),
            ),
            models.CheckConstraint(
                name="only_a_draft_lacks_headline_or_section",
                condition=Q(status__in=(Status.DRAFT, Status.CLOSED))
                | (~Q(headline="") & Q(section__isnull=False)),
            ),
            models.CheckConstraint(
                name="article_region_and_province_go_together",
                condition=Q(region__isnull=True, province__isnull=True)
                | Q(region__isnull=False, province__isnull=False),
            ),
            models.CheckConstraint(
                name="article_does_not_replace_itself",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
            ),
            models.UniqueConstraint(
                fields=("replaces",),
                condition=Q(status__in=UNFINISHED),
                name="one_unfinished_working_copy",
            ),
        ]
        indexes = [
            models.Index(
                fields=("status", "-published_at", "-id", "origin"), name="article_by_time"
            ),
            models.Index(
                fields=("section", "status", "-published_at", "-id", "origin"),
                name="article_by_section",
            ),
            models.Index(
                fields=("region", "status", "-published_at", "-id"), name="article_by_region"
            ),
            models.Index(
                fields=("province", "status", "-published_at", "-id"), name="article_by_province"
            ),
            models.Index(
                fields=("status", "-published_at", "-id"),
                condition=Q(lead_photo__isnull=False),
                name="article_with_photo_by_time",
            ),
            models.Index(fields=("status", "-id"), name="article_by_status"),
            # Lists of the newsroom are by number; all that filters them stands in the index too,
            # for a row is as long as its body.
            models.Index(
                fields=("-id", "status", "published_at", "section", "origin", "created_by"),
                name="article_by_number",
            ),
            models.Index(
                fields=("section", "-id", "status", "published_at", "origin", "created_by"),
                name="article_by_section_and_number",
            ),
            models.Index(
                fields=("origin", "-id", "status", "published_at", "section", "created_by"),
                name="article_by_origin",
            ),
        ]

    def __str__(self):
        return self.headline or gettext("(no headline)")

    def save(self, **options):
        fields = options.get("update_fields")
        if fields is None and not self._state.adding:
            # Its version only grows, by a statement that compares it; an old row must not lower it.
            fields = {f.name for f in self._meta.concrete_fields} - {"id", "edit_version"}
            options["update_fields"] = fields
        if fields is None or "body" in fields:
            self.tidy()
            if fields is not None:
                options["update_fields"] = {*fields, "excerpt"}
        is_new = self._state.adding
        # The search index is written in the same transaction.
        with transaction.atomic():
            super().save(**options)
            if not is_new and (fields is None or not set(LISTING).isdisjoint(fields)):
                type(self).objects.copy_times([self.pk])

    def tidy(self):
        """Bring typed text into the form that is stored. Raises markup.Refused."""
        self.body = markup.clean(self.body, settings.VIDEO_HOSTS)
        self.excerpt = text.excerpt(markup.plain(self.body), 200)
        self.province_id = self.region.province_id if self.region else None

    def get_absolute_url(self):
        # A working copy has the address of the article that it will change.
        return path_to("article", self.replaces_id or self.pk)

    def is_public(self, at=None):
        """Return whether a reader may see it now, or at another time."""
        return (
            self.status == self.Status.APPROVED
            and self.published_at is not None
            and self.published_at <= (at or timezone.now())
        )

    @property
    def listed_at(self):
        """The time by which lists of a tag or a reporter order it, None when it is in none."""
        return self.published_at if self.status == self.Status.APPROVED else None

    @property
    def shows_comments(self):
        """Whether comments have a place under it: of what spares those concerned if it says so itself."""
        return not self.sensitivity or self.comment_policy is not None

    @property
    def is_sponsored(self):
        """Whether somebody paid for it, which every list must tell."""
        return self.origin == self.Origin.SPONSORED

    @property
    def original(self):
        """The address where somebody else published it first, "" when it is the paper's own."""
        return self.original_url if self.origin in RETOLD else ""

    @property
    def state(self):
        """The status, or "scheduled" when it is approved for a later time."""
        if self.status == self.Status.APPROVED and not self.is_public():
            return self.SCHEDULED
        return self.status

    @property
    def state_label(self):
        """The state in the words of the newsroom."""
        return _("scheduled") if self.state == self.SCHEDULED else self.get_status_display()

    def is_own(self, user):
        """Return whether the user began it or is named as one of its reporters."""
        return self.created_by_id == user.pk or self.reporters.filter(user=user).exists()

    @property
    def leading(self):
        """The first ArticlePhoto, None without photos."""
        return next(iter(self.article_photos.all()), None)

    @cached_property
    def inner_photos(self):
        """The ArticlePhotos after the first that the body does not hold itself."""
        placed = markup.pictures(self.body)
        return [
            item for item in list(self.article_photos.all())[1:] if item.photo.path not in placed
        ]

    @property
    def photo_on_top(self):
        """The first ArticlePhoto, None without photos or when the body places it itself."""
        first = self.leading
        return None if first and first.photo.path in markup.pictures(self.body) else first

    @property
    def standing_corrections(self):
        """The corrections that no later one has superseded, newest first; prefetched for a page.

        Those of a working copy are its article's, for they stand under it when it is approved.
        """
        corrections = (self.replaces or self).corrections.all()
        superseded = {correction.supersedes_id for correction in corrections}
        return [correction for correction in corrections if correction.pk not in superseded]

    @property
    def changed_at(self):
        """When readers got its present form: approved, revised or corrected, whichever came last."""
        corrected = (correction.made_at for correction in self.standing_corrections)
        return max(filter(None, (self.published_at, self.revised_at, *corrected)))

    def content(self):
        """Return all that a reader sees of the article as plain data, in a fixed form."""
        return content_of(
            self,
            reporters=self.bylines.values_list("reporter_id", "title"),
            tags=self.taggings.values_list("tag__name", flat=True),
            photos=[
                (row.photo_id, *row.words) for row in self.article_photos.select_related("photo")
            ],
            related=self.related.values_list("to", flat=True),
        )


def content_of(article, reporters, tags, photos, related=()):
    """Return `Article.content()` from the id and title of each reporter, the names of tags, the
    id, caption, credit and description of each photo, and the ids of related articles.
    """
    # Only where there are some: what articles without say keeps the digest that was approved.
    some = {"original_url": article.original, "related": list(related)}
    return {name: value for name, value in some.items() if value} | {
        "headline": article.headline,
        "subheading": article.subheading,
        "body": article.body,
        "section": article.section_id,
        "region": article.region_id,
        "reporters": [list(reporter) for reporter in reporters],
        "tags": sorted(tags),
        "photos": [list(photo) for photo in photos],
        "origin": article.origin,
        "is_ai_assisted": article.is_ai_assisted,
        "copyright_notice": article.copyright_notice,
    }
