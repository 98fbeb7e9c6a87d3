"""The front, the article, the imprint and the pages of fixed text."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .. import related, slots
from ..models import Article, Page, Publication, Slot
from ..templatetags import paper


@require_safe
def front(request):
    lead = slots.fill(Slot.LEAD, 5)
    shown = [article.pk for article in lead]
    sections = [
        (
            section,
            Article.objects.public().filter(section=section).exclude(pk__in=shown).for_cards()[:5],
        )
        for section in paper.sections()
    ]
    # Photos that lead the page come last among the photo news, so they repeat only for want of others.
    photos = slots.fill(Slot.PHOTO_NEWS, 5 + len(lead))
    photos.sort(key=lambda article: article.pk in shown)
    return render(
        request,
        "pages/front.html",
        {
            "lead": lead,
            "sections": [(section, list(articles)) for section, articles in sections if articles],
            "photo_news": photos[:5],
        },
    )


@require_safe
def article(request, pk):
    article = get_object_or_404(Article.objects.ever_public().for_page(), pk=pk)
    if article.status == Article.Status.WITHDRAWN:
        return render(request, "pages/withdrawn.html", status=410)
    return render(
        request, "pages/article.html", {"article": article, "related": related.articles(article, 5)}
    )


@require_safe
def about(request):
    return render(request, "pages/about.html", {"publication": Publication.current()})


@require_safe
def page(request, slug):
    return render(request, "pages/page.html", {"page": get_object_or_404(Page, slug=slug)})
