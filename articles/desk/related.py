"""Related articles that are chosen by hand: which may be, and what the newsroom reads of them."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Article

BETWEEN = re.compile(r"[\s,;，、]+")
MAX_LINE = (
    4000  # characters of a line that are read: far more than the addresses of MAX_RELATED articles
)


def choosable(user, article=None):
    """Return the articles to which the user may lead readers, from the article if there is one.

    Those that are not public yet are shown as soon as they are.
    """
    articles = Article.objects.seen_by(user).filter(replaces__isnull=True)
    articles = articles.exclude(status=Article.Status.WITHDRAWN)
    own = [article.pk, article.replaces_id] if article else []
    return articles.exclude(pk__in=filter(None, own))


def number_in(typed):
    """Return the number of the article that was typed: its number or its address; None without."""
    if typed.isdecimal():
        return int(typed[:18])
    try:
        parts = urlsplit(typed)
        match = resolve(unquote(parts.path))
    except (ValueError, Resolver404):
        return None
    is_ours = parts.hostname in (None, settings.SITE.hostname)
    known = match.kwargs.get("pk") or match.kwargs.get("object_id")
    name = match.url_name or ""  # of Django's own addresses some have none
    is_article = name == "article" or name.startswith("articles_article_")
    return int(str(known)[:18]) if is_ours and is_article and str(known).isdecimal() else None


def numbers_in(line):
    """Return ([numbers in the line, each once], [what is none])."""
    typed = [part for part in BETWEEN.split(line[:MAX_LINE]) if part]
    numbers = {part: number_in(part) for part in typed}
    known = [number for number in numbers.values() if number is not None]
    return list(dict.fromkeys(known)), [part for part, number in numbers.items() if number is None]


def described(article):
    """Return what the form shows of an article that its user may see."""
    at = timezone.localtime(article.published_at or article.created_at)
    about = f"{at:%Y-%m-%d} · {article.state_label}"
    return {"id": article.pk, "label": article.headline, "about": about}


def unseen(number):
    """Return what the form shows of one that its user may not see."""
    label = _("Article no. %(number)d") % {"number": number}
    return {"id": number, "label": label, "about": _("not public")}
