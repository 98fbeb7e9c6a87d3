"""Articles that one article leads its readers to: found while it is written, named where it is read."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from ..desk import related, workflow
from ..models import Article, texts_of
from ..pure import terms
from . import searches

MAX_CHOICES = 8  # articles that are offered at once
LOOKED_AT = 60  # of the newest with the words: those that have them in the headline come first


@require_safe
def choices(request):
    """Answer the articles that `?q=` names: by number, by address or by words."""
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied
    typed = request.GET.get("q", "").strip()
    articles = related.choosable(request.user, itself(request))
    named = related.number_in(typed)
    found, note = [], ""
    if typed and (named is None or typed.isdecimal()):
        found, note = searches.newest(articles.newest(), typed, LOOKED_AT)
    rows = articles.filter(pk__in={*found, named} - {None}).without_texts()
    words = terms.normal(typed).split()

    def place(row):
        headline = terms.normal(row.headline)
        has_all = all(word in headline for word in words)
        return row.pk != named, not has_all, found.index(row.pk) if row.pk in found else 0

    rows = sorted(rows, key=place)[:MAX_CHOICES]
    return JsonResponse({"items": list(map(related.described, rows)), "note": note})


def itself(request):
    """Return the article that is being written, if the person may read it."""
    number = request.GET.get("of", "")
    article = Article.objects.filter(pk=number[:18]).first() if number.isdecimal() else None
    return article if article and workflow.may_read(request.user, article) else None


def headlines(article):
    """Show the articles that were chosen; those that are not public, by number only."""
    rows = [row.to for row in article.related.select_related("to").defer(*texts_of("to"))]
    shown = [related.described(row) if row.is_public() else related.unseen(row.pk) for row in rows]
    lines = ((row["label"], row["about"]) for row in shown)
    return format_html_join("", "<p>{} · {}</p>", lines) or "–"
