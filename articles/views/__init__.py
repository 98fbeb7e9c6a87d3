"""What readers and machines get, one function a page."""

from .declarations import ads, manifest, robots, security
from .errors import forbidden, not_found, server_error
from .files import media
from .icons import favicon, icon, icon_svg
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
from .machines import count_view, healthz, indexnow_key
from .pages import about, article, front, page, preview_article
from .search import search
from .share import paper_picture, share_picture
from .sitemaps import news_sitemap, sitemap_index, sitemap_pages, sitemap_part

__all__ = [
    "about",
    "ads",
    "archive",
    "article",
    "corrections",
    "count_view",
    "favicon",
    "forbidden",
    "front",
    "healthz",
    "icon",
    "icon_svg",
    "indexnow_key",
    "latest",
    "manifest",
    "media",
    "most_viewed",
    "news_sitemap",
    "not_found",
    "page",
    "paper_picture",
    "photos",
    "preview_article",
    "region",
    "regions",
    "reporter",
    "robots",
    "search",
    "section",
    "security",
    "server_error",
    "share_picture",
    "sitemap_index",
    "sitemap_pages",
    "sitemap_part",
    "tag",
]
