"""The link that shows one article as its public page before it is one."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from ..models import Article

LIFE = timedelta(days=3)
SIGNER = signing.TimestampSigner(salt="articles.preview")
STATUSES = (Article.Status.DRAFT, Article.Status.SUBMITTED, Article.Status.APPROVED)


def path(article):
    """Return the path of the preview of one article; whoever has it can read that article."""
    return reverse("preview", args=[SIGNER.sign(article.pk)])


def address(article):
    """Return the address to send to somebody."""
    return settings.SITE_URL + path(article)


def find(token):
    """Return the article of a link as readers will see it, None when the link is no longer good.

    A link ends with its time, and when its article is withdrawn, finished as a copy or deleted.
    """
    try:
        pk = SIGNER.unsign(token, max_age=LIFE)
    except signing.BadSignature:
        return None
    articles = Article.objects.filter(pk=pk, status__in=STATUSES)
    article = articles.for_page().select_related("replaces").first()
    return article and as_published(article)


def as_published(article):
    """Return the article with the times that readers would see under it, were it approved now."""
    article.headline = str(article)
    original = article.replaces or article
    article.published_at = original.published_at or timezone.now()
    if article.replaces:
        article.revised_at = timezone.now()
    return article
