"""Articles that one article leads its readers to: found while it is written, named where it is read."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from ..desk import related, workflow
from ..models import Article, texts_of
from . import searches

MAX_CHOICES = 8  # articles that are offered at once


@require_safe
def choices(request):
    """Answer the articles that `?q=` names: by number, by address or by words; newest first."""
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied
    typed = request.GET.get("q", "").strip()
    articles = related.choosable(request.user, itself(request))
    numbers = [related.number_in(typed)]
    note = ""
    if typed and (numbers == [None] or typed.isdecimal()):
        found, note = searches.newest(articles.newest(), typed, MAX_CHOICES)
        numbers += found
    rows = articles.filter(pk__in=[number for number in numbers if number]).without_texts()
    rows = sorted(rows, key=lambda row: numbers.index(row.pk))
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
