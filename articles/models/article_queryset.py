"""Which articles: what is public, whose they are, what a list shows of them."""

from datetime import timedelta

from django.db import connections, models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .photo import ArticlePhoto
from .reporter import Byline
from .searched import SearchedQuerySet
from .tag import Tagging


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for approval")
    APPROVED = "approved", _("approved")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CLOSED = "closed", _("finished working copy")


UNFINISHED = (Status.DRAFT, Status.SUBMITTED)
TIMED = (Status.APPROVED, Status.WITHDRAWN)
# What was never public has no time and counts by when it was typed; each is little.
UNTIMED = Q(status__in=(*UNFINISHED, Status.WITHDRAWN), published_at__isnull=True)
CARD_FIELDS = (
    *("headline", "subheading", "excerpt", "published_at", "origin", "replaces"),
    *("sensitivity", "comment_policy"),
    *("section__name", "section__slug", "section__position"),
    *(f"lead_photo__{name}" for name in ("sha256", "width", "height", "focal_x", "focal_y")),
    "lead_photo__alt",
)

FEED_LENGTH = 30  # articles of a feed
# A news sitemap holds what is so new, and so much of it:
# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_AGE = timedelta(hours=48)
NEWS_LENGTH = 1000
RETOLD = ("wire", "republished")  # origins of articles that somebody else published first

LISTING = ("status", "published_at")  # by what lists of tags and reporters are ordered
BATCH = 5000  # articles whose rows one statement changes
TEXTS = ("body", "subheading")  # as long as all else of a row together, and more


def texts_of(relation):
    """Return the names of an article's texts for `defer`, as seen from a row that belongs to it."""
    return [f"{relation}__{name}" for name in TEXTS]


class ArticleQuerySet(SearchedQuerySet):
    def public(self, at=None):
        """Return what a reader may see now, or at another time."""
        return self.filter(public(at))

    def ever_public(self, at=None):
        """Return what a reader may see or could see once; the withdrawn ones have no text."""
        return self.filter(status__in=TIMED, published_at__lte=at or timezone.now())

    def of_time(self, begin, end):
        """Return the articles whose time, or when they were typed, is from the moment `begin` on, before `end`."""
        timed = Q(status__in=TIMED, published_at__gte=begin, published_at__lt=end)
        return self.filter(timed | UNTIMED & Q(created_at__gte=begin, created_at__lt=end))

    def by_time(self, limit, begin=None, end=None):
        """Return (time, number) of up to `limit` articles in `of_time`, or of all, the latest first.

        Each part of the union is read by the index of its status, and in its order where there are many.
        """
        parts = [(self.filter(status=status), "published_at") for status in TIMED]
        parts.append((self.filter(UNTIMED), "created_at"))
        first, *others = (part.numbers_by(at, limit, begin, end) for part, at in parts)
        return first.union(*others, all=True).order_by("-at", "-pk")[:limit]

    def numbers_by(self, at, limit, begin, end):
        """Return (time, number) of a part of `by_time`, where `at` is the field of its time."""
        part = self.filter(**{f"{at}__gte": begin, f"{at}__lt": end}) if begin else self
        part = part.order_by().annotate(at=F(at)).values_list("at", "pk")
        # SQLite merges the parts as they come; PostgreSQL would read each to its end to sort them.
        is_sorted = connections[self.db].features.supports_slicing_ordering_in_compound
        return part.order_by("-at", "-pk")[:limit] if is_sorted else part

    def newest(self):
        """Return the articles, the latest approved first."""
        return self.order_by("-published_at", "-id")

    def showing_comments(self):
        """Return those of the articles of which `shows_comments` is true."""
        return self.filter(Q(sensitivity__isnull=True) | Q(comment_policy__isnull=False))

    def for_feed(self):
        """Return what a feed of these articles holds."""
        return self.public().newest()[:FEED_LENGTH]

    def for_sitemap(self, at=None):
        """Return the public articles that search engines shall find here and not elsewhere."""
        return self.public(at).exclude(~Q(original_url=""), origin__in=RETOLD)

    def for_news_sitemap(self, at=None):
        """Return those of them that are news, newest first; what was paid for is none."""
        at = at or timezone.now()
        news = self.for_sitemap(at).filter(published_at__gte=at - NEWS_AGE)
        return news.exclude(origin="sponsored").newest()[:NEWS_LENGTH]

    def in_region(self, region):
        """Return the articles about the region, a province with all that lies in it."""
        return self.filter(region=region) if region.parent_id else self.filter(province=region)

    # Both lists name the time twice, so that the index that serves their order is chosen.

    def tagged(self, tag):
        """Return the articles with the tag that have had their time, newest first."""
        return self.filter(taggings__tag=tag, taggings__published_at__lte=timezone.now()).order_by(
            "-taggings__published_at", "-taggings__content_object_id"
        )

    def written_by(self, reporter):
        """Return the reporter's articles that have had their time, newest first."""
        return self.filter(
            bylines__reporter=reporter, bylines__published_at__lte=timezone.now()
        ).order_by("-bylines__published_at", "-bylines__article_id")

    def for_cards(self):
        """Return what a list shows of each, newest first unless ordered, in one query."""
        articles = self if self.query.order_by else self.newest()
        return articles.select_related("section", "lead_photo").only(*CARD_FIELDS)

    def cards_of(self, numbers):
        """Return what a list shows of the articles with these numbers, in no order."""
        # With an order SQLite walks all articles in that order, to find these among them.
        return self.filter(pk__in=numbers).for_cards().order_by()

    def without_texts(self):
        """Return the articles without what is long in a row, which lists do not show."""
        return self.defer(*TEXTS)

    def unfinished(self):
        """Return those that the newsroom still works on."""
        return self.filter(status__in=UNFINISHED)

    def open_copies(self):
        """Return the working copies that the newsroom still works on."""
        return self.unfinished().filter(replaces__isnull=False)

    def for_page(self):
        """Return what the article page shows of each article itself."""
        return self.select_related("section", "region__parent", "lead_photo")

    def for_feeds(self):
        """Return what machines are told of each, newest first unless ordered, in five queries."""
        articles = self if self.query.order_by else self.newest()
        usable = ArticlePhoto.objects.filter(photo__withdrawn_at__isnull=True)
        return articles.select_related("section", "region__parent").prefetch_related(
            models.Prefetch("bylines", Byline.objects.select_related("reporter")),
            models.Prefetch("article_photos", usable.select_related("photo")),
            models.Prefetch("taggings", Tagging.objects.select_related("tag").order_by("pk")),
            "corrections",
        )

    def for_newsroom(self):
        """Return what the newsroom's first screen shows of each, without the texts."""
        return self.select_related("section", "created_by").only(
            *("headline", "status", "published_at", "created_at", "replaces", "section__name"),
            *("excerpt", "lead_photo"),
            *("created_by__username", "created_by__last_name", "created_by__first_name"),
        )

    def own(self, user):
        """Return the articles that the user began or is named as a reporter of."""
        # All their numbers are read first, for they are few among many.
        begun = self.model.objects.order_by().filter(created_by=user).values("pk")
        named = Byline.objects.order_by().filter(reporter__user=user).values("article")
        return self.filter(pk__in=begun.union(named, all=True))

    def own_of_few(self, user):
        """Return the same of what is little, such as drafts, asked of each article."""
        return self.filter(own(user))

    def seen_by(self, user):
        """Return what the user may see in the newsroom: editors all, reporters own and public."""
        if user.has_perm("articles.approve_article"):
            return self
        # What is public comes first and most are: only of the others bylines are looked up.
        return self.filter(public() | own(user))

    @transaction.atomic
    def bulk_create(self, objs, *args, **options):
        made = super().bulk_create(objs, *args, **options)
        if options.get("update_conflicts"):
            self.model.objects.copy_times([article.pk for article in made])
        return made

    @transaction.atomic
    def update(self, **fields):
        if fields.keys().isdisjoint(LISTING):
            return super().update(**fields)
        numbers = list(self.order_by().values_list("pk", flat=True))
        count = super().update(**fields)
        self.model.objects.copy_times(numbers)
        return count

    def copy_times(self, numbers):
        """Give the bylines and taggings of these articles the time by which they are listed."""
        listed = models.Case(models.When(status=Status.APPROVED, then="published_at"))
        for rows in (Byline, Tagging):
            article = self.order_by().filter(pk=OuterRef(f"{rows.article_name}_id"))
            time = Subquery(article.values(at=listed).values("at"))
            for start in range(0, len(numbers), BATCH):
                batch = numbers[start : start + BATCH]
                rows.objects.filter(**{f"{rows.article_name}__in": batch}).update(published_at=time)

    update.alters_data = bulk_create.alters_data = copy_times.alters_data = True


def public(at=None):
    """Return the condition of being public; the one place that says what that means."""
    return Q(status=Status.APPROVED, published_at__lte=at or timezone.now())


def own(user):
    """Return the condition of being the user's own."""
    named = Byline.objects.order_by().filter(article=OuterRef("pk"), reporter__user=user)
    return Q(created_by=user) | Exists(named)
