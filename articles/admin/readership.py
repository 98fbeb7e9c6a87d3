"""How often an article was viewed: figures, and the last days as a curve with its table."""

from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..reading import readership
from .site import newsroom

HEIGHT = 100  # of the curve; a day is 1 wide
MARGIN = 4  # above the highest point, for the width of the line

FIGURES = {
    "daily": _("Last 24 hours"),
    "weekly": _("Last 7 days"),
    "monthly": _("Last 30 days"),
    "total": _("In all"),
}


@require_safe
def views(request, article):
    """Show how often readers viewed the article; a working copy shows its article's views."""
    viewed = article.replaces or article
    figures = readership.figures(viewed)
    days = readership.by_day(viewed)
    return TemplateResponse(
        request,
        "admin/readership.html",
        {
            **newsroom.each_context(request),
            "title": _("Views"),
            "article": article,
            "figures": [(name, figures[key]) for key, name in FIGURES.items()],
            "days": days,
            "most": max(days, key=lambda day: day[1]),
            "curve": curve([count for _day, count in days]),
        },
    )


def curve(counts):
    """Return the points of the curve for SVG; the highest count reaches the top."""
    scale = (HEIGHT - MARGIN) / (max(counts) or 1)
    return " ".join(f"{x + 0.5:.1f},{HEIGHT - count * scale:.1f}" for x, count in enumerate(counts))
