"""What readers and machines get, one function a page."""

from .errors import forbidden, not_found, server_error
from .files import media
from .lists import (
    archive,
    corrections,
    latest,
    most_viewed,
    photos,
    region,
    regions,
    reporter,
    section,
    tag,
)
from .machines import count_view, healthz, indexnow_key, robots
from .pages import about, article, front, page, preview_article
from .search import search
from .sitemaps import news_sitemap, sitemap_index, sitemap_pages, sitemap_part

__all__ = [
    "about",
    "archive",
    "article",
    "corrections",
    "count_view",
    "forbidden",
    "front",
    "healthz",
    "indexnow_key",
    "latest",
    "media",
    "most_viewed",
    "news_sitemap",
    "not_found",
    "page",
    "photos",
    "preview_article",
    "region",
    "regions",
    "reporter",
    "robots",
    "search",
    "section",
    "server_error",
    "sitemap_index",
    "sitemap_pages",
    "sitemap_part",
    "tag",
]
