"""What the paper declares to machines: who may read it, who sells its space, whom to tell of a weakness."""

from datetime import UTC, datetime
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .. import paper
from ..pure.crawlers import AI_CRAWLERS
from ..pure.paths import path_to

# Results of a search are as many as there are words, and each costs a query.
SEARCH = "/search/"


def text(lines):
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def absolute(view):
    return settings.SITE_URL + path_to(view)


@require_safe
def robots(request):
    """Tell robots what is not for them, by RFC 9309; those that read for AI have it from the publisher."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in (path_to("admin:index"), path_to("count_view"), SEARCH)),
    ]
    if not paper.publication().ai_crawlers_allowed:
        lines += ["", *(f"User-agent: {name}" for name in AI_CRAWLERS), "Disallow: /"]
    lines += ["", *(f"Sitemap: {absolute(view)}" for view in ("sitemap_index", "news_sitemap"))]
    return text(lines)


@require_safe
def security(request):
    """Tell whom to tell of a weakness, by RFC 9116; it expires half a year after the next month begins."""
    email = paper.publication().email
    if not email:
        raise Http404
    now = timezone.now()
    months = now.month + 6
    expires = datetime(now.year + months // 12, months % 12 + 1, 1, tzinfo=UTC)
    return text(
        [
            f"Contact: mailto:{quote(email, safe='@')}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {', '.join(dict.fromkeys((get_language(), 'ko', 'en')))}",
            f"Canonical: {absolute('security')}",
        ]
    )


@require_safe
def ads(request):
    """Tell who may sell the paper's advertising space, by IAB Tech Lab's ads.txt."""
    declared = paper.publication().ads_txt
    if not declared:
        raise Http404
    return text(declared.splitlines())


@require_safe
def manifest(request):
    """Tell how a device shows the paper that a reader puts beside its programs, by W3C's manifest."""
    publication = paper.publication()
    told = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": publication.name,
        "short_name": publication.name[:12],
        "description": publication.slogan or publication.name,
        "lang": get_language(),
        "display": "minimal-ui",
        "theme_color": publication.colour,
        "background_color": "#ffffff",
        "icons": [
            {
                "src": path_to("icon", publication.icon, form),
                "sizes": sizes,
                "type": "image/png",
                "purpose": purpose,
            }
            for form, sizes, purpose in (
                ("192", "192x192", "any"),
                ("512", "512x512", "any"),
                ("maskable", "512x512", "maskable"),
            )
        ],
    }
    return JsonResponse(
        told,
        json_dumps_params={"ensure_ascii": False},
        content_type="application/manifest+json",
    )
