"""The comments that readers wrote last, for feeds."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ...models import Article, Comment

NEWEST = 30  # comments of a feed
FIELDS = ("parent", "name", "text", "made_at", "article__headline")


def newest(article=None, now=None):
    """Return the NEWEST comments that readers see, each with its article; of one article or of all.

    One query.
    """
    now = now or timezone.now()
    of = {"article": article} if article else {}
    shown = Comment.objects.shown(now).filter(**of).order_by("-pk").select_related("article")
    # Asked of one comment after the other, for the list of all articles is long.
    seen = Article.objects.public(now).showing_comments().filter(pk=OuterRef("article"))
    return list(shown.filter(Exists(seen.order_by())).only(*FIELDS)[:NEWEST])
